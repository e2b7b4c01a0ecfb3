// Calls DM's own client for what its HTTP gateway cannot do: its package is unpacked once, into the cluster's folder.
// How dmctl ends for what DM refuses differs by version (1 in v8.1.0), so that only the text tells; whoever calls looks at
// the outcome afterwards.

import { sh } from '../core/sh.js'
import type { Writer } from '../hosts/host.js'
import { tlsPaths } from '../state/tls_files.js'
import { dmOf } from './dm_leader.js'
import { anyExit } from './module.js'
import { recordStore } from './record_store.js'
import type { Tools } from './tools.js'

export interface DmctlReply {
  /** the reply says `result: true` */
  readonly ok: boolean
  /** DM's number, as 46019; null where none was given */
  readonly code: number | null
  /** the last lines of what it said */
  readonly text: string
}

/** `words` as they are typed after `--master-addr …`. Throws where the client cannot be started. */
export async function callDmctl(host: Writer, words: readonly string[], tools: Tools): Promise<DmctlReply> {
  const masters = dmOf(tools).masters.map((address) => address.replace(/^https?:\/\//, ''))
  const program = await dmctlProgram(host, tools)
  const script = sh`${program} --master-addr ${masters.join(',')} ${await tlsWords(tools)} ${words}`
  const { stdout, stderr } = await host.run(script, {
    timeoutMs: 90_000,
    doing: `ask DM: dmctl ${words.slice(0, 1).join('')}`,
    accept: anyExit,
  })
  const said = `${stdout}${stderr}`.trim()
  return {
    ok: /"result":\s*true/.test(stdout) && !/"result":\s*false/.test(stdout),
    code: Number(/code=(\d+)/.exec(said)?.[1] ?? Number.NaN) || null,
    text: said.split('\n').slice(-10).join('\n'),
  }
}

/** A client's certificate is shown by its path: no secret is in the words. */
async function tlsWords(tools: Tools): Promise<string[]> {
  const store = recordStore(tools)
  const { global } = Object((await store.load())?.topology)
  if (Object(global).enable_tls !== true) return []
  const { ca, certificate, key } = tlsPaths(store.folder)
  return ['--ssl-ca', ca, '--ssl-cert', certificate, '--ssl-key', key]
}

/** Makes it ready before it is needed in a hurry. Gives its path. */
export async function dmctlProgram(host: Writer, tools: Tools): Promise<string> {
  const { os, arch } = host.facts
  const store = recordStore(tools)
  const { path, sha256 } = await tools.packages.get({
    component: 'dmctl',
    version: (await store.load())?.version ?? null,
    os,
    arch,
  })
  const folder = `${store.folder}/dmctl-${sha256.slice(0, 16)}`
  await host.run(
    sh`if [ ! -x ${folder}/dmctl/dmctl ]; then
  draft=$(mktemp -d ${`${folder}.XXXXXX`}) || exit 1
  trap 'rm -rf "$draft"' EXIT
  tar -xzf ${path} -C "$draft" || exit 1
  mv "$draft" ${folder} 2>/dev/null || [ -x ${folder}/dmctl/dmctl ] || exit 1
fi`,
    { timeoutMs: 120_000, doing: 'unpack dmctl' },
  )
  return `${folder}/dmctl/dmctl`
}
