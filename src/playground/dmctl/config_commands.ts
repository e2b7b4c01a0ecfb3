// config export, and config task|source|master|worker (dm-runtime §3.2).

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, type CommandCall, printed, UsageError } from './command.js'

interface Exported {
  readonly taskConfigs: readonly { readonly name: string; readonly config: string }[]
  readonly sourceConfigs: readonly { readonly sourceID: string; readonly config: string }[]
  readonly relayWorkers: Readonly<Record<string, readonly string[]>>
}

const types: Readonly<Record<string, string>> = {
  task: 'TaskType',
  source: 'SourceType',
  master: 'MasterType',
  worker: 'WorkerType',
}

export const configCommands: Readonly<Record<string, Command>> = {
  config: {
    usage: 'config <export | task | source | master | worker> [name] [--path]',
    options: { path: { type: 'string', short: 'p' }, dir: { type: 'string', short: 'd' } },
    async run(call) {
      const [what = '', name] = call.args
      if (what === 'export') return exported(call)
      const type = types[what]
      if (type === undefined || name === undefined) throw new UsageError(`unknown or incomplete: config ${what}`)
      printed.reply(call.program, await call.ask('GetCfg', { type, name }))
    },
  },
}

/** Releases before 8.0 read etcd itself; here the same lists come by a name of our own. */
async function exported({ program, text, ask }: CommandCall): Promise<void> {
  const folder = text('path') || text('dir') || './configs'
  const { taskConfigs, sourceConfigs, relayWorkers } = await ask<Exported>('ExportConfigs', {})
  mkdirSync(join(folder, 'sources'), { recursive: true })
  mkdirSync(join(folder, 'tasks'), { recursive: true })
  for (const source of sourceConfigs) {
    writeFileSync(join(folder, 'sources', `${source.sourceID}.yaml`), source.config.replace(/^enable-relay:.*\n/m, ''))
  }
  for (const task of taskConfigs) writeFileSync(join(folder, 'tasks', `${task.name}.yaml`), task.config)
  if (Object.keys(relayWorkers).length > 0) {
    writeFileSync(join(folder, 'relay_workers.json'), JSON.stringify(relayWorkers))
  }
  program.out(`export configs to directory \`${folder}\` succeed\n`)
}
