// Finds what a worker has written beside what dmbook laid down: relay logs, dumps. They lie in its deploy directory, where
// it works (dm-runtime §2.2), and a relay log that is gone may not be had again: the upstream may have purged it.

import { sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { defineModule } from './module.js'
import { object } from './params.js'
import type { Tools } from './tools.js'

export const dmData = defineModule({
  kind: 'read',
  summary: 'Find the relay logs and dumps of a worker.',
  description:
    'Everything directly inside the deploy directory of the host that dmbook did not lay down, and its data directory ' +
    'where there is something in it. Directories elsewhere, which a source or a task names, are not looked for.',
  params: object({}),
  results: {
    names: 'Names directly inside the deploy directory.',
    data: 'Whether there is something in the data directory.',
    text: 'All of it with its sizes, in one line; empty where there is nothing.',
  },
  examples: [{}],

  read: (host, _want, tools) => found(host, tools),
})

const laidDown = ['bin', 'conf', 'scripts', 'tls', 'log']

async function found(host: Reader, { host: { deploy_dir: dir, data_dir: data, log_dir: log } }: Tools) {
  if (dir === null) return { names: [], data: false, text: '' }
  const own = new Set([...laidDown, ...[data, log].flatMap((path) => nameInside(dir, path))])
  const [inside, inData] = await Promise.all([entries(host, dir), data === null ? [] : entries(host, data)])
  const names = inside.filter((name) => !own.has(name))
  const paths = [...names.map((name) => `${dir}/${name}`), ...(data !== null && inData.length > 0 ? [data] : [])]
  return { names, data: inData.length > 0, text: await sized(host, paths) }
}

/** The first step from a directory to a path below it. */
function nameInside(dir: string, path: string | null): string[] {
  const [first] = path?.startsWith(`${dir}/`) ? path.slice(dir.length + 1).split('/') : []
  return first === undefined ? [] : [first]
}

/** Names that do not begin with a dot: dmbook's own records do. None where there is no such directory. */
const entries = async (host: Reader, path: string): Promise<string[]> =>
  ((await host.list(path)) ?? []).filter((name) => !name.startsWith('.'))

async function sized(host: Reader, paths: readonly string[]): Promise<string> {
  if (paths.length === 0) return ''
  const { stdout } = await host.read(sh`du -shx -- ${paths} || :`, { timeoutMs: 300_000 })
  const lines = stdout.trim().split('\n')
  return lines.map((line) => line.replace(/^(\S+)\s+(.*)$/, '$2 ($1)')).join(', ')
}
