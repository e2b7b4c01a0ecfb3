// `npm run quickstart -- --legacy`: a cluster of DM 1.0 on this machine, as dm-ansible would have left it, with stand-ins
// of its services; it runs for a moment, is stopped as its operator would stop it, and is imported.

import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { layLegacyCluster, runScript } from '../dist/legacy.js'
import { packPlayground } from '../dist/pack.js'

const name = 'legacy'

export async function legacyQuickstart({ root, home, playground, version, dmbook }) {
  const program = join(root, 'dist', 'simulator.cjs')
  const directory = join(playground, 'dm-ansible')
  const cluster = legacyCluster(join(playground, 'dm-1.0'))
  mkdirSync(playground, { recursive: true, mode: 0o700 })
  await packPlayground({ dir: playground, version, program })
  if (!existsSync(join(home, 'clusters', name)) && !existsSync(directory)) {
    await refuseTakenPorts(cluster)
    layLegacyCluster(cluster, { dmAnsible: directory, rootOf: () => '/', program, units: false })
    console.log(`\nA cluster of DM 1.0, as dm-ansible deploys one: ${directory}`)
    await runForAMoment(cluster)
  }
  const local = ['--services', 'supervised', '--ssh', 'none', '--mirror', playground]
  dmbook(['import', '--dir', directory, '--cluster-version', version, ...local, '-y'])
  dmbook(['display', name])
  console.log(`
The cluster "${name}" was DM 1.0 and is DM ${version} now: its sources and tasks go on. Next:
  npx dmbook dmctl --mirror ${playground} --master-addr 127.0.0.1:28261 query-status shop
  npx dmbook import ${name} --undo           back to DM 1.0, whose files are still there
  npm run quickstart -- --legacy            again: nothing changes
  npm run quickstart -- --clean             remove every trace`)
}

/** One master, two workers with a directory each, monitoring; two tasks, one of them on both sources and paused. */
function legacyCluster(base) {
  const source = (number, port) => ({
    id: `mysql-replica-0${number}`,
    serverId: 100 + number,
    host: '127.0.0.1',
    port,
    user: 'root',
    password: 'Pa$$w0rd#1',
  })
  const task = (task, id, stage) => ({
    name: task,
    stage,
    config: `name = "${task}"\nmode = "all"\nsource-id = "${id}"\nflavor = "mysql"\nmeta-schema = "dm_meta"\n`,
  })
  const [one, two] = [source(1, 3306), source(2, 3307)]
  const node = (role, port, deployDir, more = {}) => ({
    role,
    alias: `${role.replace('-', '_')}_${port}`,
    address: '127.0.0.1',
    port,
    deployDir,
    ...more,
  })
  return {
    name,
    user: process.env.USER || 'dm',
    version: 'v1.0.7',
    deployDir: base,
    nodes: [
      node('dm-master', 28261, base),
      node('dm-worker', 28262, join(base, 'data1'), {
        source: one,
        tasks: [task('shop', one.id, 'Running'), task('orders', one.id, 'Paused')],
      }),
      node('dm-worker', 28263, join(base, 'data2'), { source: two, tasks: [task('orders', two.id, 'Paused')] }),
      node('prometheus', 29090, base),
      node('grafana', 23000, base),
      node('alertmanager', 29093, base),
    ],
  }
}

/** Before anything is laid down: what listens there would be taken for DM 1.0 that still runs. */
async function refuseTakenPorts({ nodes }) {
  const open = await Promise.all(nodes.map(({ port }) => isOpen(port)))
  const taken = nodes.filter((_, index) => open[index]).map(({ role, port }) => `${port} (for ${role})`)
  if (taken.length === 0) return
  console.error(`quickstart: these ports of 127.0.0.1 are taken: ${taken.join(', ')}. See who listens: ss -ltnp`)
  process.exit(6)
}

/** As `ansible-playbook start.yml`, then `stop.yml`, do it: each run script becomes a process, which gets a SIGTERM. */
async function runForAMoment(cluster) {
  const children = cluster.nodes.map((node) => {
    const log = openSync(join(node.deployDir, 'log', 'playground.log'), 'a')
    const child = spawn('bash', [runScript(node)], { stdio: ['ignore', log, log] })
    closeSync(log)
    return { node, child, gone: new Promise((resolve) => child.on('exit', resolve)) }
  })
  const stop = async () => {
    for (const { child } of children) child.kill('SIGTERM')
    await Promise.all(children.map(({ gone }) => gone))
  }
  for (const { node, child } of children) {
    while (child.exitCode === null && !(await isOpen(node.port))) await new Promise((next) => setTimeout(next, 50))
    if (child.exitCode === null) continue
    await stop()
    throw new Error(`${node.role} of DM 1.0 ended: see ${node.deployDir}/log`)
  }
  console.log(`It runs: ${cluster.nodes.map(({ role, port }) => `${role} ${port}`).join(', ')}. Now it is stopped.`)
  await stop()
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
