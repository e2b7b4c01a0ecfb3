// The instants at which an attempt can be killed: after every effect on a machine, after every step in the state folder,
// and before every line of the journal. At the chosen one the process kills itself, as kill -9 does: nothing is cleaned up, no answer is heard.

import { writeFileSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import type { Writer } from '../../src/hosts/host.js'

export class Boundaries {
  passed = 0

  /** `killAt` counts from 1; 0 kills never. `epitaph` is the file that tells at which boundary it was. */
  constructor(
    private readonly killAt: number,
    private readonly epitaph: string,
    private readonly signal: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL',
  ) {}

  pass(what: string): void {
    this.passed += 1
    if (this.passed !== this.killAt) return
    writeFileSync(this.epitaph, `${what}\n`)
    process.kill(process.pid, this.signal)
  }

  /** Does it, and passes a boundary then. */
  async after<T>(what: string, effect: () => Promise<T>): Promise<T> {
    const result = await effect()
    this.pass(what)
    return result
  }
}

/** A machine whose every change ends at a boundary. */
export function boundedWriter(writer: Writer, boundaries: Boundaries): Writer {
  return {
    ...writer,
    run: (script, options) =>
      boundaries.after(options?.doing ?? `run ${script.slice(0, 200)}`, () => writer.run(script, options)),
    write: (path, content, attributes) =>
      boundaries.after(`write ${path}`, () => writer.write(path, content, attributes)),
    send: (file, path, attributes) => boundaries.after(`send ${path}`, () => writer.send(file, path, attributes)),
    as: (user) => boundedWriter(writer.as(user), boundaries),
  }
}

type Step = (path: string, ...rest: unknown[]) => Promise<object | undefined>

const steps = ['mkdir', 'writeFile', 'link', 'rename', 'rm', 'open'] as const

/**
 * From now on each step that this process takes in the folder ends at a boundary, by the boundaries of that moment.
 * Opening a file to look, or the journal, is none; a line of the journal that announces a change is one.
 */
export function boundStateFolder(folder: string, boundaries: () => Boundaries): void {
  const all: object = fs
  for (const name of steps) {
    const step: Step = Reflect.get(all, name)
    Reflect.set(all, name, async (path: string, ...rest: unknown[]) => {
      const result = await step.call(fs, path, ...rest)
      const [flags] = rest
      if (name === 'open' && flags === 'a' && result) boundJournal(result, boundaries)
      else if (path.startsWith(folder) && changes(name, { flags, result })) boundaries().pass(`${name} ${path}`)
      return result
    })
  }
  syncBuiltinESMExports()
}

/** A folder that was there is not made. */
function changes(name: string, { flags, result }: { flags: unknown; result: unknown }): boolean {
  if (name === 'mkdir') return result !== undefined
  return name !== 'open' || flags === 'wx'
}

function boundJournal(file: object, boundaries: () => Boundaries): void {
  const append: (text: string) => Promise<void> = Reflect.get(file, 'appendFile')
  Reflect.set(file, 'appendFile', async (text: string) => {
    await append.call(file, text)
    for (const _ of text.matchAll(/"kind":"applying"/g)) boundaries().pass('a line of the journal')
  })
}
