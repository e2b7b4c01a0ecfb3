// Every benchmark, or those whose name contains a word of the command line. Prints ratios: the machines are noisy.

import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const words = process.argv.slice(2)
const names = readdirSync(here).filter((name) => name.endsWith('.bench.mjs'))
for (const name of names.filter((each) => words.length === 0 || words.some((word) => each.includes(word)))) {
  const { bench } = await import(join(here, name))
  await bench()
}
