// Which file runs which verb. Loaded when called, so that help and version cost nothing.

import type { Command } from '../cli/io.js'

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  adopt: async () => (await import('./adopt.js')).adopt,
  audit: async () => (await import('./audit.js')).audit,
  check: async () => (await import('./check.js')).check,
  completion: async () => (await import('./completion.js')).completion,
  config: async () => (await import('./config.js')).config,
  display: async () => (await import('./display.js')).display,
  dmctl: async () => (await import('./dmctl.js')).dmctl,
  'edit-config': async () => (await import('./edit_config.js')).editConfig,
  drift: async () => (await import('./drift.js')).drift,
  exec: async () => (await import('./exec.js')).exec,
  import: async () => (await import('./import.js')).importLegacy,
  inventory: async () => (await import('./inventory.js')).inventory,
  list: async () => (await import('./list.js')).list,
  lock: async () => (await import('./lock.js')).lock,
  logs: async () => (await import('./logs.js')).logs,
  meta: async () => (await import('./meta.js')).meta,
  mirror: async () => (await import('./mirror.js')).mirror,
  module: async () => (await import('./module.js')).module,
  patch: async () => (await import('./patch.js')).patch,
  replay: async () => (await import('./replay.js')).replay,
  resume: async () => (await import('./resume.js')).resume,
  rollback: async () => (await import('./rollback.js')).rollback,
  run: async () => (await import('./run.js')).run,
  runs: async () => (await import('./runs.js')).runs,
  'show-config': async () => (await import('./show_config.js')).showConfig,
  ssh: async () => (await import('./ssh.js')).ssh,
  template: async () => (await import('./template.js')).template,
  validate: async () => (await import('./validate.js')).validate,
}

/** Every other verb is a shipped playbook. */
export async function commandFor(verb: string): Promise<Command> {
  const load = commands[verb]
  return load ? load() : (await import('./playbook.js')).playbook
}
