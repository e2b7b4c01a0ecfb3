import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ChannelRefusedError } from '../../src/hosts/errors.js'
import { type Places, Room } from '../../src/hosts/room.js'

/** A machine with so many channels; `idle` of those that are open may be given up. */
function machine(most: number, { open = 0, idle = 0 } = {}) {
  const state = { open, idle }
  const places: Places = {
    get size() {
      return state.open
    },
    async giveUpIdle() {
      if (state.idle === 0) return false
      state.idle -= 1
      state.open -= 1
      return true
    },
  }
  const room = new Room('m', () => [places])
  const channel = async (): Promise<string> => {
    if (state.open >= most) throw new ChannelRefusedError('open failed')
    state.open += 1
    return 'channel'
  }
  return { room, state, channel }
}

describe('Room', () => {
  test('takes the place of an idle shell', async () => {
    const { room, state, channel } = machine(1, { open: 1, idle: 1 })
    assert.equal(await room.open(channel), 'channel')
    assert.deepEqual(state, { open: 1, idle: 0 })
  })

  test('waits for a shell to become idle', async () => {
    const { room, state, channel } = machine(1, { open: 1 })
    const opening = room.open(channel)
    await new Promise((resolve) => setImmediate(resolve))
    state.idle = 1
    room.freed('idle')
    assert.equal(await opening, 'channel')
  })

  test('waits for a channel that is no shell', async () => {
    const { room, state, channel } = machine(1, { open: 1 })
    let gone = (): void => {}
    room.occupied(new Promise<void>((resolve) => (gone = resolve)))
    const opening = room.open(channel)
    await new Promise((resolve) => setImmediate(resolve))
    state.open = 0
    gone()
    assert.equal(await opening, 'channel')
  })

  test('whoever has others goes on with them', async () => {
    const { room, channel } = machine(1, { open: 1, idle: 1 })
    await assert.rejects(
      room.open(channel, () => true),
      ChannelRefusedError,
    )
  })

  test('a machine that takes none at all is out of reach', async () => {
    const { room, channel } = machine(0)
    await assert.rejects(room.open(channel), /cannot reach m as it takes no further session: open failed/)
  })
})
