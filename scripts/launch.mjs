// Starts the program from what V8 compiled when it was built (scripts/warm.mjs): a third of the time that a short verb
// takes was compiling. Of its two parts the second is read when a verb needs it. Code for another V8 is not taken; then the
// text is compiled, and nothing but time is lost.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const here = dirname(fileURLToPath(import.meta.url))

/** Runs the program with the words of this process. Gives its scripts by their files, as far as they were read. */
export function launch() {
  const scripts = new Map()
  const modules = new Map()
  const parts = ['program_start.cjs', 'program_rest.cjs']
  let functions = {}
  const load = (name, outside) => {
    if (!name.startsWith('./') || !name.endsWith('.js')) return outside(name)
    const known = modules.get(name)
    if (known) return known.exports
    while (!functions[name] && parts.length > 0)
      functions = { ...functions, ...read(join(here, parts.shift()), scripts) }
    const module = { exports: {} }
    modules.set(name, module)
    functions[name]((other) => load(other, outside), module, here, import.meta.url)
    return module.exports
  }
  load('./main.js', createRequire(import.meta.url))
  return scripts
}

function read(filename, scripts) {
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: compiled(filename) })
  scripts.set(filename, script)
  return script.runInThisContext()
}

function compiled(filename) {
  try {
    return readFileSync(`${filename}.compiled`)
  } catch {
    return undefined
  }
}
