// How a master begins (dm-runtime §2.6): with its data, with the join file, by joining, or as an initial member.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DmError, dmError } from '../dm_error.js'
import type { HttpClient } from '../http/client.js'
import type { Disk, StoreRecord } from '../store/record.js'
import { emptyState, type Member } from '../store/state.js'
import type { MasterConfig } from './config.js'

const joinMs = 5000

/** Throws DmError 38040 when the join is refused or nobody answers. */
export async function startRecord(
  config: MasterConfig,
  { disk, client }: { readonly disk: Disk; readonly client: HttpClient },
): Promise<StoreRecord> {
  const known = disk.read()
  if (known !== null) return known
  if (config.join.length === 0) return initialRecord(config)
  const joinFile = join(config.dataDir, 'join')
  if (existsSync(joinFile) && readFileSync(joinFile, 'utf8').trim() !== '') return joiningRecord()
  const members = await addedTo(config, client)
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  const lines = members.map((member) => `${member.name === '' ? config.name : member.name}=${member.peerUrls[0] ?? ''}`)
  writeFileSync(joinFile, lines.join(','), { mode: 0o700 })
  return joiningRecord()
}

/** Every initial member computes the same first entry, so that they agree before they have spoken. */
export function initialRecord(config: Pick<MasterConfig, 'name' | 'initialCluster'>): StoreRecord {
  const members = config.initialCluster
    .map(({ name, url }): Member => ({ id: memberId(`${name}=${url}`), name, peerUrls: [url], clientUrls: [] }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const self = members.find((member) => member.name === config.name)
  if (self === undefined) throw dmError(38038)
  return {
    memberId: self.id,
    clusterId: memberId(members.map((member) => member.id).join()),
    term: 0,
    votedFor: '',
    entry: { term: 0, index: 0, state: emptyState(members) },
  }
}

/** 64 bits as decimal text, as etcd's ids are. */
export function memberId(seed: string): string {
  return createHash('sha256').update(seed).digest().readBigUInt64BE(0).toString()
}

/** Clusterless: the first entry that arrives says which cluster and which member this is. */
function joiningRecord(): StoreRecord {
  return { memberId: '', clusterId: '', term: 0, votedFor: '', entry: null }
}

async function addedTo(config: MasterConfig, client: HttpClient): Promise<readonly Member[]> {
  const body = { name: config.name, peerUrls: config.peerUrls }
  let last = 'no endpoint'
  for (const endpoint of config.join) {
    const answer = await client
      .send(`http://${endpoint}/playground/member`, { body, timeoutMs: joinMs })
      .catch((error: Error) => ({ status: 0, text: error.message }))
    if (answer.status === 200) return JSON.parse(answer.text) as readonly Member[]
    if (answer.status === 409) throw new DmError(38040, answer.text)
    last = answer.text
  }
  throw new DmError(38040, `${dmError(38040, `list member for ${config.join.join(',')}`).message}, RawCause: ${last}`)
}
