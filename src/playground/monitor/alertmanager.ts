// Plays Alertmanager: reads its configuration, opens its web and its cluster port, says that it is ready.

import { mkdirSync } from 'node:fs'
import { addressOf } from '../address.js'
import { jsonReply, listen, notFound } from '../http/server.js'
import { type Program, Quit } from '../program.js'
import { whyNot } from './config_check.js'
import { listenAddress, readMonitorFlags } from './monitor_flags.js'
import { probePages, servePages } from './page_server.js'

const text = { kind: 'string' } as const

export async function playAlertmanager(program: Program): Promise<void> {
  const { values } = readMonitorFlags(program, {
    'config.file': text,
    'storage.path': text,
    'web.listen-address': text,
    'cluster.listen-address': text,
  })
  const why = whyNot(values.get('config.file') ?? 'alertmanager.yml')
  if (why !== '') throw new Quit(1, `level=error msg="Loading configuration file failed" err=${JSON.stringify(why)}`)
  mkdirSync(values.get('storage.path') ?? 'data', { recursive: true })
  const pages = { ...probePages('Alertmanager'), '/api/v2/status': () => jsonReply({ cluster: { status: 'ready' } }) }
  await servePages(program, { address: listenAddress(values, ':9093'), pages })
  const cluster = addressOf(values.get('cluster.listen-address') ?? '')
  if (cluster !== null) await listen(cluster, () => notFound)
}
