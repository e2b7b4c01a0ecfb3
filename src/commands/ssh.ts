// `ssh NAME -N id`: a session on an instance's machine, in its deploy directory. For a cluster on this machine a shell;
// else the system's ssh with the cluster's own key and pins. Ends with what the session ends with.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'
import type { Host } from '../language/inventory.js'
import { clusterKeyPath, readClusterKey } from '../state/cluster_key.js'
import { clusterPins } from '../state/host_keys.js'
import { type OpenCluster, openCluster, selectedHosts } from './cluster.js'
import { givenProxy } from './login_settings.js'
import { sshWords } from './ssh_words.js'

export const ssh: Command = {
  async run(invocation) {
    const cluster = await openCluster(invocation)
    const host = theOne(selectedHosts(cluster.inventory, invocation.options), invocation)
    const reach = cluster.inventory.machines.get(host.machine)?.reach
    const folder = host.deploy_dir ?? '/'
    if (reach?.kind !== 'ssh') return session(userInfo().shell ?? '/bin/sh', [], existing(folder))
    const words = await remoteWords(invocation, { cluster, reach, folder })
    return session('ssh', words, '/')
  },
}

function theOne(hosts: readonly Host[], { options }: Invocation): Host {
  const [host] = hosts
  if (host && hosts.length === 1) return host
  const ids = hosts.map(({ id }) => id).join(', ')
  const why = options.node === undefined ? 'nothing says on which node' : `these are several: ${ids}`
  throw new DmbookError(`cannot open a session as ${why}`, {
    code: 'E-USAGE',
    exit: 'input',
    hint: `give -N with one of ${ids || 'the nodes that dmbook display shows'}`,
  })
}

function existing(folder: string): string {
  if (existsSync(folder)) return folder
  throw new DmbookError(`cannot open a session in ${folder} as it is not there`, { code: 'E-FILE', exit: 'failed' })
}

interface Remote {
  readonly cluster: OpenCluster
  readonly reach: Parameters<typeof sshWords>[0]['reach']
  readonly folder: string
}

async function remoteWords(invocation: Invocation, { cluster, reach, folder }: Remote): Promise<string[]> {
  const { settings, io } = invocation
  const { store, meta } = cluster
  if (!(await readClusterKey(store.folder))) {
    throw new DmbookError(`cannot log in at ${reach.address} as the cluster has no key of its own`, {
      code: 'E-KEY',
      exit: 'input',
      hint: `a backup of the state folder has it: ${clusterKeyPath(store.folder)}`,
    })
  }
  const proxy = await givenProxy(invocation)
  return sshWords({
    reach,
    folder,
    user: meta.user,
    keyPath: clusterKeyPath(store.folder),
    pinsPath: clusterPins(store.folder).path,
    timeoutMs: settings.sshTimeoutMs,
    jump: proxy && { user: proxy.user ?? settings.user, host: proxy.host, port: proxy.port, keyFile: proxy.keyFile },
    terminal: io.interactive,
  })
}

function session(program: string, words: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit', cwd })
    child.on('error', (cause) =>
      reject(new DmbookError(`cannot start ${program}`, { code: 'E-SESSION', exit: 'failed', cause })),
    )
    child.on('close', (code) => resolve(code ?? 1))
  })
}
