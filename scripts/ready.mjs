// Installs and builds what is stale, so that every npm script can be the first one typed in a fresh clone.
// Plain JavaScript without dependencies: it runs before there are any.

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.dmbook-lock')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`dmbook needs Node 20.19 or newer; this is ${process.versions.node}`)
  process.exit(2)
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  run('installing packages (npm ci)', 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'])
  writeFileSync(stamp, lock)
}

const built = join(root, 'dist', '.built')
const sources = ['src', 'playbooks', 'scripts'].flatMap((folder) => newest(join(root, folder)))
if (
  !existsSync(built) ||
  Math.max(...sources, statSync(join(root, 'package.json')).mtimeMs) > statSync(built).mtimeMs
) {
  run('building', process.execPath, [join(root, 'scripts', 'build.mjs')])
}

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? newest(path) : [statSync(path).mtimeMs]
  })
}

function run(what, command, words) {
  console.error(`dmbook: ${what} …`)
  const { status } = spawnSync(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}
