// Runs the scenarios that need real hosts: all, or those whose file's path contains a word of the command line.
// Where there can be no lab it says why; with CI_LAB=required that is a failure.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const lab = (...words) => spawnSync('bash', [join(root, 'scripts', 'lab.sh'), ...words], { encoding: 'utf8' })

const why = process.platform === 'linux' ? lab('why').stdout.trim() : `this is ${process.platform}, not Linux`
if (why !== '') {
  console.log(`lab: NOT RUN because ${why}`)
  process.exit(process.env.CI_LAB === 'required' ? 1 : 0)
}

const words = process.argv.slice(2)
const files = readdirSync(join(root, 'test', 'lab'))
  .filter((name) => name.endsWith('.lab.ts') && (words.length === 0 || words.some((word) => name.includes(word))))
  .sort()
  .map((name) => join('test', 'lab', name))
const began = Date.now()
let scenarios = 0
lab('down')
const up = lab('up', '3')
if (up.status !== 0) console.error(up.stderr)
// the hosts are the same for all: one file after the other
const failed = up.status === 0 ? files.filter((file) => !runFile(file) && anew()) : files
lab('down')
console.log(`lab: ran ${scenarios} scenarios in ${Math.round((Date.now() - began) / 1000)} s`)
for (const file of failed) console.log(`lab: FAILED ${file}`)
process.exit(failed.length === 0 ? 0 : 1)

/** What a scenario that failed has left would make the others fail too. Gives true. */
function anew() {
  lab('down')
  lab('up', '3')
  return true
}

/** Gives whether all went well; counts the tests that ran. */
function runFile(file) {
  const child = spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-reporter=spec', file], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.stdout.write(child.stdout)
  scenarios +=
    Number(/^ℹ pass (\d+)$/m.exec(child.stdout)?.[1] ?? 0) + Number(/^ℹ fail (\d+)$/m.exec(child.stdout)?.[1] ?? 0)
  return child.status === 0
}
