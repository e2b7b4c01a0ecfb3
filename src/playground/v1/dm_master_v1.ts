// Plays dm-master 1.0: one process without a store, which only knows the workers that its file names.

import { addressOf } from '../address.js'
import { listen, notFound, textReply } from '../http/server.js'
import { openLog } from '../log.js'
import { metricsText } from '../metrics.js'
import { type Program, Quit, shownStamp } from '../program.js'
import { readServerConfig } from '../server_config.js'
import { versionText } from '../version_text.js'

const text = { kind: 'string' } as const

const specs = {
  V: { kind: 'bool', usage: 'prints version and exit' },
  config: { ...text, usage: 'path to config file' },
  'master-addr': { ...text, usage: 'master API server and status addr' },
  L: { ...text, usage: 'log level: debug, info, warn, error, fatal' },
  'log-file': { ...text, usage: 'log file path' },
} as const

const known = {
  deploy: '',
  'rpc-timeout': '',
  'rpc-rate-limit': '',
  'rpc-rate-burst': '',
  'log-level': '',
  'log-file': '',
  'log-rotate': '',
  'master-addr': '',
}

export async function playDmMasterV1(program: Program): Promise<void> {
  const values = readServerConfig(program, { specs, known })
  const log = openLog(values.get('log-file') ?? '', program.out)
  const address = addressOf(values.get('master-addr') ?? '')
  if (address === null) throw new Quit(2, 'parse cmd flags err: master-addr is no address')
  log.info('Welcome to dm-master', { 'Release Version': program.stamp.version, deploy: values.get('deploy') ?? '[]' })
  program.onStop((signal) => {
    log.info('got signal to exit', { signal })
    program.exit(0)
  })
  await listen(address, ({ path }) => {
    if (path === '/status') return textReply(versionText(shownStamp(program)))
    return path === '/metrics' ? textReply(metricsText(program.startedAtMs)) : notFound
  })
  log.info('listening on address for API and status', { address: values.get('master-addr') })
}
