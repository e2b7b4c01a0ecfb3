// Runs the scenarios that need real hosts: all, or those whose file's path contains a word of the command line.
// Where there can be no lab it says why; with CI_LAB=required that is a failure. Told to end, it takes its labs down first.

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const script = join(root, 'scripts', 'lab.sh')
const lab = (words, env = process.env) => spawnSync('bash', [script, ...words], { encoding: 'utf8', env })

const why = process.platform === 'linux' ? lab(['why']).stdout.trim() : `this is ${process.platform}, not Linux`
if (why !== '') {
  console.log(`lab: NOT RUN because ${why}`)
  process.exit(process.env.CI_LAB === 'required' ? 1 : 0)
}

const words = process.argv.slice(2)
const files = readdirSync(join(root, 'test', 'lab'))
  .filter((name) => name.endsWith('.lab.ts') && (words.length === 0 || words.some((word) => name.includes(word))))
  .map((name) => join('test', 'lab', name))
  .sort(longestFirst)
const began = Date.now()
let scenarios = 0
const failed = []
const queue = [...files]
// three labs beside each other, of one tree: a scenario waits as long as it works, and the hosts of a lab are the same for all
const folder = process.env.DMBOOK_LAB_DIR ?? '/var/tmp/dmbook-lab'
const name = process.env.DMBOOK_LAB_NS ?? 'dmbook-lab'
const lanes = ['', '-2', '-3'].slice(0, files.length).map((mark) => ({
  ...process.env,
  DMBOOK_LAB_BASE: process.env.DMBOOK_LAB_BASE ?? folder,
  DMBOOK_LAB_DIR: folder + mark,
  DMBOOK_LAB_NS: name + mark,
}))
const running = new Set()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => endEarly(signal))
// one after the other: the first builds the tree
const ready = lanes.filter((env) => fresh(env))
if (ready.length > 0) await Promise.all(ready.map(runLane))
for (const env of lanes) lab(['down'], env)
console.log(`lab: ran ${scenarios} scenarios in ${Math.round((Date.now() - began) / 1000)} s`)
for (const file of [...failed, ...queue]) console.log(`lab: FAILED ${file}`)
process.exit(failed.length + queue.length === 0 ? 0 : 1)

async function runLane(env) {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (await runFile(file, env)) continue
    failed.push(file)
    // what a scenario that failed has left would make the others fail too
    fresh(env)
  }
}

function endEarly(signal) {
  for (const child of running) child.kill('SIGKILL')
  for (const env of lanes) lab(['down'], env)
  console.log(`lab: ended by ${signal} after ${Math.round((Date.now() - began) / 1000)} s`)
  process.exit(1)
}

/** Gives whether the hosts are there. */
function fresh(env) {
  lab(['down'], env)
  const { status, stderr } = lab(['up', '3'], env)
  if (status !== 0) console.error(stderr)
  return status === 0
}

/** Gives whether all went well; counts the tests that ran. */
async function runFile(file, env) {
  const stdio = ['ignore', 'pipe', 'inherit']
  const child = spawn(process.execPath, ['--import', 'tsx', '--test-reporter=spec', file], {
    cwd: root,
    env,
    stdio,
  })
  running.add(child)
  const said = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  const [code] = await once(child, 'close')
  running.delete(child)
  const text = Buffer.concat(said).toString()
  process.stdout.write(text)
  scenarios += Number(/^ℹ pass (\d+)$/m.exec(text)?.[1] ?? 0) + Number(/^ℹ fail (\d+)$/m.exec(text)?.[1] ?? 0)
  return code === 0
}

/** So that no lane is left alone with a long one at the end; the others by name. */
function longestFirst(one, other) {
  const long = ['scaling', 'absent', 'faults', 'life', 'logins', 'rolling', 'kills']
  const rank = (path) => -long.findIndex((word) => path.endsWith(`/${word}.lab.ts`))
  return rank(one) - rank(other) || one.localeCompare(other)
}
