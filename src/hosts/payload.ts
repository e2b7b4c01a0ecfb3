// A script that reads a payload from its stdin: on a channel of its own, as a resident shell's stdin holds commands.
// The program is a constant: it reads the script's length, then the script byte by byte, and leaves the rest to it.
// So neither script nor payload ever stands in an argument list, and any login shell can start it.

import type { Writable } from 'node:stream'
import { type Script, sh } from '../core/sh.js'
import type { Channel, Random } from './channel.js'
import { doingOf, UnreachableError } from './errors.js'
import { Exchange } from './exchange.js'
import { Frames, newMark } from './frames.js'
import type { RawOutput } from './host.js'
import { preamble, type RunOptions } from './resident_shell.js'

/** Starts a shell that takes its script, then the payload, from stdin. */
export const payloadProgram = ['/bin/sh', '-c', 'IFS= read -r n && eval "$(dd bs=1 count="$n" 2>/dev/null)"'] as const

/** A chunk is read no more once the next one is asked for. */
export type Payload = Buffer | AsyncIterable<Buffer>

export interface PayloadOptions extends RunOptions {
  readonly machine: string
  readonly random: Random
  readonly payload: Payload
}

/** Runs the script on the channel, the payload as its stdin. A payload that cannot be read ends the script. */
export async function runWithPayload(channel: Channel, script: Script, options: PayloadOptions): Promise<RawOutput> {
  const { machine, random, payload } = options
  const exchange = new Exchange({ ...options, doing: doingOf(script, options.doing), cancel: () => channel.destroy() })
  const mark = newMark(random)
  listen(channel, exchange, mark)
  channel.ended.then(({ text }) => exchange.lose(new UnreachableError(machine, `its shell ended: ${text}`)))
  exchange.begin()
  const text = Buffer.from(whole(script, mark))
  channel.stdin.on('error', () => {})
  channel.stdin.write(Buffer.concat([Buffer.from(`${text.length}\n`), text]))
  pour(payload, channel.stdin).catch((unread: unknown) => {
    exchange.lose(unread)
    channel.destroy()
  })
  return exchange.result
}

/** A script may end before it has read everything; that is its own affair. Throws what the payload's reading throws. */
async function pour(payload: Payload, stdin: Writable): Promise<void> {
  for await (const chunk of Buffer.isBuffer(payload) ? [payload] : payload) if (!(await taken(stdin, chunk))) return
  stdin.end()
}

/** Whether it was taken as a whole; not where nobody reads any more. */
function taken(stdin: Writable, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const gone = (): void => resolve(false)
    stdin.once('close', gone)
    stdin.write(chunk, (error) => {
      stdin.off('close', gone)
      resolve(!error)
    })
  })
}

function listen(channel: Channel, exchange: Exchange, mark: string): void {
  const stdout = new Frames()
  const stderr = new Frames()
  stdout.expect(mark, exchange.stdout)
  stderr.expect(mark, exchange.stderr)
  channel.stdout.on('data', (chunk: Buffer) => stdout.feed(chunk))
  channel.stderr.on('data', (chunk: Buffer) => stderr.feed(chunk))
}

const whole = (script: Script, mark: string): Script =>
  sh`${sh.part(preamble)}
( eval ${sh.word(script)} ); printf '%s%s\\n' ${mark} $?; printf '%s\\n' ${mark} >&2`
