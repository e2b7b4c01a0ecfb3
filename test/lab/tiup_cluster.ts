// Lays a cluster on hosts of the lab exactly as `tiup dm` leaves one: its user, directories, packages, run scripts, units
// and configuration in its form, started; and its storage on this machine. Nothing of dmbook takes part in it.

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inventoryFrom } from '../../src/dm/inventory_from.js'
import { resolveTopology } from '../../src/dm/resolve.js'
import type { Topology } from '../../src/dm/schema/topology.js'
import { tiupMetaText } from '../../src/dm/tiup_meta_text.js'
import { parseTopology } from '../../src/dm/topology.js'
import type { Host, Inventory } from '../../src/language/inventory.js'
import { type Release, tiupFiles } from '../dm/forms/tiup_files.js'
import { root } from '../shape/imports.js'
import { on } from './lab.js'
import { tiupAuthority, tiupCertificate } from './tiup_tls.js'

interface TiupCluster {
  /** a TiUP home, for --from */
  readonly home: string
  readonly inventory: Inventory
}

interface Wanted {
  readonly name: string
  readonly version: string
  readonly topology: string
  readonly release: Release
  /** folder of packages */
  readonly packages: string
}

export function layTiupCluster({ name, version, topology: text, release, packages }: Wanted): TiupCluster {
  const base = { kind: 'tiup' } as const
  const { topology } = parseTopology({ file: 'topology.yaml', text }, { mode: 'deploy' })
  const resolved = resolveTopology(topology, { base })
  const words = { name, version, services: 'systemd', ssh: 'builtin', user: resolved.user, clusterId: '' } as const
  const inventory = inventoryFrom(resolved, words)
  const home = mkdtempSync(join(tmpdir(), 'tiup-home-'))
  const folder = join(home, 'storage', 'dm', 'clusters', name)
  mkdirSync(join(folder, 'ssh'), { recursive: true })
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    'rsa',
    '-b',
    '2048',
    '-m',
    'PEM',
    '-N',
    '',
    '-f',
    join(folder, 'ssh', 'id_rsa'),
  ])
  const publicKey = readFileSync(join(folder, 'ssh', 'id_rsa.pub'), 'utf8')
  const machines = Object.fromEntries(
    (inventory.groups.machines ?? []).map((id) => [id, { os: 'linux', arch: 'amd64' }]),
  )
  const encrypted = [...inventory.hosts.values()].some(({ vars }) => vars.tls === true)
  if (encrypted) tiupAuthority(folder, name)
  const stored = encrypted ? withKeys(topology, inventory) : topology
  const meta = {
    user: resolved.user,
    version,
    topology: stored,
    sshType: 'builtin',
    patched: [],
    machines,
    base,
  } as const
  writeFileSync(join(folder, 'meta.yaml'), tiupMetaText(meta))
  chmodSync(join(folder, 'meta.yaml'), 0o644)
  for (const machine of inventory.groups.machines ?? []) {
    const processes = [...inventory.hosts.values()].filter((host) => host.machine === machine && host.unit !== null)
    on(labName(machine), loginScript(resolved.user, publicKey))
    for (const host of processes) layProcess(host, { inventory, release, packages, tls: encrypted ? folder : null })
    on(labName(machine), 'systemctl daemon-reload')
  }
  startAll(inventory)
  return { home, inventory }
}

const inOrder = [
  'dm-master',
  'dm-worker',
  'prometheus',
  'grafana',
  'alertmanager',
  'node_exporter',
  'blackbox_exporter',
]

function startAll({ groups, hosts }: Inventory): void {
  for (const id of inOrder.flatMap((role) => groups[role] ?? [])) {
    const host = hosts.get(id)
    if (host) on(labName(host.machine), `systemctl enable -q ${host.unit} && systemctl start ${host.unit}`)
  }
}

export const labName = (machine: string): string => `h${Number(machine.split('.').at(-1)) - 100}`

/** TiUP writes its paths of certificates into the `config` of each master and worker of meta.yaml. */
function withKeys(topology: Topology, { groups, hosts }: Inventory): Topology {
  const keys = (role: 'dm-master' | 'dm-worker', index: number): object => {
    const folder = `${hosts.get(groups[role]?.[index] ?? '')?.deploy_dir}/tls`
    return { 'ssl-ca': `${folder}/ca.crt`, 'ssl-cert': `${folder}/${role}.crt`, 'ssl-key': `${folder}/${role}.pem` }
  }
  const masters = (topology.master_servers ?? []).map((spec, index) => ({
    ...spec,
    config: { ...spec.config, ...keys('dm-master', index) },
  }))
  const workers = (topology.worker_servers ?? []).map((spec, index) => ({
    ...spec,
    config: { ...spec.config, ...keys('dm-worker', index) },
  }))
  return { ...topology, master_servers: masters, worker_servers: workers }
}

const word = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const loginScript = (user: string, publicKey: string): string => `set -e
id ${user} >/dev/null 2>&1 || useradd -m -s /bin/bash ${user}
install -d -m 0700 -o ${user} -g ${user} /home/${user}/.ssh
echo ${word(publicKey.trim())} >/home/${user}/.ssh/authorized_keys
chown ${user}:${user} /home/${user}/.ssh/authorized_keys; chmod 0600 /home/${user}/.ssh/authorized_keys
echo '${user} ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/${user}; chmod 0440 /etc/sudoers.d/${user}`

interface Laying {
  readonly inventory: Inventory
  readonly release: Release
  readonly packages: string
  /** the cluster's folder in TiUP's storage, of an encrypted cluster */
  readonly tls: string | null
}

/** Packages are where everything of this machine is: on the host's disk they are written by the shell that enters it. */
function layProcess(host: Host, setting: Laying): void {
  const deploy = String(host.deploy_dir)
  const bin = `${deploy}/bin`
  const directories = [deploy, bin, `${deploy}/conf`, `${deploy}/scripts`, host.data_dir, host.log_dir].flatMap(
    (path) => path ?? [],
  )
  const dashboards =
    host.role === 'grafana'
      ? [
          `${deploy}/dashboards`,
          `${deploy}/plugins`,
          `${deploy}/provisioning/dashboards`,
          `${deploy}/provisioning/datasources`,
        ]
      : []
  const name = labName(host.machine)
  on(name, `install -d -o tidb -g tidb ${[...directories, ...dashboards].map(word).join(' ')}`)
  unpack(name, { packages: setting.packages, component: String(host.role), into: bin })
  for (const { path, text } of tiupFiles(host, { ...setting, services: 'systemd' })) {
    write(name, path, text)
    if (path.endsWith('.sh')) on(name, `chmod +x ${word(path)}`)
  }
  if (host.role === 'prometheus' || host.role === 'grafana') rulesOrDashboards(host, setting.packages)
  if (setting.tls) layCertificate(name, { host, folder: setting.tls })
  on(name, `chown -R tidb:tidb ${[...directories].map(word).join(' ')}`)
}

/** Of every process but node_exporter, which has the directory alone. */
function layCertificate(name: string, { host, folder }: { host: Host; folder: string }): void {
  const [tls, role] = [`${host.deploy_dir}/tls`, String(host.role)]
  on(name, `install -d -m 0755 ${word(tls)}`)
  if (role === 'node_exporter') return
  for (const [file, text] of tiupCertificate(folder, { name: role, unit: role, addresses: [host.address] }))
    write(name, `${tls}/${file}`, text)
}

/** What tiup dm takes out of the dm-master package for them. */
function rulesOrDashboards(host: Host, packages: string): void {
  const name = labName(host.machine)
  const deploy = String(host.deploy_dir)
  const cluster = String(host.vars.cluster)
  unpack(name, { packages, component: 'dm-master', into: `${deploy}/_tiup_tmp` })
  if (host.role === 'prometheus') {
    on(
      name,
      `cd ${deploy} && rm -f bin/prometheus/*.rules.yml && cp _tiup_tmp/dm-master/conf/*.rules.yml bin/prometheus/ && cp bin/prometheus/*.rules.yml conf/ && sed -i 's/ENV_LABELS_ENV/${cluster}/g' conf/*.rules.yml`,
    )
  } else {
    const words = [
      '\\${DS_.*-CLUSTER}',
      'DS_.*-CLUSTER',
      '\\${DS_LIGHTNING}',
      'DS_LIGHTNING',
      'test-cluster',
      'Test-Cluster',
    ]
    const edits = words.map((one) => `-e 's/${one}/${cluster}/g'`).join(' ')
    on(
      name,
      `cd ${deploy} && cp _tiup_tmp/dm-master/scripts/*.json bin/ && cp bin/*.json dashboards/ && sed -i ${edits} dashboards/*.json`,
    )
  }
  on(name, `rm -rf ${deploy}/_tiup_tmp; chown -R tidb:tidb ${deploy}`)
}

function unpack(
  name: string,
  { packages, component, into }: { packages: string; component: string; into: string },
): void {
  const files = execFileSync('sh', ['-c', `ls ${word(packages)}/${component}-v*-linux-amd64.tar.gz | tail -n 1`], {
    encoding: 'utf8',
  }).trim()
  inside(name, `mkdir -p ${word(into)} && tar --no-same-owner -zxf - -C ${word(into)}`, readFileSync(files))
}

const write = (name: string, path: string, text: string): void =>
  inside(name, `cat >${word(path)} && chmod 0644 ${word(path)}`, Buffer.from(text))

function inside(name: string, script: string, input: Buffer): void {
  execFileSync('bash', [join(root, 'scripts', 'lab.sh'), 'in', name, 'sh', '-c', script], {
    input,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}
