// The web side of the monitoring stand-ins: a few fixed pages, and an end on SIGTERM.

import type { Address } from '../address.js'
import { type Handler, listen, notFound, textReply } from '../http/server.js'
import { metricsText } from '../metrics.js'
import type { Program } from '../program.js'

/** Pages by path; /metrics is always there. */
export async function servePages(
  program: Program,
  { address, pages }: { readonly address: Address; readonly pages: Readonly<Record<string, Handler>> },
): Promise<void> {
  const all: Readonly<Record<string, Handler>> = {
    '/metrics': () => textReply(metricsText(program.startedAtMs)),
    ...pages,
  }
  program.onStop(() => program.exit(0))
  await listen(address, (request) =>
    Object.hasOwn(all, request.path) ? (all[request.path]?.(request) ?? notFound) : notFound,
  )
  program.err(`level=info msg="Listening" address=${address.host}:${address.port}\n`)
}

/** Once asked, these say what the probes of Prometheus and Alertmanager want to read. */
export function probePages(name: string): Readonly<Record<string, Handler>> {
  return {
    '/-/ready': () => textReply(`${name} is Ready.\n`),
    '/-/healthy': () => textReply(`${name} is Healthy.\n`),
  }
}
