// Types words at dmbook inside the test's own process: a state folder of its own, output recorded, answers given.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { Io } from '../../src/cli/io.js'
import { main } from '../../src/cli/run_verb.js'
import { root } from '../shape/imports.js'

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Typing {
  readonly home?: string
  readonly cwd?: string
  readonly answers?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `dmbook WORDS`. */
export async function typed(
  words: readonly string[],
  { home, cwd = root, answers = [], env = {} }: Typing = {},
): Promise<Said> {
  const { io, said } = recordedIo(answers)
  const signal = new AbortController().signal
  const around = { env: { DMBOOK_HOME: home, ...env }, cwd, userHome: '/home/me', user: 'me', packageRoot: root }
  const code = await main(words, { io, around, stop: signal, abort: signal })
  return { code, ...said() }
}

/** An Io whose streams are texts. Questions take the answers in order; then the input ends. */
export function recordedIo(answers: readonly string[] = []): { io: Io; said(): { out: string; err: string } } {
  const texts = { out: '', err: '' }
  const stream = (name: 'out' | 'err'): NodeJS.WriteStream => {
    const writable = new Writable({
      write(chunk, _encoding, done) {
        texts[name] += String(chunk)
        done()
      },
    })
    return writable as unknown as NodeJS.WriteStream
  }
  const left = [...answers]
  const [out, err] = [stream('out'), stream('err')]
  const io: Io = {
    out,
    err,
    terminal: false,
    color: false,
    columns: () => 80,
    rows: () => 24,
    say: (text) => void out.write(`${text}\n`),
    warn: (text) => void err.write(`${text}\n`),
    ask: async (question) => {
      out.write(`${question} `)
      return left.shift() ?? null
    },
    interactive: false,
    askHidden: async (question) => {
      out.write(`${question} `)
      return left.shift() ?? null
    },
  }
  return { io, said: () => ({ ...texts }) }
}

/** A state folder that is removed after the body. */
export async function withHome<T>(body: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'dmbook-home-'))
  try {
    return await body(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
