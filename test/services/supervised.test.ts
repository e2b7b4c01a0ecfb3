import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '../../src/hosts/clock.js'
import { connectLocal } from '../../src/hosts/local.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { supervised } from '../../src/services/supervised.js'
import { type ServicesUnderTest, servicesContract } from '../contract/services.js'

const random = (bytes: number): string => randomBytes(bytes).toString('hex')

async function open(): Promise<ServicesUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'dmbook-supervised-'))
  const connection = await connectLocal({ machine: 'here', clock: realClock, random })
  const close = async (): Promise<void> => {
    await connection.close()
    await rm(folder, { recursive: true })
  }
  return { services: supervised({ folder }), host: writerOver(connection), folder, unit: 'test-1', user: null, close }
}

servicesContract('supervised on this machine', open)
