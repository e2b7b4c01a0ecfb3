import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { listenersOn } from '../../src/modules/listeners.js'
import { type LocalMachine, localMachine } from './local_machine.js'

const listen = (address: string): Promise<{ server: Server; port: number }> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, address, () => {
      const at = server.address()
      resolve({ server, port: typeof at === 'object' && at ? at.port : 0 })
    })
  })

describe('listenersOn()', () => {
  let machine: LocalMachine
  before(async () => {
    machine = await localMachine()
  })
  after(() => machine.close())

  for (const address of ['127.0.0.1', '0.0.0.0', '::1', '::']) {
    test(`finds a listener on ${address}, with its process`, async (t) => {
      const opened = await listen(address).catch(() => null)
      if (!opened) return t.skip('this machine has no such address')
      const { server, port } = opened
      const found = await listenersOn(machine.host, [1, port])
      server.close()
      assert.deepEqual(
        found.map((one) => [one.address, one.port, one.process?.pid, one.process?.directory]),
        [[address, port, process.pid, process.cwd()]],
      )
      assert.match(found[0]?.process?.command ?? '', /node/)
    })
  }

  test('sees nothing on a port that is free', async () => {
    const { server, port } = await listen('127.0.0.1')
    await new Promise((resolve) => server.close(resolve))
    assert.deepEqual(await listenersOn(machine.host, [port]), [])
  })
})
