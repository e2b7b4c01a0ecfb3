// Entry of the simulator's bundle: finds out what to play and plays it. The only file here that touches `process`.

import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Program, Quit } from './program.js'
import { roles } from './roles.js'
import { readSettings } from './settings.js'
import { stampGlobal, stampOf } from './stamp.js'

const stopSignals = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT'] as const

function programOf(): Program | null {
  const baked = (globalThis as Record<string, unknown>)[stampGlobal]
  const found = stampOf(baked, process.argv.slice(2))
  if (found === null) return null
  const settings = readSettings(dirname(realpathSync(process.argv[1] ?? '.')), process.env)
  return {
    ...found,
    settings,
    env: process.env,
    startedAtMs: Date.now() - process.uptime() * 1000,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    exit: (code) => process.exit(code),
    scaled: (ms) => Math.round(ms * settings.timeScale),
    onStop: (stop) => listen(stop, settings.faults.ignore_sigterm_ms),
  }
}

/** A stop signal counts once; with the fault switch it counts that much later. */
function listen(stop: (signal: string) => void, delayMs: number): void {
  let stopping = false
  for (const signal of stopSignals) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      setTimeout(() => stop(signal), delayMs)
    })
  }
}

async function main(): Promise<void> {
  const program = programOf()
  if (program === null) throw new Quit(2, 'the first argument must name the program to play')
  if (program.settings.faults.fail_start) throw new Quit(1, 'fail_start is switched on')
  await roles[program.stamp.program](program)
}

main().catch((error: unknown) => {
  if (error instanceof Quit) {
    if (error.message !== '') process.stderr.write(`${error.message}\n`)
    process.exit(error.code)
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(2)
})
