// list-member, offline-member, operate-leader.

import { listOf } from '../address.js'
import { Quit } from '../program.js'
import { type Command, printed, UsageError } from './command.js'

export const memberCommands: Readonly<Record<string, Command>> = {
  'list-member': {
    usage: 'list-member [--leader] [--master] [--worker] [--name master-name/worker-name ...]',
    options: {
      leader: { type: 'boolean', short: 'l' },
      master: { type: 'boolean', short: 'm' },
      worker: { type: 'boolean', short: 'w' },
      name: { type: 'string', short: 'n', multiple: true },
    },
    async run({ program, text, flag, ask }) {
      const shown = { leader: flag('leader'), master: flag('master'), worker: flag('worker') }
      printed.reply(program, await ask('ListMember', { ...shown, names: listOf(text('name')) }))
    },
  },
  'offline-member': {
    usage: 'offline-member <--master/--worker> <--name master-name/worker-name>',
    options: {
      master: { type: 'boolean', short: 'm' },
      worker: { type: 'boolean', short: 'w' },
      name: { type: 'string', short: 'n' },
    },
    async run({ program, text, flag, ask }) {
      if (text('name') === '') throw new UsageError('name of the member must be given')
      if (flag('master') === flag('worker')) throw new UsageError('exactly one of --master and --worker must be given')
      const type = flag('master') ? 'master' : 'worker'
      const reply = await ask<{ result?: boolean; msg?: string }>('OfflineMember', { type, name: text('name') })
      // of all commands this one ends with 1 where DM refuses, and prints no JSON
      if (reply.result !== false) return printed.reply(program, reply)
      program.out(`offline member failed:\n${reply.msg}\n`)
      throw new Quit(1, '')
    },
  },
  'operate-leader': {
    usage: 'operate-leader <operate-type>',
    async run({ program, args, ask }) {
      const ops: Readonly<Record<string, string>> = { evict: 'EvictLeaderOp', 'cancel-evict': 'CancelEvictLeaderOp' }
      const op = ops[args[0] ?? '']
      if (op === undefined || args.length > 1) throw new UsageError(`invalid operate '${args[0] ?? ''}' on leader`)
      printed.reply(program, await ask('OperateLeader', { op }))
    },
  },
}
