// Which file runs which verb. Loaded when called, so that help and version cost nothing.

import type { Command } from '../cli/io.js'

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  display: async () => (await import('./display.js')).display,
  dmctl: async () => (await import('./dmctl.js')).dmctl,
  list: async () => (await import('./list.js')).list,
  module: async () => (await import('./module.js')).module,
  run: async () => (await import('./run.js')).run,
  template: async () => (await import('./template.js')).template,
  validate: async () => (await import('./validate.js')).validate,
}

/** Every other verb is a shipped playbook. */
export async function commandFor(verb: string): Promise<Command> {
  const load = commands[verb]
  return load ? load() : (await import('./playbook.js')).playbook
}
