// A program that runs on a machine, with its three streams: all that a transport has to give.
// Local processes, ssh2 and the system's ssh differ in how they open one, and in nothing else.

import type { Readable, Writable } from 'node:stream'

/** Bytes of randomness as hex text; of the World, so that a test can foresee it. */
export type Random = (bytes: number) => string

/** `exit`: the program ended by itself, as with `exit code 1`. `lost`: it was killed, or the way to it broke. */
export interface Ending {
  readonly kind: 'exit' | 'lost'
  readonly text: string
}

export interface Channel {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** When the program is gone and its output was read to the end. Never rejects. */
  readonly ended: Promise<Ending>
  /** Ends it without asking. */
  destroy(): void
}

/** Starts a program by its words. Throws UnreachableError, or ChannelRefusedError where only this one more is refused. */
export type OpenChannel = (words: readonly string[]) => Promise<Channel>
