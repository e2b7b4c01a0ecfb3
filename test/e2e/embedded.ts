// An embedded cluster of its own: the built program, a state folder and ports that nobody else has.

import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Event } from '../../src/core/event.js'
import { packPlayground } from '../../src/playground/pack.js'
import { freePorts } from '../fakes/free_ports.js'
import { root } from '../shape/imports.js'

export const version = 'v8.1.0'

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Embedded {
  readonly home: string
  readonly packages: string
  readonly topology: string
  readonly masters: readonly string[]
  readonly workers: readonly string[]
  /** the words of its deploy, which asks */
  readonly deploy: readonly string[]
  /** Types `dmbook WORDS`. */
  type(words: readonly string[], input?: string): Promise<Ended>
  dmctl(words: readonly string[]): Promise<Ended>
  /** Types `dmbook WORDS --json` and kills it (-9) when it is about to do the task, on the host if one is named. */
  kill(words: readonly string[], before: { readonly task: string; readonly host?: string }): Promise<void>
  /** Gives sources and tasks to DM: s1 with t1, s2 with t2 … */
  migrate(sources: number): Promise<void>
  /** Ends what runs and removes the folder. */
  end(): Promise<void>
}

/**
 * Makes packages and a topology of three masters, two workers (or more) and monitoring; deploys nothing. With `tls` they
 * speak https. A worker that died has its lease for `leaseSeconds`.
 */
export async function embedded(name: string, { workers = 2, tls = false, leaseSeconds = 60 } = {}): Promise<Embedded> {
  const home = await mkdtemp(join(tmpdir(), 'dmbook-e2e-'))
  const packages = join(home, 'playground')
  await packPlayground({ dir: packages, version, program: join(root, 'dist', 'simulator.cjs') })
  const ports = await freePorts(12 + workers)
  const topology = join(home, 'topology.yaml')
  await writeFile(topology, topologyText(ports, { tls, leaseSeconds }))
  const port = (index: number): string => `127.0.0.1:${ports[index]}`
  const masters = [0, 2, 4].map(port)
  const type: Embedded['type'] = (words, input = '') => typeWords(words, { home, input })
  const file = (part: string): string => join(home, 'clusters', name, 'tls', part)
  const identity = ['--ssl-ca', file('ca.crt'), '--ssl-cert', file('client.crt'), '--ssl-key', file('client.pem')]
  const dmctl: Embedded['dmctl'] = (words) =>
    type(['dmctl', '--mirror', packages, '--master-addr', masters.join(','), ...(tls ? identity : []), ...words])
  return {
    home,
    packages,
    topology,
    masters,
    workers: workersFrom(ports).map((index) => port(index)),
    deploy: ['deploy', name, version, topology, '--mirror', packages, '--services', 'supervised', '--ssh', 'none'],
    type,
    dmctl,
    kill: (words, before) => killWords(words, { home, before }),
    migrate: (sources) => migrate(sources, { home, dmctl }),
    end: async () => {
      await type(['destroy', name, '-y'])
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Of the numbers of the ports: after masters, monitoring and exporters. */
const workersFrom = (ports: readonly number[]): number[] => [...ports.keys()].slice(12)

function killWords(
  words: readonly string[],
  { home, before }: { home: string; before: { readonly task: string; readonly host?: string } },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist', 'dmbook.js'), ...words, '--json'], {
      cwd: root,
      env: { ...process.env, DMBOOK_HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    createInterface(child.stdout).on('line', (line) => {
      const event: Event | null = line.startsWith('{"') ? JSON.parse(line) : null
      if (event?.kind !== 'host_applying' || event.task.name !== before.task) return
      if (before.host === undefined || before.host === event.host) child.kill('SIGKILL')
    })
    child.on('exit', (_code, signal) => (signal === 'SIGKILL' ? resolve() : reject(new Error(`never: ${before.task}`))))
  })
}

async function migrate(sources: number, { home, dmctl }: Pick<Embedded, 'home' | 'dmctl'>): Promise<void> {
  for (let number = 1; number <= sources; number++) {
    const [source, task] = [join(home, `s${number}.yaml`), join(home, `t${number}.yaml`)]
    await writeFile(source, `source-id: s${number}\nfrom: { host: 127.0.0.1, port: 3306, user: root, password: "" }\n`)
    await writeFile(task, taskText(number))
    await dmctl(['operate-source', 'create', source])
    await dmctl(['start-task', task])
  }
}

const taskText = (number: number): string => `name: t${number}
task-mode: incremental
target-database: { host: 127.0.0.1, port: 4000, user: root, password: "" }
mysql-instances: [{ source-id: s${number} }]
`

function typeWords(words: readonly string[], { home, input }: { home: string; input: string }): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, DMBOOK_HOME: home, NO_COLOR: '1' }
    const child = execFile(
      process.execPath,
      [join(root, 'dist', 'dmbook.js'), ...words],
      { cwd: root, env, maxBuffer: 1 << 26 },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err })
      },
    )
    child.stdin?.end(input)
  })
}

function topologyText(
  ports: readonly number[],
  { tls, leaseSeconds }: { readonly tls: boolean; readonly leaseSeconds: number },
): string {
  const master = (index: number) =>
    `  - { host: 127.0.0.1, name: m${index}, port: ${ports[index]}, peer_port: ${ports[index + 1]} }`
  const worker = (index: number) => `  - { host: 127.0.0.1, name: w${index - 11}, port: ${ports[index]} }`
  return `global: { listen_host: 127.0.0.1, deploy_dir: deploy, data_dir: data, enable_tls: ${tls} }
${leaseSeconds === 60 ? '' : `server_configs: { worker: { keepalive-ttl: ${leaseSeconds} } }`}
monitored: { node_exporter_port: ${ports[6]}, blackbox_exporter_port: ${ports[7]} }
master_servers:
${[0, 2, 4].map(master).join('\n')}
worker_servers:
${workersFrom(ports).map(worker).join('\n')}
monitoring_servers: [{ host: 127.0.0.1, port: ${ports[8]} }]
grafana_servers: [{ host: 127.0.0.1, port: ${ports[9]} }]
alertmanager_servers: [{ host: 127.0.0.1, web_port: ${ports[10]}, cluster_port: ${ports[11]} }]
`
}
