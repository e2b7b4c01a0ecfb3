// A cluster of masters and workers on loopback, and the questions that the contract asks it.

import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePorts } from '../../fakes/free_ports.js'
import { DmNode } from './node.js'
import type { Target } from './target.js'

export interface Answer {
  readonly status: number
  readonly text: string
  /** parsed, {} where the text is no JSON */
  readonly json: Json
}

export type Json = Readonly<Record<string, unknown>>

export interface MemberRow {
  readonly name: string
  readonly memberID: string
  readonly alive: boolean
  readonly clientURLs: readonly string[]
}

export interface WorkerRow {
  readonly name: string
  readonly addr: string
  readonly stage: string
  readonly source: string
}

export interface Listed {
  readonly leader: string
  readonly masters: readonly MemberRow[]
  readonly workers: readonly WorkerRow[]
}

export class Cluster {
  readonly masters: DmNode[] = []
  readonly workers: DmNode[] = []

  constructor(
    readonly target: Target,
    readonly dir: string,
    readonly timeScale = target.timeScale,
  ) {}

  get nodes(): readonly DmNode[] {
    return [...this.masters, ...this.workers]
  }

  /** DM's time in milliseconds of this run. */
  scaled(ms: number): number {
    return ms * this.timeScale
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()))
  }

  node(name: string): DmNode {
    const found = this.nodes.find((node) => node.name === name)
    if (found === undefined) throw new Error(`there is no ${name}`)
    return found
  }

  /** Masters that are not started yet; together they form the initial cluster. */
  async addInitialMasters(count: number): Promise<void> {
    const planned = await Promise.all(
      Array.from({ length: count }, async (_, at) => ({ name: `m${at + 1}`, ports: await freePorts(2) })),
    )
    const initial = planned.map(({ name, ports }) => `${name}=http://127.0.0.1:${ports[1]}`).join(',')
    for (const { name, ports } of planned) this.#addMaster(name, { ports, how: ['--initial-cluster', initial] })
  }

  async addJoiningMaster(name: string): Promise<DmNode> {
    const join = this.masters.filter((master) => master.running).map((master) => master.address)
    return this.#addMaster(name, { ports: await freePorts(2), how: ['--join', join.join(',')] })
  }

  async addWorker(name: string): Promise<DmNode> {
    const [port] = await freePorts(1)
    const address = `127.0.0.1:${port}`
    const masters = this.masters.map((master) => master.address).join(',')
    const args = [
      '--name',
      name,
      '--worker-addr',
      address,
      '--advertise-addr',
      address,
      '--join',
      masters,
      '--log-file',
      `${name}.log`,
    ]
    const worker = new DmNode({
      name,
      address,
      args,
      dir: this.dir,
      program: this.program('dm-worker'),
      env: this.#env,
    })
    this.workers.push(worker)
    return worker
  }

  program(name: 'dm-master' | 'dm-worker' | 'dmctl'): string {
    return join(this.target.bin, name, name)
  }

  /** Never waits longer than 5 s. Throws when nobody listens. */
  async ask(
    node: DmNode,
    path: string,
    { method = 'GET', body, peer = false }: { method?: string; body?: object; peer?: boolean } = {},
  ): Promise<Answer> {
    const response = await fetch(`http://${peer ? node.peerAddress : node.address}${path}`, {
      method,
      signal: AbortSignal.timeout(5000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, json: parsed(text) }
  }

  /** What this master says about all; null when it does not answer or knows no leader. */
  async listedBy(node: DmNode): Promise<Listed | null> {
    const answer = await this.ask(node, '/apis/v1alpha1/members').catch(() => null)
    if (answer === null || answer.status !== 200 || answer.json.result !== true) return null
    const [leader, master, worker] = answer.json.members as [
      { leader: { name: string } },
      { master: { masters: MemberRow[] } },
      { worker: { workers: WorkerRow[] } },
    ]
    if (leader.leader.name === '') return null
    return { leader: leader.leader.name, masters: master.master.masters, workers: worker.worker.workers }
  }

  /** Waits for a leader that all running masters name. */
  async leader(): Promise<DmNode> {
    const name = await until('one leader', async () => {
      const names = await Promise.all(
        this.masters.filter((node) => node.running).map(async (node) => (await this.listedBy(node))?.leader),
      )
      return names.length > 0 && names.every((other) => other === names[0]) ? names[0] : undefined
    })
    return this.node(name)
  }

  async follower(): Promise<DmNode> {
    const leader = await this.leader()
    const other = this.masters.find((node) => node !== leader && node.running)
    if (other === undefined) throw new Error('there is no follower')
    return other
  }

  async workerRow(name: string): Promise<WorkerRow | undefined> {
    for (const node of this.masters.filter((master) => master.running)) {
      const listed = await this.listedBy(node)
      if (listed !== null) return listed.workers.find((row) => row.name === name)
    }
    return undefined
  }

  dmctl(...args: readonly string[]): Promise<{ code: number; out: string; json: Json }> {
    const masters = this.masters.filter((node) => node.running).map((node) => node.address)
    const words = ['--master-addr', masters.join(','), ...args]
    return new Promise((resolve) => {
      execFile(this.program('dmctl'), words, { cwd: this.dir, timeout: 30_000 }, (error, out) => {
        const code = error === null ? 0 : Number(error.code ?? 1)
        resolve({ code, out, json: parsed(out) })
      })
    })
  }

  get #env(): Record<string, string> {
    return { DM_PLAYGROUND_TIME_SCALE: String(this.timeScale) }
  }

  #addMaster(name: string, { ports, how }: { ports: readonly number[]; how: readonly string[] }): DmNode {
    const address = `127.0.0.1:${ports[0]}`
    const peerAddress = `127.0.0.1:${ports[1]}`
    const own = ['--name', name, '--master-addr', address, '--advertise-addr', address]
    const peer = ['--peer-urls', `http://${peerAddress}`, '--advertise-peer-urls', `http://${peerAddress}`]
    const args = [...own, ...peer, '--log-file', `${name}.log`, '--data-dir', join(this.dir, `${name}.data`), ...how]
    const master = new DmNode({
      name,
      address,
      peerAddress,
      args,
      dir: this.dir,
      program: this.program('dm-master'),
      env: this.#env,
    })
    this.masters.push(master)
    return master
  }
}

/** Masters are started and agree on a leader, then workers are started and serve. */
export async function startCluster(
  target: Target,
  { masters, workers, timeScale = target.timeScale }: { masters: number; workers: number; timeScale?: number },
): Promise<Cluster> {
  const dir = join(target.dir, `cluster-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`)
  await mkdir(dir)
  const cluster = new Cluster(target, dir, target.real ? 1 : timeScale)
  await cluster.addInitialMasters(masters)
  for (const master of cluster.masters) master.start()
  await cluster.leader()
  for (let at = 1; at <= workers; at += 1) (await cluster.addWorker(`w${at}`)).start()
  for (const worker of cluster.workers) await serving(cluster, worker)
  return cluster
}

export function serving(cluster: Cluster, node: DmNode): Promise<true> {
  return until(`${node.name} serves`, async () =>
    (await cluster.ask(node, '/status').catch(() => null))?.status === 200 ? true : undefined,
  )
}

/** Asks again until there is a value; the deadline is generous, so that a slow machine is no failure. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 90_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await ask()
    if (value !== undefined) return value
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await pause(20)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
