// This machine's own shell and a folder on it, for what only a real one can show.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '../../src/hosts/clock.js'
import type { Writer } from '../../src/hosts/host.js'
import { connectLocal } from '../../src/hosts/local.js'
import { writerOver } from '../../src/hosts/remote_host.js'

export interface LocalMachine {
  readonly host: Writer
  readonly folder: string
  close(): Promise<void>
}

export async function localMachine(): Promise<LocalMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'dmbook-module-'))
  const random = (bytes: number): string => randomBytes(bytes).toString('hex')
  const connection = await connectLocal({ machine: 'here', clock: realClock, random })
  const close = async (): Promise<void> => {
    await connection.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { host: writerOver(connection), folder, close }
}
