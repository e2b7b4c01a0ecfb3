// A master that leads a store of one member, in this process and without ports: what the calls are tested on.

import { Campaign } from '../../src/playground/dm_master/campaign.js'
import type { MasterConfig } from '../../src/playground/dm_master/config.js'
import type { Master } from '../../src/playground/dm_master/master.js'
import { HttpClient } from '../../src/playground/http/client.js'
import { closeServer, type Handler, listen } from '../../src/playground/http/server.js'
import { fakeProgram } from './fake_program.js'
import { MemoryNet, memoryLog, until } from './memory_raft.js'

export interface FakeMaster {
  readonly master: Master
  readonly lines: string[]
  close(): Promise<void>
}

const config: MasterConfig = {
  name: 'm1',
  listen: { host: '127.0.0.1', port: 8261 },
  advertise: '127.0.0.1:8261',
  peerListen: [],
  peerUrls: ['http://m1'],
  initialCluster: [],
  join: [],
  dataDir: '/nowhere',
  logFile: '',
  tls: null,
  openapi: false,
  v1Sources: '',
  text: 'name = "m1"\n',
}

export async function fakeMaster({ leading = true, version = 'v8.1.0', openapi = false } = {}): Promise<FakeMaster> {
  const net = new MemoryNet(['m1'])
  const { store } = net.start('m1')
  const lines: string[] = []
  const log = memoryLog(lines)
  const campaign = new Campaign({
    store,
    log,
    name: 'm1',
    address: config.advertise,
    ttlMs: 60_000,
    renewMs: 5000,
    now: () => performance.now(),
  })
  const client = new HttpClient()
  await until(() => (store.hasQuorum ? true : undefined))
  if (leading) {
    void campaign.run()
    await until(() => (campaign.leading ? true : undefined))
  }
  const program = fakeProgram([], { version })
  const close = async () => {
    if (leading) await campaign.stop()
    client.close()
    net.killAll()
  }
  return { master: { program, config: { ...config, openapi }, store, campaign, client, log }, lines, close }
}

/** A worker that is registered, alive, and answers every status question with this. */
export async function addFakeWorker(
  { store }: Master,
  { name, answer }: { readonly name: string; readonly answer: Handler },
): Promise<() => void> {
  const server = await listen({ host: '127.0.0.1', port: 0 }, answer)
  const { port } = server.address() as { port: number }
  await store.propose({ kind: 'register_worker', name, address: `127.0.0.1:${port}` })
  await store.propose({ kind: 'grant', lease: `lease of ${name}`, ttlMs: 60_000 })
  await store.propose({ kind: 'keep_worker', name, lease: `lease of ${name}` })
  await store.propose({ kind: 'rebind' })
  return () => closeServer(server)
}
