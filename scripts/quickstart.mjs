// One command from a fresh clone to a running DM cluster on this machine: no root, no systemd, no network.
// It types the commands that a user would type, and shows them. `-- --clean` removes every trace.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packPlayground } from '../dist/pack.js'
import { legacyQuickstart } from './quickstart_legacy.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const home = process.env.DMBOOK_HOME || join(homedir(), '.dmbook')
const playground = join(home, 'playground')
const name = 'quickstart'
const version = 'v8.1.0'
const masters = '127.0.0.1:18261,127.0.0.1:18361,127.0.0.1:18461'

if (process.platform !== 'linux') {
  console.error(
    `The embedded cluster runs on Linux only; this is ${process.platform}. dmbook itself can still be used from here.`,
  )
  process.exit(2)
}

async function quickstart() {
  mkdirSync(playground, { recursive: true, mode: 0o700 })
  await packPlayground({ dir: playground, version, program: join(root, 'dist', 'simulator.cjs') })
  const sourceFile = join(playground, 'source.yaml')
  const taskFile = join(playground, 'task.yaml')
  writeFileSync(sourceFile, 'source-id: mysql-01\nfrom: { host: 127.0.0.1, port: 3306, user: root, password: "" }\n')
  writeFileSync(
    taskFile,
    'name: shop\ntask-mode: incremental\ntarget-database: { host: 127.0.0.1, port: 4000, user: root, password: "" }\nmysql-instances:\n  - source-id: mysql-01\n',
  )

  dmbook([
    'deploy',
    name,
    version,
    'inventories/quickstart.yaml',
    '--services',
    'supervised',
    '--ssh',
    'none',
    '--mirror',
    playground,
    '-y',
  ])
  dmbook(['start', name, '-y'])
  if (!dmctl(['operate-source', 'show']).includes('mysql-01'))
    dmbook(['dmctl', '--mirror', playground, '--master-addr', masters, 'operate-source', 'create', sourceFile])
  if (!dmctl(['query-status']).includes('"shop"'))
    dmbook(['dmctl', '--mirror', playground, '--master-addr', masters, 'start-task', taskFile])
  dmbook(['display', name])
  console.log(`
The cluster "${name}" runs on this machine and stays. Next:
  npx dmbook display ${name} --uptime
  npx dmbook stop ${name}                 npx dmbook start ${name}
  npx dmbook dmctl --mirror ${playground} --master-addr ${masters} query-status shop
  npx dmbook run docs/examples/hello.yaml -i inventories/hosts.yaml
  npm run quickstart                        again: nothing changes
  npm run quickstart -- --clean             remove every trace`)
}

/** Destroys the cluster, then takes away what only it needed; the whole folder where nothing else is in it. */
function clean() {
  if (!existsSync(home)) {
    console.log(`quickstart: there is nothing to remove in ${home}`)
    return
  }
  for (const known of [name, 'legacy']) {
    if (existsSync(join(home, 'clusters', known))) dmbook(['destroy', known, '-y'])
    // the numbers of its runs are kept beyond a destroy, so that none of before it could go on
    rmSync(join(home, 'locks', `${known}.lock.generation`), { force: true })
  }
  rmSync(playground, { recursive: true, force: true })
  for (const folder of entries('packages').filter((entry) => entry.startsWith('dmctl-')))
    rmSync(join(home, 'packages', folder), { recursive: true })
  for (const file of entries('audit')) {
    const record = JSON.parse(readFileSync(join(home, 'audit', file), 'utf8'))
    if (record.cluster !== name && record.cluster !== 'legacy') continue
    rmSync(join(home, 'audit', file))
    rmSync(join(home, 'runs', `${record.run}.jsonl`), { force: true })
  }
  const left = ['clusters', 'audit', 'runs', 'packages', 'run', 'locks'].flatMap(entries)
  if (left.length === 0) rmSync(home, { recursive: true, force: true })
  console.log('quickstart: every trace is removed')
}

const entries = (folder) =>
  existsSync(join(home, folder)) ? readdirSync(join(home, folder)).filter((name) => name !== '.dmbook-parent') : []

/** Shows the command as a user would type it, runs it, ends where it fails. */
function dmbook(words) {
  console.log(`\n$ dmbook ${words.join(' ')}`)
  const { status } = spawnSync(process.execPath, [join(root, 'dist', 'dmbook.js'), ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DMBOOK_HOME: home },
  })
  if (status !== 0) process.exit(status ?? 1)
}

function dmctl(words) {
  const all = [join(root, 'dist', 'dmbook.js'), 'dmctl', '--mirror', playground, '--master-addr', masters, ...words]
  return spawnSync(process.execPath, all, { cwd: root, encoding: 'utf8', env: { ...process.env, DMBOOK_HOME: home } })
    .stdout
}

const around = { root, home, playground, version, dmbook }
if (process.argv.includes('--clean')) clean()
else if (process.argv.includes('--legacy')) await legacyQuickstart(around)
else await quickstart()
