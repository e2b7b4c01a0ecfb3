// Plays node_exporter and blackbox_exporter: metrics of nothing on the port told.

import { type Handler, textReply } from '../http/server.js'
import type { Program } from '../program.js'
import { listenAddress, readMonitorFlags } from './monitor_flags.js'
import { servePages } from './page_server.js'

export async function playExporter(program: Program): Promise<void> {
  const text = { kind: 'string' } as const
  const { values } = readMonitorFlags(program, { 'web.listen-address': text, 'config.file': text })
  const address = listenAddress(values, program.stamp.program === 'node_exporter' ? ':9100' : ':9115')
  const pages: Record<string, Handler> = {
    '/': () => textReply(`${program.stamp.program}\n`),
    '/-/healthy': () => textReply('Healthy\n'),
    '/probe': () => textReply('probe_success 1\n'),
  }
  await servePages(program, { address, pages })
}
