// start-task, stop-task, pause-task, resume-task, query-status.

import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Command, type CommandCall, printed, UsageError } from './command.js'
import { type QueryReply, summary } from './summary.js'

export const taskCommands: Readonly<Record<string, Command>> = {
  'start-task': {
    usage: 'start-task [-s source ...] [--remove-meta] <config-file>',
    options: { 'remove-meta': { type: 'boolean' }, 'start-time': { type: 'string' } },
    async run({ program, args, sources, flag, ask }) {
      const [file] = args
      if (file === undefined || args.length > 1) throw new UsageError('start-task wants one config-file')
      const task = readFileSync(file, 'utf8')
      printed.reply(program, await ask('StartTask', { task, sources, removeMeta: flag('remove-meta') }))
    },
  },
  'stop-task': { usage: 'stop-task [-s source ...] <task-name | task-file>', run: (call) => operate(call, 'Stop') },
  'pause-task': { usage: 'pause-task [-s source ...] <task-name | task-file>', run: (call) => operate(call, 'Pause') },
  'resume-task': {
    usage: 'resume-task [-s source ...] <task-name | task-file>',
    run: (call) => operate(call, 'Resume'),
  },
  'query-status': {
    usage: 'query-status [-s source ...] [task-name | task-file] [--more]',
    options: { more: { type: 'boolean' } },
    async run({ program, args, sources, flag, ask }) {
      if (args.length > 1) throw new UsageError('query-status wants at most one task')
      const name = taskName(args[0] ?? '')
      const reply = await ask<QueryReply>('QueryStatus', { name, sources })
      const short = name === '' && sources.length === 0 && !flag('more') ? summary(reply) : null
      printed.reply(program, short ?? reply)
    },
  },
}

async function operate({ program, args, sources, ask }: CommandCall, op: string): Promise<void> {
  const [word] = args
  if (word === undefined || args.length > 1) throw new UsageError('one task-name or task-file is wanted')
  printed.reply(program, await ask('OperateTask', { op, name: taskName(word), sources }))
}

/** A word that is a file names the task inside it. */
function taskName(word: string): string {
  if (word === '' || !existsSync(word)) return word
  const name: unknown = parse(readFileSync(word, 'utf8'))?.name
  return typeof name === 'string' ? name : word
}
