// This very machine as a host of tests, with a folder of its own that goes with it.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenChannel } from '../../src/hosts/channel.js'
import { realClock } from '../../src/hosts/clock.js'
import type { Connection, Writer } from '../../src/hosts/host.js'
import { openLocal } from '../../src/hosts/local.js'
import { type HostOptions, writerOver } from '../../src/hosts/remote_host.js'
import { connectOver } from '../../src/hosts/shell_connection.js'

export interface LocalMachine {
  readonly connection: Connection
  readonly host: Writer
  /** absolute; removed by `close` */
  readonly folder: string
  /** the words of every channel that was opened */
  readonly opened: readonly (readonly string[])[]
  /** everything that was written into resident shells, one entry per write */
  readonly written: readonly string[]
  close(): Promise<void>
}

interface Options extends HostOptions {
  readonly sharesFiles?: boolean
  readonly open?: OpenChannel
}

export const random = (bytes: number): string => randomBytes(bytes).toString('hex')

export async function localMachine({
  sharesFiles = true,
  open = openLocal,
  ...options
}: Options = {}): Promise<LocalMachine> {
  const opened: (readonly string[])[] = []
  const written: string[] = []
  const transport = {
    machine: 'here',
    clock: realClock,
    random,
    sharesFiles,
    open: async (words: readonly string[]) => {
      opened.push(words)
      return spied(await open(words), written)
    },
  }
  const connection = await connectOver(transport)
  const folder = await mkdtemp(join(tmpdir(), 'dmbook-test-'))
  const close = async (): Promise<void> => {
    await connection.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { connection, host: writerOver(connection, options), folder, opened, written, close }
}

function spied(channel: Awaited<ReturnType<OpenChannel>>, written: string[]): Awaited<ReturnType<OpenChannel>> {
  const write = channel.stdin.write.bind(channel.stdin)
  const spy: { write(chunk: unknown, ...rest: never[]): boolean } = {
    write(chunk, ...rest) {
      written.push(String(chunk))
      return write(chunk, ...rest)
    },
  }
  return { ...channel, stdin: Object.assign(channel.stdin, spy) }
}
