import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { metered } from '../../src/modules/metered.js'

const mib = 1024 * 1024

describe('metered()', () => {
  /** What is said of a transfer whose progress comes at these milliseconds. */
  async function saidOf(progress: readonly (readonly [number, number])[]): Promise<string[]> {
    let now = 0
    const said: string[] = []
    const tools = {
      clock: { now: () => now, monotonic: () => now, sleep: async () => {} },
      waiting: (text: string) => said.push(`… ${text}`),
      say: (text: string) => said.push(text),
    }
    const file = { name: 'x.tar.gz', verbs: ['sending', 'sent'] as const }
    const result = await metered(tools, file, async (hear) => {
      for (const [ms, bytes] of progress) {
        now = ms
        hear(bytes, 8 * mib)
      }
      return 'there'
    })
    assert.equal(result, 'there')
    return said
  }

  test('says each second how far it is, then how fast it was', async () => {
    const steps = [
      [100, mib],
      [1000, 2 * mib],
      [1500, 3 * mib],
      [2000, 4 * mib],
      [4000, 8 * mib],
    ] as const
    assert.deepEqual(await saidOf(steps), [
      '… sending x.tar.gz: 2.0 MiB of 8.0 MiB, 2.0 MiB/s',
      '… sending x.tar.gz: 4.0 MiB of 8.0 MiB, 2.0 MiB/s',
      '… sending x.tar.gz: 8.0 MiB of 8.0 MiB, 2.0 MiB/s',
      'sent x.tar.gz: 8.0 MiB in 4s, 2.0 MiB/s',
    ])
  })

  test('says nothing where nothing travelled', async () => assert.deepEqual(await saidOf([]), []))
})
