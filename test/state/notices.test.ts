import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openNotices } from '../../src/state/notices.js'

const notified = (play: number, host: string, ...handlers: string[]) => ({ kind: 'notified', play, host, handlers })
const handled = (play: number, ...hosts: string[]) => ({ kind: 'handled', play, hosts })

test('openNotices() is what was notified and not handled, by play and host', () => {
  const lines = [
    notified(0, 'a', 'x'),
    notified(0, 'b', 'x'),
    { kind: 'applying', host: 'a' },
    notified(0, 'a', 'y', 'x'),
    handled(0, 'b', 'c'),
    notified(1, 'b', 'x'),
    handled(1, 'a'),
    null,
    7,
    { kind: 'notified', play: 'no' },
  ]
  assert.deepEqual(openNotices(lines), [notified(0, 'a', 'x', 'y'), notified(1, 'b', 'x')])
  assert.deepEqual(openNotices([...lines, handled(0, 'a'), handled(1, 'b')]), [])
})
