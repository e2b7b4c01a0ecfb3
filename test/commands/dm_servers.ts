// A cluster that seems to run: one HTTP server on loopback for each port, answering what DM and its monitoring would.
// `silent` ports take connections and never answer, as a frozen or cut-off machine does; `closed` ones refuse.

import { createServer, type Server } from 'node:http'

export interface SeemingCluster {
  /** ascending */
  readonly ports: readonly number[]
  close(): Promise<void>
}

export type Answer = (path: string) => string | null | 'silent'

/** Listens on as many ports as asked for, ascending; what one answers may be changed at any time. */
export async function dmServers(count: number, answer: (index: number, path: string) => string | null | 'silent') {
  const indexes = new Map<number, number>()
  const servers = await Promise.all(Array.from({ length: count }, () => listening(indexes, answer)))
  const ports = servers.map(portOf).sort((a, b) => a - b)
  for (const [index, port] of ports.entries()) indexes.set(port, index)
  const close = async (): Promise<void> => {
    await Promise.all(
      servers.map((server) => {
        server.closeAllConnections()
        return new Promise((resolve) => server.close(resolve))
      }),
    )
  }
  return { ports, close }
}

function listening(
  indexes: ReadonlyMap<number, number>,
  answer: (index: number, path: string) => string | null | 'silent',
): Promise<Server> {
  const server = createServer((request, response) => {
    const index = indexes.get(portOf(server)) ?? -1
    const text = answer(index, request.url ?? '')
    if (text === 'silent') return
    response.writeHead(text === null ? 404 : 200)
    response.end(text ?? 'no such page')
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

interface Worker {
  readonly name: string
  readonly stage: string
  readonly source?: string
}

/** The members' page as dm-master gives it. */
export function membersPage(leader: string, masters: Readonly<Record<string, boolean>>, workers: readonly Worker[]) {
  const ofMasters = Object.entries(masters).map(([name, alive]) => ({
    name,
    memberID: '1',
    alive,
    peerURLs: [],
    clientURLs: [],
  }))
  const ofWorkers = workers.map(({ name, stage, source = '' }) => ({ name, addr: '', stage, source }))
  return JSON.stringify({
    result: true,
    msg: '',
    members: [
      { leader: { msg: '', name: leader, addr: '' } },
      { master: { msg: '', masters: ofMasters } },
      { worker: { msg: '', workers: ofWorkers } },
    ],
  })
}
