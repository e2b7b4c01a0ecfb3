// What it costs to ask dmbook for its version or help, against a node that does nothing. In turns, medians of 20.

import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dmbook = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'dmbook.js')
const commands = {
  'node -e 0': ['-e', '0'],
  'dmbook --version': [dmbook, '--version'],
  'dmbook --help': [dmbook, '--help'],
}

export function bench(runs = 20) {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  for (let run = 0; run < runs; run++) {
    for (const [name, words] of Object.entries(commands)) times[name].push(timed(words))
  }
  const base = median(times['node -e 0'])
  for (const [name, list] of Object.entries(times)) {
    console.log(`${name.padEnd(20)} ${median(list).toFixed(0).padStart(5)} ms  ${(median(list) / base).toFixed(2)}`)
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list) / base]))
}

function timed(words) {
  const began = performance.now()
  spawnSync(process.execPath, words, { stdio: 'ignore' })
  return performance.now() - began
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
