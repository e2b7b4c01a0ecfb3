// A TiUP home with clusters of `tiup dm`, for tests that read it.

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issued, newAuthority } from '../../src/modules/issue_certificate.js'

export const tiupMeta = `user: tidb
dm_version: v8.1.0
topology:
  global: { user: tidb, deploy_dir: /dm-deploy, data_dir: /dm-data }
  master_servers:
  - { host: 10.0.0.1, name: m1, deploy_dir: /dm-deploy/dm-master-8261, data_dir: /dm-data/dm-master-8261 }
  worker_servers:
  - { host: 10.0.0.2, name: w1, patched: true }
`

/** Adds a cluster to the home; gives its folder. */
export function putTiupCluster(home: string, name: string, meta = tiupMeta): string {
  const folder = join(home, 'storage', 'dm', 'clusters', name)
  mkdirSync(join(folder, 'ssh'), { recursive: true })
  writeFileSync(join(folder, 'meta.yaml'), meta)
  writeFileSync(join(folder, 'ssh', 'id_rsa'), 'PRIVATE\n', { mode: 0o600 })
  writeFileSync(join(folder, 'ssh', 'id_rsa.pub'), 'ssh-rsa AAAA tiup\n')
  return folder
}

/** As `tiup dm patch --overwrite` keeps it: the package by its digest, a link by its component. */
export function putTiupPatch(folder: string, component: string, content: Buffer | string): void {
  mkdirSync(join(folder, 'patch'), { recursive: true })
  writeFileSync(join(folder, 'patch', `${component}-0123abc.tar.gz`), content)
  symlinkSync(`${component}-0123abc.tar.gz`, join(folder, 'patch', `${component}.tar.gz`))
}

/** The authority and the client of an encrypted cluster, readable for all as TiUP leaves them. */
export async function putTiupTls(folder: string, now = Date.UTC(2026, 10, 28)): Promise<void> {
  const authority = await newAuthority('TiUP', now)
  const client = await issued(authority, { commonName: 'prod-client', unit: 'tiup-cluster-client', addresses: [], now })
  mkdirSync(join(folder, 'tls'), { recursive: true })
  const files = {
    'ca.crt': authority.certificate,
    'ca.pem': authority.key,
    'client.crt': client.certificate,
    'client.pem': client.key,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'tls', name), text)
}
