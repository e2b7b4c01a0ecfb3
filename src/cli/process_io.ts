// The process's streams as Io. A question reads one line of standard input, be it a terminal or a pipe.

import type { Io } from './io.js'

export function processIo({ stdin, stdout, stderr, env }: NodeJS.Process): Io {
  const dumb = env.TERM === 'dumb' || env.CI === 'true'
  const color = env.FORCE_COLOR
    ? env.FORCE_COLOR !== '0'
    : !env.NO_COLOR && stdout.isTTY === true && env.TERM !== 'dumb'
  return {
    out: stdout,
    err: stderr,
    terminal: stdout.isTTY === true && !dumb,
    color,
    columns: () => stdout.columns ?? 80,
    rows: () => stdout.rows ?? 24,
    say: (text) => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`${text}\n`),
    ask: (question) => askLine(question, { stdin, stdout }),
  }
}

/** Reads up to the first newline and leaves the rest for the next question. */
async function askLine(
  question: string,
  { stdin, stdout }: Pick<NodeJS.Process, 'stdin' | 'stdout'>,
): Promise<string | null> {
  stdout.write(`${question} `)
  let line = ''
  for (;;) {
    const chunk = await nextChunk(stdin)
    if (chunk === null) return line === '' ? null : line
    const end = chunk.indexOf('\n')
    if (end < 0) {
      line += chunk
      continue
    }
    const rest = chunk.slice(end + 1)
    if (rest) stdin.unshift(Buffer.from(rest))
    return line + chunk.slice(0, end)
  }
}

function nextChunk(stdin: NodeJS.ReadStream): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (chunk: Buffer | null) => {
      stdin.off('data', onData).off('end', onEnd).pause()
      resolve(chunk === null ? null : chunk.toString('utf8'))
    }
    const onData = (chunk: Buffer) => done(chunk)
    const onEnd = () => done(null)
    if (stdin.readableEnded || stdin.destroyed) return onEnd()
    stdin.on('data', onData).on('end', onEnd).resume()
  })
}
