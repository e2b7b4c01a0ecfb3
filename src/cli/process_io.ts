// The process's streams as Io. A question reads one line of standard input, be it a terminal or a pipe.

import { chooseReporter } from '../report/choose.js'
import type { Io } from './io.js'

export function processIo({ stdin, stdout, stderr, env }: NodeJS.Process): Io {
  const { kind, color } = chooseReporter({
    json: false,
    terminal: stdout.isTTY === true,
    term: env.TERM,
    noColor: env.NO_COLOR,
    forceColor: env.FORCE_COLOR,
  })
  return {
    out: stdout,
    err: stderr,
    terminal: kind === 'tree',
    color,
    columns: () => stdout.columns ?? 80,
    rows: () => stdout.rows ?? 24,
    say: (text) => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`${text}\n`),
    ask: (question) => askLine(question, { stdin, stdout }),
  }
}

type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout'>

/** Reads up to the first newline and leaves the rest for the next question. */
async function askLine(question: string, { stdin, stdout }: Streams): Promise<string | null> {
  stdout.write(`${question} `)
  let line = ''
  for (;;) {
    const chunk = await nextChunk(stdin)
    if (chunk === null) return line === '' ? null : line
    const [first = '', ...rest] = chunk.split('\n')
    line += first
    if (rest.length === 0) continue
    if (rest.join('\n') !== '') stdin.unshift(Buffer.from(rest.join('\n')))
    return line
  }
}

function nextChunk(stdin: NodeJS.ReadStream): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (chunk: Buffer | null): void => {
      stdin.off('data', done).off('end', onEnd).pause()
      resolve(chunk === null ? null : chunk.toString('utf8'))
    }
    const onEnd = (): void => done(null)
    if (stdin.readableEnded || stdin.destroyed) return onEnd()
    stdin.on('data', done).on('end', onEnd).resume()
  })
}
