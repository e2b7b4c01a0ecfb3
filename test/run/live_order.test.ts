import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { placeAt } from '../../src/core/place.js'
import { UnreachableError } from '../../src/hosts/errors.js'
import type { Host } from '../../src/language/inventory.js'
import { newRegisters, playFrame } from '../../src/run/frame.js'
import { liveOrder } from '../../src/run/live_order.js'
import { hostNamed } from './playground.js'

const hosts = ['a', 'b', 'c', 'd'].map((name) => hostNamed(name))
const at = placeAt({ file: 'p.yaml', text: 'x' }, { offset: 0 })
const frame = playFrame({}, newRegisters(), {})

interface Now {
  readonly down?: string
  readonly lost?: string
  readonly leader?: string
}

/** The names in their order. `asked` counts how often it was looked up who is down. */
async function ordered(order: 'inventory' | 'down_first', { down = '', lost = '', leader }: Now) {
  const asked: Host[][] = []
  const evaluate = (scope: Readonly<Record<string, unknown>>): boolean => {
    if (lost === scope.name) throw new Error('nobody knows anything of a host that is out of reach')
    return scope.name === leader
  }
  const last = leader === undefined ? null : { text: 'leader', at, names: new Set<string>(), evaluate }
  const found = await liveOrder(hosts, {
    play: { order, last },
    frame,
    run: {
      scope: (_frame, { id }) => ({ name: id }),
      context: {
        lost: ({ id }) => (id === lost ? new UnreachableError('h', 'it is off') : null),
        down: async (some) => {
          asked.push([...some])
          return new Set([down])
        },
      },
    },
  })
  return { names: found.map(({ id }) => id).join(''), asked: asked.length }
}

describe('liveOrder()', () => {
  const rows: readonly (readonly ['inventory' | 'down_first', Now, string])[] = [
    ['inventory', {}, 'abcd'],
    ['inventory', { leader: 'a' }, 'bcda'],
    ['inventory', { down: 'c' }, 'abcd'],
    ['down_first', { down: 'c' }, 'cabd'],
    ['down_first', { down: 'c', leader: 'a' }, 'cbda'],
    ['down_first', { down: 'a', leader: 'a' }, 'bcda'],
    ['down_first', { down: 'c', lost: 'd', leader: 'a' }, 'cdba'],
    ['inventory', { lost: 'd', leader: 'd' }, 'dabc'],
  ]
  for (const [order, now, names] of rows)
    test(`${order}, ${JSON.stringify(now)}: ${names}`, async () => {
      assert.equal((await ordered(order, now)).names, names)
    })

  test('asks who is down where the play wants to know only', async () => {
    assert.equal((await ordered('inventory', {})).asked, 0)
    assert.equal((await ordered('down_first', {})).asked, 1)
  })
})
