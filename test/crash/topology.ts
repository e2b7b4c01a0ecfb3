// The clusters of the crash suite, and a master and a worker that join one. Nothing of them ever listens; their ports are
// such that nothing else does by chance either. Each is as small as its verbs allow: every kill costs two runs.

import type { Role } from '../../src/dm/role.js'

export const version = 'v8.1.0'
export const newerVersion = 'v8.2.0'

export const masters = [
  { name: 'master-1', port: 711, peer_port: 721 },
  { name: 'master-2', port: 712, peer_port: 722 },
  { name: 'master-3', port: 713, peer_port: 723 },
]
export const workers = [
  { name: 'worker-1', port: 731 },
  { name: 'worker-2', port: 732 },
]
const newMaster = { name: 'master-4', port: 714, peer_port: 724 }
const newWorker = { name: 'worker-3', port: 733 }

/** What a unit is to DM. */
export interface Member {
  readonly role: Extract<Role, 'dm-master' | 'dm-worker'>
  readonly name: string
  readonly address: string
  readonly unit: string
  readonly peerUrl: string
}

const memberOf =
  (role: Member['role']) =>
  ({ name, port, peer_port = 0 }: { name: string; port: number; peer_port?: number }): Member => ({
    role,
    name,
    address: `127.0.0.1:${port}`,
    unit: `${role}-${port}`,
    peerUrl: `http://127.0.0.1:${peer_port}`,
  })

/** All that can ever be members. */
export const members: readonly Member[] = [
  ...[...masters, newMaster].map(memberOf('dm-master')),
  ...[...workers, newWorker].map(memberOf('dm-worker')),
]

const here = { host: '127.0.0.1', ignore_exporter: true }

/** JSON is YAML. */
const topology = (size: { masters: number; workers: number }): string =>
  JSON.stringify({
    global: { listen_host: '127.0.0.1', deploy_dir: 'deploy', data_dir: 'data' },
    master_servers: masters.slice(0, size.masters).map((master) => ({ ...here, ...master })),
    worker_servers: workers.slice(0, size.workers).map((worker) => ({ ...here, ...worker })),
  })

/** By file name. */
export const topologies: Readonly<Record<string, string>> = {
  'one.yaml': topology({ masters: 1, workers: 1 }),
  'two.yaml': topology({ masters: 2, workers: 1 }),
  'three.yaml': topology({ masters: 3, workers: 2 }),

  'growth.yaml': JSON.stringify({
    master_servers: [{ ...here, ...newMaster }],
    worker_servers: [{ ...here, ...newWorker }],
  }),
  'successor.yaml': JSON.stringify({ worker_servers: [{ ...here, ...newWorker }] }),
}
