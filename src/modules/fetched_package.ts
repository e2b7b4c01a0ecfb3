// A verified package on the control machine, fetched where it is not there yet; how far that has come is said.

import type { PackageFile, PackageWish } from '../packages/packages.js'
import { metered } from './metered.js'
import type { Tools } from './tools.js'

/** Throws E-PACKAGE, E-MIRROR. */
export const fetchedPackage = (wish: PackageWish, tools: Tools): Promise<PackageFile> =>
  metered(tools, { name: wish.component, verbs: ['fetching', 'fetched'] }, (progress) =>
    tools.packages.get(wish, progress),
  )
