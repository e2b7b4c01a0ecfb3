import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { openDoor } from '../../../src/hosts/ssh/door.js'
import { freePort } from '../../fakes/free_ports.js'

describe('openDoor()', () => {
  test('connects, and closes when it is given up', async () => {
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const end = new AbortController()
    const stream = await openDoor({ address: '127.0.0.1', port }, { through: null, signal: end.signal })
    const closed = new Promise((resolve) => stream.once('close', resolve))
    end.abort()
    await closed
    server.close()
  })

  test('throws what the socket says', async () => {
    const where = { address: '127.0.0.1', port: await freePort() }
    const { signal } = new AbortController()
    await assert.rejects(openDoor(where, { through: null, signal }), { code: 'ECONNREFUSED' })
  })
})
