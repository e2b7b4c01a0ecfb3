// A directory of dm-ansible and what it deployed, on this machine, below a folder; nothing of it runs.
// And the verb `import`, typed at it.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type LegacyCluster, type LegacyNode, layLegacyCluster } from '../../src/playground/v1/legacy_cluster.js'
import { freePorts } from '../fakes/free_ports.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { type Said, type Typing, typed } from '../fakes/typed.js'

export interface LaidLegacy {
  readonly cluster: LegacyCluster
  readonly directory: string
}

/** Ports: master, two workers, prometheus, grafana, alertmanager. The program is left out where it is null. */
export function layLegacy(
  folder: string,
  { ports, name = 'old', program = null }: { ports: readonly number[]; name?: string; program?: string | null },
): LaidLegacy {
  const base = join(folder, 'deploy')
  const directory = join(folder, 'dm-ansible')
  const [m = 0, w1 = 0, w2 = 0, p = 0, g = 0, a = 0] = ports
  const node = (role: LegacyNode['role'], port: number, more: Partial<LegacyNode> = {}): LegacyNode => ({
    role,
    alias: `${role.replace('-', '_')}_${port}`,
    address: '127.0.0.1',
    port,
    deployDir: base,
    ...more,
  })
  const worker = (number: number, port: number): LegacyNode =>
    node('dm-worker', port, {
      deployDir: join(folder, `data${number}`),
      source: {
        id: `s${number}`,
        serverId: number,
        host: '127.0.0.1',
        port: 3306,
        user: 'root',
        password: 'hidden-pw',
      },
      tasks: [
        { name: 'shop', stage: 'Running', config: `name = "shop"\nmode = "all"\nsource-id = "s${number}"\n` },
        {
          name: `own${number}`,
          stage: 'Paused',
          config: `name = "own${number}"\nmode = "all"\nsource-id = "s${number}"\n`,
        },
      ],
    })
  const nodes = [
    node('dm-master', m),
    worker(1, w1),
    worker(2, w2),
    node('prometheus', p),
    node('grafana', g),
    node('alertmanager', a),
  ]
  const cluster: LegacyCluster = { name, user: 'dm', version: 'v1.0.7', deployDir: base, nodes }
  layLegacyCluster(cluster, { dmAnsible: directory, rootOf: () => '/', program, units: false })
  return { cluster, directory }
}

export const local = ['--services', 'supervised', '--ssh', 'none']
export const target = ['--cluster-version', 'v7.5.0']

/** An operator's folder with such a directory, and words typed there. */
export async function importScene(t: TestContext) {
  const folder = temporaryFolder(t)
  const ports = await freePorts(6)
  const laid = layLegacy(folder, { ports })
  const home = join(folder, 'home')
  const type = (words: readonly string[], more: Typing = {}): Promise<Said> =>
    typed(['import', ...words], { home, cwd: folder, ...more })
  const run = (words: readonly string[] = [], more: Typing = {}) =>
    type(['--dir', 'dm-ansible', ...target, ...local, ...words], more)
  return { folder, ports, home, type, run, ...laid }
}

export const clustersIn = (home: string): string[] => readdirSync(join(home, 'clusters'))
