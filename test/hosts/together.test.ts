import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Together } from '../../src/hosts/together.js'

describe('Together', () => {
  const asking = (asked: (readonly string[])[]) => (key: string, signal?: AbortSignal) => ({
    key,
    signal,
    all: async (items: readonly string[]) => {
      asked.push(items)
      return items.map(
        (item): PromiseSettledResult<string> =>
          item === 'bad' ? { status: 'rejected', reason: new Error(item) } : { status: 'fulfilled', value: `${item}!` },
      )
    },
  })

  test('one question for all of a key and signal in one tick, each with its own answer', async () => {
    const asked: (readonly string[])[] = []
    const of = asking(asked)
    const together = new Together<string>()
    const { signal } = new AbortController()
    const later = Promise.resolve().then(() => together.ask('c', of('x')))
    const answers = [
      together.ask('a', of('x')),
      together.ask('bad', of('x')),
      together.ask('a', of('y')),
      together.ask('a', of('x', signal)),
      later,
    ]
    const settled = await Promise.allSettled(answers)
    assert.deepEqual(
      settled.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason))),
      ['a!', 'Error: bad', 'a!', 'a!', 'c!'],
    )
    assert.deepEqual(asked, [['a', 'bad', 'c'], ['a'], ['a']])
    assert.equal(await together.ask('a', of('x')), 'a!')
    assert.equal(asked.length, 4)
  })

  test('a question that fails fails for all who asked it', async () => {
    const together = new Together<string>()
    const all = async () => {
      throw new Error('lost')
    }
    for (const each of [
      together.ask('a', { key: 'x', signal: undefined, all }),
      together.ask('b', { key: 'x', signal: undefined, all }),
    ])
      await assert.rejects(each, /lost/)
  })
})
