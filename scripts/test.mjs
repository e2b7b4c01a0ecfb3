// Runs the tests: all, or those whose path contains a word of the command line. Most files need less time than a process
// needs to start, so those of a folder share a few; the long ones have one each, and begin first.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Folders whose files have a process each: they run programs, and wait for them. */
const apart = ['crash', 'e2e', 'contract']
/** Of those, the longest first, so that none is left alone at the end. */
const longest = ['rolling', 'crash', 'rolling_faults', 'amid_patch', 'returns', 'scaling', 'upkeep', 'takeover']
const filesOfGroup = 30

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const files = testFiles(join(root, 'test')).filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
)
if (files.length === 0) {
  console.error(`no test file matches: ${words.join(' ')}`)
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'dmbook-tests-'))
const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    '--test',
    // more than there are processors: the long ones wait more than they work
    '--test-concurrency=3',
    // a test that hangs fails, and the others are told
    '--test-timeout=900000',
    '--test-reporter=spec',
    ...groups(files).map(written),
  ],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
rmSync(folder, { recursive: true, force: true })
process.exit(status ?? 1)

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return testFiles(path)
    return entry.name.endsWith('.test.ts') ? [relative(root, path)] : []
  })
}

/** What each process runs, in the order in which they begin. */
function groups(files) {
  const alone = files.filter((file) => apart.includes(topicOf(file)))
  const together = files.filter((file) => !apart.includes(topicOf(file)))
  const topics = [...new Set(together.map(topicOf))].map((topic) => together.filter((file) => topicOf(file) === topic))
  return [...alone.sort(longestFirst).map((file) => [file]), ...topics.flatMap(parts)]
}

/** Of a path below `test`: its folder. */
function topicOf(file) {
  return file.split(sep)[1]
}

function longestFirst(one, other) {
  const known = [...longest].reverse()
  const rank = (file) => known.indexOf(basename(file, '.test.ts'))
  return rank(other) - rank(one)
}

function parts(files) {
  const count = Math.ceil(files.length / filesOfGroup)
  return Array.from({ length: count }, (_, index) => files.filter((_, at) => at % count === index))
}

/** A file that imports them; node runs files by name. */
function written(files, index) {
  const path = join(folder, `${String(index).padStart(3, '0')}-${topicOf(files[0])}.mjs`)
  writeFileSync(path, files.map((file) => `import ${JSON.stringify(pathToFileURL(join(root, file)).href)}\n`).join(''))
  return path
}
