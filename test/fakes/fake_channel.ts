// A channel whose other end is the test: it reads what a shell was told, says what it likes, and breaks when it likes.

import { PassThrough } from 'node:stream'
import type { Channel, Ending } from '../../src/hosts/channel.js'

export interface FakeChannel extends Channel {
  /** all that was written to the program so far */
  told(): string
  /** the marks in it, in order of first appearance: the first one is the opening's */
  marks(): readonly string[]
  says(text: string | Buffer): void
  saysOnStderr(text: string): void
  end(ending: Ending): void
  readonly destroyed: boolean
}

export function fakeChannel(): FakeChannel {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  let told = ''
  let destroyed = false
  let end: (ending: Ending) => void = () => {}
  const ended = new Promise<Ending>((resolve) => {
    end = resolve
  })
  stdin.on('data', (chunk: Buffer) => {
    told += chunk.toString()
  })
  return {
    stdin,
    stdout,
    stderr,
    ended,
    told: () => told,
    marks: () => [...new Set(told.match(/@[0-9a-f]+=/g))],
    says: (text) => void stdout.write(text),
    saysOnStderr: (text) => void stderr.write(text),
    end: (ending) => end(ending),
    destroy() {
      destroyed = true
      end({ kind: 'lost', text: 'it was given up' })
    },
    get destroyed() {
      return destroyed
    },
  }
}
