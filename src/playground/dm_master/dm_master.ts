// Plays dm-master: reads its arguments, joins or forms the store, campaigns, serves, and stops as DM stops.

import { DmError, errorText } from '../dm_error.js'
import { HttpClient } from '../http/client.js'
import { type Handler, listen } from '../http/server.js'
import { type Log, openLog } from '../log.js'
import { type Program, Quit, sleep } from '../program.js'
import { wantsRebinding } from '../store/binding.js'
import { askPeers, peerPort } from '../store/peer_port.js'
import { Raft } from '../store/raft.js'
import { diskAt, type StoreRecord } from '../store/record.js'
import { Store } from '../store/store.js'
import { bootstrap } from './bootstrap.js'
import { Campaign } from './campaign.js'
import { clientPort } from './client_port.js'
import { type MasterConfig, readMasterConfig } from './config.js'
import type { Master } from './master.js'
import { startRecord } from './start_mode.js'
import { timings } from './timings.js'

/** A stopping master still answers its peers for a moment, so that those that stop with it keep their quorum. */
const lingerMs = 500

interface Parts {
  readonly master: Master
  readonly raft: Raft
}

export async function playDmMaster(program: Program): Promise<void> {
  const config = readMasterConfig(program)
  const log = openLog(config.logFile, program.out)
  log.info('Welcome to dm-master', { 'Release Version': program.stamp.version })
  const client = new HttpClient(config.tls)
  const disk = diskAt(config.dataDir)
  const record = await startRecord(config, { disk, client }).catch((error: unknown) => failed(log, error))
  disk.write(record)
  log.info('config after join prepared', { name: config.name })
  const parts = build(program, { config, log, client, record })
  await openPorts(parts).catch((error: unknown) => failed(log, error))
  parts.raft.start()
  program.onStop((signal) => void stop(parts, signal))
  await becomeReady(parts)
  void parts.master.campaign.run()
  void schedule(parts.master)
  void bootstrapOnceLeading(parts.master)
  log.info('listening gRPC API and status request', { address: config.advertise })
}

function build(
  program: Program,
  { config, log, client, record }: { config: MasterConfig; log: Log; client: HttpClient; record: StoreRecord },
): Parts {
  const now = () => performance.now()
  const ask = askPeers(client)
  const raft: Raft = new Raft({
    record,
    disk: diskAt(config.dataDir),
    ask,
    log,
    now,
    random: Math.random,
    peerUrls: config.peerUrls,
    onAgreed: (index) => store.agreed(index),
  })
  const store = new Store({ raft, ask, now })
  const campaign = new Campaign({
    store,
    log,
    name: config.name,
    address: config.advertise,
    ttlMs: program.scaled(timings.sessionTtl),
    renewMs: program.scaled(timings.renewEvery),
    now,
  })
  return { raft, master: { program, config, store, campaign, client, log } }
}

async function openPorts({ master, raft }: Parts): Promise<void> {
  const { config, program } = master
  const { hang, slow_ready_ms: slowMs } = program.settings.faults
  for (const address of config.peerListen) await listen(address, peerPort(raft), config.tls)
  const served = clientPort(master)
  const handler: Handler = async (request) => {
    if (hang) await new Promise(() => {})
    const early = program.startedAtMs + slowMs - Date.now()
    if (early > 0) await sleep(early)
    return served(request)
  }
  await listen(config.listen, handler, config.tls)
}

/** Quits with 2 when the store has no quorum in time; then tells the others its name and address. */
async function becomeReady({ master, raft }: Parts): Promise<void> {
  const { store, config, program, log } = master
  const until = performance.now() + program.scaled(timings.readyTimeout)
  while (!store.hasQuorum || raft.memberId === '') {
    if (performance.now() > until) {
      log.error('fail to start dm-master', { error: errorText(38038, { cause: 'embed etcd start timeout' }) })
      program.exit(2)
    }
    await sleep(20)
  }
  const clientUrls = [`${config.tls === null ? 'http' : 'https'}://${config.advertise}`]
  const known = store.state.members.find((member) => member.id === raft.memberId)
  if (known?.name === config.name && known.clientUrls[0] === clientUrls[0]) return
  await store.propose({ kind: 'publish', id: raft.memberId, name: config.name, clientUrls }).catch(() => {})
}

/** The leader's scheduler: whenever the agreed state leaves a source without its worker, it is bound anew. */
async function schedule({ store, campaign }: Master): Promise<void> {
  for (;;) {
    if (campaign.leading && wantsRebinding(store.state)) await store.propose({ kind: 'rebind' }).catch(() => {})
    await store.newerThan(store.index, 200)
  }
}

/** Once in each term as the leader, which already answers meanwhile; where it fails, the next term tries again. */
async function bootstrapOnceLeading(master: Master): Promise<void> {
  const { store, campaign, log } = master
  let done = false
  for (;;) {
    done &&= campaign.leading
    if (campaign.leading && !done) {
      done = await bootstrap(master).then(
        () => true,
        (error: unknown) => {
          const text = error instanceof Error ? error.message : String(error)
          log.error('fail to bootstrap the cluster', { error: text })
          return false
        },
      )
      if (!done) await campaign.resign()
    }
    await store.newerThan(store.index, 200)
  }
}

/** Without a quorum this never ends, as with the real one: systemd kills it after 90 s. */
async function stop({ master, raft }: Parts, signal: string): Promise<void> {
  master.log.info('got signal to exit', { signal })
  if (!raft.removed && raft.agreed !== null) await master.campaign.stop()
  await raft.stop()
  await sleep(raft.members.length > 1 && !raft.removed ? lingerMs : 0)
  master.log.info('dm-master exit')
  master.program.exit(0)
}

function failed(log: Log, error: unknown): never {
  const message = error instanceof DmError ? error.message : errorText(38038, { cause: String(error) })
  log.error('fail to start dm-master', { error: message })
  throw new Quit(2, message)
}
