// What a template may mention before the run: all that an expression of its task may, of most of it the keys alone.

import type { Keys, Names } from './names.js'
import type { TemplateData } from './template.js'
import type { Known } from './template_lint.js'
import { Unknown } from './unknown.js'

/** Every value unknown; of names whose keys are known, only these. */
export const dataBeforeRun = (names: Names): TemplateData =>
  Object.fromEntries(names.list.map((name) => [name, ofKeys(names.keys(name) ?? null)]))

const later = new Unknown('it is not known before the run')

const ofKeys = (keys: Keys): Known => (keys ? Object.fromEntries(keys.map((key) => [key, later])) : later)
