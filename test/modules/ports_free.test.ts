import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { portsFree } from '../../src/modules/ports_free.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

const busy = [
  'listen\t0100007F:2045\tsocket:[11]',
  'listen\t00000000000000000000000000000000:2063\tsocket:[12]',
  'listen\t650013AC:2045\tsocket:[13]',
  'process\tsocket:[12]\t77\t/dm/dm-master-8261\tbin/dm-master --name x ',
].join('\n')

const ask = (want: object, stdout = busy) =>
  portsFree.read(
    fakeHost().expect(/proc.net.tcp/, { stdout }),
    completed(portsFree, { ports: [8261, 8291], ...want }),
    fakeTools(),
  )

describe('ports_free', () => {
  test('finds them free', async () => assert.deepEqual(await ask({}, ''), {}))

  test('names every busy port at once, and who holds it where that can be seen', async () => {
    await assert.rejects(ask({}), {
      message:
        'cannot use 2 ports as 8261 is held by a process of another user; 8291 is held by process 77: bin/dm-master --name x',
      code: 'E-PORTS',
    })
  })

  test('counts listeners on the address, and on all addresses', async () => {
    await assert.rejects(ask({ address: '10.0.0.1' }), /cannot use 1 port as 8291 is held by process 77/)
    await assert.rejects(ask({ address: '172.19.0.101' }), /cannot use 2 ports/)
    await assert.rejects(ask({ address: '0.0.0.0' }), /cannot use 2 ports/)
  })

  test('does not count the instance itself', async () => {
    await assert.rejects(ask({ ours: '/dm/dm-master-8261' }), /cannot use 1 port as 8261/)
    await assert.rejects(ask({ ours: '/dm/dm-master-82' }), /cannot use 2 ports/)
  })
})
