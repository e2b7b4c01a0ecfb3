// A recorded cluster whose two machines are this one under two addresses, and reached without SSH.

import { writeFile } from 'node:fs/promises'
import { type AuditRecord, beginAudit } from '../../src/state/audit.js'
import { stateFolder } from '../../src/state/folder.js'
import { openJournal } from '../../src/state/journal_file.js'
import { processIdentity } from '../../src/state/process_identity.js'
import { recorded } from './recorded.js'

export const topology = `global: { deploy_dir: /dm-deploy, data_dir: /dm-data }
master_servers:
  - { host: 10.0.0.1, name: m1, port: 21001, peer_port: 21002 }
  - { host: 10.0.0.2, name: m2, port: 21001, peer_port: 21002 }
worker_servers:
  - { host: 10.0.0.2, name: w2, port: 21003 }
`

export const twoMachines = (home: string, name = 'prod') => recorded(home, { name, topology, settings: localSettings })

const localSettings = { ssh: 'none', services: 'systemd', mirror: null } as const

/** A run that was killed: its audit has no end, its journal what is given. */
export async function killedRun(
  home: string,
  given: Partial<AuditRecord>,
  journal: readonly object[],
): Promise<AuditRecord> {
  const state = await stateFolder(home)
  const record = await beginAudit(state, {
    ...{
      started: Date.now() - 60_000,
      command: 'dmbook start prod',
      verb: 'start',
      user: 'ann',
      cluster: 'prod',
      run: 'r1',
    },
    ...given,
  })
  const dead = { ...processIdentity(process.pid), started: 'long ago' }
  await writeFile(`${state.audit}/${record.id}.json`, JSON.stringify({ ...record, process: dead }))
  const lines = await openJournal(state, record.run ?? 'r1')
  for (const line of journal) await lines.append(line)
  await lines.close()
  return record
}
