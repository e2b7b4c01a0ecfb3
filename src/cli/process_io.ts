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
    interactive: stdin.isTTY === true && stdout.isTTY === true,
    askHidden: (question) => askHidden(question, { stdin, stdout }),
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

/** On a terminal nothing of the answer is shown; Ctrl-C, Ctrl-D and Ctrl-U mean what they do at a password prompt. */
async function askHidden(question: string, streams: Streams): Promise<string | null> {
  const { stdin, stdout } = streams
  if (stdin.isTTY !== true) return askLine(question, streams)
  // before the question: what is typed at once must not be shown either
  stdin.setRawMode(true)
  stdout.write(`${question} `)
  try {
    return await typedLine(stdin)
  } finally {
    stdin.setRawMode(false)
    stdout.write('\n')
  }
}

async function typedLine(stdin: NodeJS.ReadStream): Promise<string | null> {
  let line = ''
  for (;;) {
    const chunk = await nextChunk(stdin)
    if (chunk === null) return null
    for (const letter of chunk) {
      if ('\r\n'.includes(letter)) return line
      if ('\u0003\u0004'.includes(letter)) return null
      line = edited(line, letter)
    }
  }
}

function edited(line: string, letter: string): string {
  if (letter === '\u0015') return ''
  return letter === '\u007f' || letter === '\b' ? line.slice(0, -1) : line + letter
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
