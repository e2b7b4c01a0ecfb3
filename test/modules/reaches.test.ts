import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { reaches, reachTroubles } from '../../src/modules/reaches.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'
import { type LocalMachine, localMachine } from './local_machine.js'

const want = (more: object) => completed(reaches, { addresses: [], ...more })

describe('reaches', () => {
  let it: LocalMachine
  before(async () => {
    it = await localMachine()
  })
  after(() => it.close())

  test('tells open from refused, and fails at a refusal only where somebody must listen', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const bound = server.address()
    const open = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
    const addresses = [open, '127.0.0.1:1', '[::1]:1']
    const result = await reaches.read(it.host, want({ addresses: addresses.slice(0, 2) }), fakeTools())
    assert.deepEqual(result, { open: [open], refused: ['127.0.0.1:1'], silent: [] })
    await assert.rejects(
      reaches.read(it.host, want({ addresses: addresses.slice(0, 2), listening: true }), fakeTools()),
      {
        message: 'cannot use the network from here as nobody listens on 127.0.0.1:1',
      },
    )
    server.close()
  })

  test('names what is silent, all at once, in the order in which it was asked', async () => {
    const host = fakeHost().expect(/dev\/tcp/, { stdout: '1 silent\n0 silent\n' })
    const said = await reachTroubles(host, want({ addresses: ['10.0.0.1:8261', '[fd00::1]:8261'] }))
    assert.deepEqual(said, ['no TCP gets through to 10.0.0.1:8261', 'no TCP gets through to [fd00::1]:8261'])
  })

  test('asks nothing where there is nowhere to go, and refuses what is no address', async () => {
    assert.deepEqual(await reachTroubles(fakeHost(), want({})), [])
    await assert.rejects(reachTroubles(fakeHost(), want({ addresses: ['host'] })), /it is none: "host"/)
  })
})
