// Plays dm-worker 1.0: one upstream, named in its own file; tasks in a store below its working directory; relay logs.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressOf } from '../address.js'
import { listen, notFound, textReply } from '../http/server.js'
import { openLog } from '../log.js'
import { metricsText } from '../metrics.js'
import { type Program, Quit, shownStamp } from '../program.js'
import { readServerConfig } from '../server_config.js'
import { versionText } from '../version_text.js'
import { keepTaskStore, readTaskStore } from './task_store.js'

const text = { kind: 'string' } as const

const specs = {
  V: { kind: 'bool', usage: 'prints version and exit' },
  config: { ...text, usage: 'path to config file' },
  'worker-addr': { ...text, usage: 'worker API server and status addr' },
  L: { ...text, usage: 'log level: debug, info, warn, error, fatal' },
  'relay-dir': { ...text, usage: 'relay log directory' },
  'log-file': { ...text, usage: 'log file path' },
} as const

const known = Object.fromEntries(
  [
    ...['source-id', 'server-id', 'flavor', 'enable-gtid', 'auto-fix-gtid', 'relay-binlog-name', 'relay-binlog-gtid'],
    ...['charset', 'meta-dir', 'relay-dir', 'from', 'purge', 'checker', 'tracer'],
    ...['worker-addr', 'log-level', 'log-file', 'log-rotate'],
  ].map((key) => [key, '']),
)

export async function playDmWorkerV1(program: Program): Promise<void> {
  const values = readServerConfig(program, { specs, known })
  const log = openLog(values.get('log-file') ?? '', program.out)
  const address = addressOf(values.get('worker-addr') ?? '')
  if (address === null) throw new Quit(2, 'parse cmd flags err: worker-addr is no address')
  const source = values.get('source-id') ?? ''
  if (source === '') throw new Quit(2, 'parse cmd flags err: dm-worker should bind a non-empty source ID')
  log.info('Welcome to dm-worker', { 'Release Version': program.stamp.version, source })
  const store = join(values.get('meta-dir') || './dm_worker_meta', 'kv')
  keepTaskStore(store, program.stamp.version)
  keepRelay(values.get('relay-dir') || './relay_log')
  const states = readTaskStore(store).map(({ name, stage }): [string, number] => [
    `dm_worker_task_state{task=${JSON.stringify(name)},source_id=${JSON.stringify(source)}}`,
    stage === 'Running' ? 2 : 3,
  ])
  program.onStop((signal) => {
    log.info('got signal to exit', { signal })
    program.exit(0)
  })
  await listen(address, ({ path }) => {
    if (path === '/status') return textReply(versionText(shownStamp(program)))
    return path === '/metrics' ? textReply(metricsText(program.startedAtMs, states)) : notFound
  })
  log.info('listening on address for API and status', { address: values.get('worker-addr'), tasks: states.length })
}

const uuid = '9a1b6c34-0000-11ea-9f3b-0242ac130002.000001'

/** A relay log as it looks after the first events. */
function keepRelay(folder: string): void {
  mkdirSync(join(folder, uuid), { recursive: true })
  writeFileSync(join(folder, 'server-uuid.index'), `${uuid}\n`)
  writeFileSync(
    join(folder, uuid, 'relay.meta'),
    'binlog-name = "mysql-bin.000001"\nbinlog-pos = 4\nbinlog-gtid = ""\n',
  )
}
