// operate-source, transfer-source, start-relay, stop-relay.

import { existsSync, readFileSync } from 'node:fs'
import { type Command, type CommandCall, printed, UsageError } from './command.js'

const sourceOps: Readonly<Record<string, string>> = {
  create: 'StartSource',
  update: 'UpdateSource',
  stop: 'StopSource',
  show: 'ShowSource',
}

export const sourceCommands: Readonly<Record<string, Command>> = {
  'operate-source': {
    usage: 'operate-source <operate-type> [config-file ...] [--print-sample-config]',
    options: { worker: { type: 'string', short: 'w' }, 'print-sample-config': { type: 'boolean', short: 'p' } },
    async run({ program, args, sources, flag, ask }) {
      if (flag('print-sample-config')) return program.out('source-id: "mysql-replica-01"\n')
      const [type = '', ...files] = args
      const op = sourceOps[type]
      if (op === undefined) throw new UsageError(`invalid operate '${type}' on worker`)
      if (type !== 'show' && files.length + sources.length === 0) {
        throw new UsageError('operate-source create/update/stop should specify config-file(s)')
      }
      // A word that is no file names a source, but only where sources are stopped.
      const ids = type === 'stop' ? files.filter((file) => !existsSync(file)) : []
      const config = files.filter((file) => !ids.includes(file)).map((file) => readFileSync(file, 'utf8'))
      printed.reply(program, await ask('OperateSource', { op, config, sourceID: [...sources, ...ids] }))
    },
  },
  'transfer-source': {
    usage: 'transfer-source <source-id> <worker-id>',
    async run({ program, args, ask }) {
      const [source, worker] = args
      if (source === undefined || worker === undefined || args.length > 2) {
        throw new UsageError('transfer-source wants a source and a worker')
      }
      printed.reply(program, await ask('TransferSource', { source, worker }))
    },
  },
  'start-relay': {
    usage: 'start-relay <-s source-id> [worker-name ...]',
    run: (call) => operateRelay(call, 'StartRelayV2'),
  },
  'stop-relay': {
    usage: 'stop-relay <-s source-id> [worker-name ...]',
    run: (call) => operateRelay(call, 'StopRelayV2'),
  },
}

async function operateRelay({ program, args, sources, ask }: CommandCall, op: string): Promise<void> {
  const [source] = sources
  if (source === undefined || sources.length > 1) throw new UsageError('must specify one source (`-s` / `--source`)')
  printed.reply(program, await ask('OperateRelay', { op, source, worker: args }))
}
