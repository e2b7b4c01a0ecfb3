// A cluster's deploy and start on three hosts, less what no tool can save: the packages at scp's speed.
// (Starting is bounded by the components' own readiness, so it is told, not judged.)

import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packPlayground } from '../dist/pack.js'
import { accepted, address, key, lab, program, root, timed } from './lab.mjs'

const hosts = [1, 2, 3]
const version = 'v8.1.0'

export async function deployment(work) {
  const packages = join(work, 'packages')
  mkdirSync(packages, { recursive: true })
  await packPlayground({ dir: packages, version, program: join(root, 'dist', 'simulator.cjs') })
  writeFileSync(join(work, 'topology.yaml'), topology())
  const more = { DMBOOK_HOME: join(work, 'cluster'), HOME: work, NO_COLOR: '1' }
  const dmbook = (...words) => timed([process.execPath, program, ...words, '-y'], { more }).ms
  const login = ['--user', 'ops', '-i', key, '--accept-new-host-keys']
  const names = hosts.map((n) => `h${n}`)

  const before = accepted(names)
  const deploy = ['deploy', 'bench', version, join(work, 'topology.yaml'), '--mirror', packages, ...login]
  const first = dmbook(...deploy)
  const made = accepted(names).map((count, index) => count - before[index])
  const transfer = transferMs(packages)
  const rows = [
    [
      'deploy',
      first,
      `${made.join(' ')} connections; transfer at scp's speed ${(transfer / 1000).toFixed(2)} s; overhead ${((first - transfer) / 7).toFixed(0)} ms for each of 7 instances`,
    ],
    ['deploy again', dmbook(...deploy), ''],
    ['start', dmbook('start', 'bench'), ''],
    ['start again', dmbook('start', 'bench'), ''],
    ['display', dmbook('display', 'bench'), ''],
    ['reload, nothing changed', dmbook('reload', 'bench'), ''],
    ['stop', dmbook('stop', 'bench'), ''],
    ['destroy', dmbook('destroy', 'bench'), ''],
  ]
  console.log('\n7 instances and exporters on 3 hosts, packages of the simulator')
  for (const [what, ms, note] of rows)
    console.log(`  ${what.padEnd(24)} ${(ms / 1000).toFixed(2).padStart(7)} s  ${note}`)
}

/** All packages to all hosts by parallel scp: more than a deploy has to send, so that the overhead is not flattered. */
function transferMs(packages) {
  const ssh = `-q -i ${key} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null`
  const bytes = readdirSync(packages).reduce((sum, name) => sum + statSync(join(packages, name)).size, 0)
  const one = (n) => `scp ${ssh} -r ${packages} ops@${address(n)}:packages &`
  const { ms } = timed(['sh', '-c', `${hosts.map(one).join('\n')}\nwait`])
  console.log(
    `\n${(bytes / 1024).toFixed(0)} KiB of packages to ${hosts.length} hosts by scp: ${(ms / 1000).toFixed(2)} s`,
  )
  for (const n of hosts) lab('in', `h${n}`, 'rm', '-rf', '/home/ops/packages')
  return ms
}

const topology = () => `global: { user: tidb, deploy_dir: /dm-deploy, data_dir: /dm-data }
master_servers:
${hosts.map((n) => `  - { host: ${address(n)}, name: m${n} }`).join('\n')}
worker_servers:
${hosts.map((n) => `  - { host: ${address(n)}, name: w${n} }`).join('\n')}
monitoring_servers: [{ host: ${address(1)} }]
`
