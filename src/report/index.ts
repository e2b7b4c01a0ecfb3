// The reports of a run: which there are, and how to get one. Everything a run says reaches people through here.

import type { ReporterKind } from './choose.js'
import { jsonReporter } from './json.js'
import { linesReporter } from './lines.js'
import type { Reporter, ReporterOptions } from './reporter.js'
import { treeReporter } from './tree.js'

export { chooseReporter, type ReporterKind, type Surroundings } from './choose.js'
export { type Colors, colorsFor } from './colors.js'
export type { Output, Reporter, ReporterOptions } from './reporter.js'
export { colorStatus } from './status_color.js'
export { coloredTable } from './table.js'

const reporters: Readonly<Record<ReporterKind, (options: ReporterOptions) => Reporter>> = {
  tree: treeReporter,
  lines: linesReporter,
  json: jsonReporter,
}

/** The reporter of a kind. Everything it prints passes `redact` first. */
export function reporterFor({ kind, ...options }: ReporterOptions & { readonly kind: ReporterKind }): Reporter {
  return reporters[kind](options)
}
