// The view after recorded events, and the kinds of its entries.

import type { Event } from '../../src/core/event.js'
import type { Entry, View } from '../../src/report/view.js'
import { emptyView, viewAfter } from '../../src/report/view_model.js'

export const after = (events: readonly Event[], verbose = false): View =>
  events.reduce(viewAfter, emptyView({ verbose }))

export const kinds = (view: View): Entry['kind'][] => view.entries.map(({ entry }) => entry.kind)
