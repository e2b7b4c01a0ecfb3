// Plays Prometheus: reads its configuration, keeps a data folder, says that it is ready.

import { mkdirSync } from 'node:fs'
import { jsonReply, textReply } from '../http/server.js'
import { type Program, Quit } from '../program.js'
import { whyNot } from './config_check.js'
import { listenAddress, readMonitorFlags } from './monitor_flags.js'
import { probePages, servePages } from './page_server.js'

const text = { kind: 'string' } as const

export async function playPrometheus(program: Program): Promise<void> {
  const { values } = readMonitorFlags(program, {
    'config.file': text,
    'web.listen-address': text,
    'storage.tsdb.path': text,
  })
  const why = whyNot(values.get('config.file') ?? 'prometheus.yml')
  if (why !== '') throw new Quit(2, `level=error msg="Error loading config" err=${JSON.stringify(why)}`)
  mkdirSync(values.get('storage.tsdb.path') ?? 'data', { recursive: true })
  const pages = {
    ...probePages('Prometheus Server'),
    '/': () => textReply('Prometheus\n'),
    '/api/v1/targets': () => jsonReply({ status: 'success', data: { activeTargets: [], droppedTargets: [] } }),
  }
  await servePages(program, { address: listenAddress(values, ':9090'), pages })
}
