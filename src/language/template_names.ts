// What a template may mention, from what is known of a task's names before the run: keys, but hardly a value.

import type { Keys, Names } from './names.js'
import type { TemplateData } from './template.js'
import type { Known } from './template_lint.js'
import { Unknown } from './unknown.js'

/** The names that a template sees. */
export const templateNames = ['host', 'facts', 'inputs', 'vars', 'run', 'groups'] as const

/** Every value unknown; of names whose keys are known, only these. */
export const dataBeforeRun = (names: Names): TemplateData =>
  Object.fromEntries(templateNames.map((name) => [name, ofKeys(names.keys(name) ?? null)]))

const later = new Unknown('it is not known before the run')

const ofKeys = (keys: Keys): Known => (keys ? Object.fromEntries(keys.map((key) => [key, later])) : later)
