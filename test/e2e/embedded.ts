// An embedded cluster of its own: the built program, a state folder and ports that nobody else has.

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packPlayground } from '../../src/playground/pack.js'
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
  /** Types `dmbook WORDS`. */
  type(words: readonly string[], input?: string): Promise<Ended>
  dmctl(words: readonly string[]): Promise<Ended>
  /** Ends what runs and removes the folder. */
  end(): Promise<void>
}

/** Makes packages and a topology of three masters, two workers and monitoring; deploys nothing. */
export async function embedded(name: string): Promise<Embedded> {
  const home = await mkdtemp(join(tmpdir(), 'dmbook-e2e-'))
  const packages = join(home, 'playground')
  await packPlayground({ dir: packages, version, program: join(root, 'dist', 'simulator.cjs') })
  const ports = await freePorts(14)
  const topology = join(home, 'topology.yaml')
  await writeFile(topology, topologyText(ports))
  const port = (index: number): string => `127.0.0.1:${ports[index]}`
  const masters = [0, 2, 4].map(port)
  const type: Embedded['type'] = (words, input = '') => typeWords(words, { home, input })
  return {
    home,
    packages,
    topology,
    masters,
    workers: [6, 7].map(port),
    type,
    dmctl: (words) => type(['dmctl', '--mirror', packages, '--master-addr', masters.join(','), ...words]),
    end: async () => {
      await type(['destroy', name, '-y'])
      await rm(home, { recursive: true, force: true })
    },
  }
}

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

/** Ports that were free a moment ago, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listening))
  const ports = servers.map(({ port }) => port)
  await Promise.all(servers.map(({ close }) => close()))
  return ports
}

function listening(): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({ port, close: () => new Promise((done) => server.close(() => done())) })
    })
  })
}

function topologyText(ports: readonly number[]): string {
  const master = (index: number) =>
    `  - { host: 127.0.0.1, name: m${index}, port: ${ports[index]}, peer_port: ${ports[index + 1]} }`
  return `global: { listen_host: 127.0.0.1, deploy_dir: deploy, data_dir: data }
monitored: { node_exporter_port: ${ports[12]}, blackbox_exporter_port: ${ports[13]} }
master_servers:
${[0, 2, 4].map(master).join('\n')}
worker_servers:
  - { host: 127.0.0.1, name: w1, port: ${ports[6]} }
  - { host: 127.0.0.1, name: w2, port: ${ports[7]} }
monitoring_servers: [{ host: 127.0.0.1, port: ${ports[8]} }]
grafana_servers: [{ host: 127.0.0.1, port: ${ports[9]} }]
alertmanager_servers: [{ host: 127.0.0.1, web_port: ${ports[10]}, cluster_port: ${ports[11]} }]
`
}
