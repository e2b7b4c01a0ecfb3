// A cluster on hosts of the lab: the built program, a state folder and packages of its own; typed as a user types.

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packPlayground } from '../../src/playground/pack.js'
import { root } from '../shape/imports.js'
import { address, type Ended, inNetwork, inTerminal, labFolder, startedInNetwork, type Talk } from './lab.js'

export const version = 'v8.1.0'

/** Words of a login by the lab's key, on hosts whose keys nobody knows yet. */
export const byKey: readonly string[] = ['--user', 'ops', '-i', join(labFolder, 'key'), '--accept-new-host-keys']

export interface LabCluster {
  readonly name: string
  readonly home: string
  readonly topology: string
  /** the folder or mirror of its packages */
  readonly packages: string
  /** Types `dmbook WORDS` inside the lab's network. */
  type(words: readonly string[], input?: string): Promise<Ended>
  /** The same, and it has to end well; gives what it printed. */
  done(words: readonly string[]): Promise<string>
  /** The same on a terminal: each answer is typed when its question stands there. */
  talk(words: readonly string[], talk: Talk): Promise<Ended>
  /** What its words find in the environment from now on. */
  readonly env: NodeJS.ProcessEnv
  /** The same without waiting for its end. */
  start(words: readonly string[]): ReturnType<typeof startedInNetwork>
  /** The words of its deploy, with this login. */
  deploy(login?: readonly string[]): readonly string[]
  end(): Promise<void>
}

/** Makes packages (once for all clusters of a process) and writes the topology; deploys nothing. */
export async function labCluster(name: string, topology: string): Promise<LabCluster> {
  const home = await mkdtemp(join(tmpdir(), `dmbook-lab-${name}-`))
  const packages = await packagesOnce()
  const file = join(home, 'topology.yaml')
  await writeFile(file, topology)
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    DMBOOK_HOME: join(home, 'state'),
    NO_COLOR: '1',
    SSH_AUTH_SOCK: '',
  }
  const program = [process.execPath, join(root, 'dist', 'dmbook.js')]
  const type: LabCluster['type'] = (words, input) => inNetwork([...program, ...words], env, input)
  return {
    name,
    home,
    env,
    topology: file,
    packages,
    type,
    async done(words) {
      const { code, out, err } = await type(words)
      assert.equal(code, 0, `${words.join(' ')}\n${out}\n${err}`)
      return out
    },
    talk: (words, talk) => inTerminal([...program, ...words], env, talk),
    start: (words) => startedInNetwork([...program, ...words], env),
    deploy: (login = byKey) => ['deploy', name, version, file, '--mirror', packages, ...login, '-y'],
    end: () => rm(home, { recursive: true, force: true }),
  }
}

let packing: Promise<string> | null = null

function packagesOnce(): Promise<string> {
  packing ??= pack()
  return packing
}

/** Real DM where DMBOOK_LAB_MIRROR names a mirror or folder; nothing here depends on the simulator's inside. */
async function pack(): Promise<string> {
  const given = process.env.DMBOOK_LAB_MIRROR
  if (given) return given
  const folder = join(labFolder, 'packages')
  await mkdir(folder, { recursive: true })
  await packPlayground({ dir: folder, version, program: join(root, 'dist', 'simulator.cjs') })
  return folder
}

/** Three masters, three workers, monitoring on the first host, exporters on all: as the documentation shows it. */
export const threeHosts = `global: { user: tidb, deploy_dir: /dm-deploy, data_dir: /dm-data, resource_control: { memory_limit: 2G, cpu_quota: '200%' } }
monitored: { node_exporter_port: 9100, blackbox_exporter_port: 9115 }
server_configs: { worker: { keepalive-ttl: 10 } }
master_servers:
${[1, 2, 3].map((n) => `  - { host: ${address(`h${n}`)}, name: m${n} }`).join('\n')}
worker_servers:
${[1, 2, 3].map((n) => `  - { host: ${address(`h${n}`)}, name: w${n} }`).join('\n')}
monitoring_servers: [{ host: ${address('h1')} }]
grafana_servers: [{ host: ${address('h1')} }]
alertmanager_servers: [{ host: ${address('h1')} }]
`
