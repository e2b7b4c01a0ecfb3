import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, test } from 'node:test'
import { beginsWith } from '../../../src/hosts/ssh/stream_start.js'

describe('beginsWith()', () => {
  test('takes the word and all before it off, torn as it may be', async () => {
    const stream = new PassThrough()
    const found = beginsWith(stream, 'mark')
    for (const chunk of ['noise of a login shell\nma', 'rk', '\nre', 'st']) {
      stream.write(chunk)
      await new Promise((resolve) => setImmediate(resolve))
    }
    stream.end()
    assert.equal(await found, true)
    assert.equal((await stream.toArray()).join(''), 'rest')
  })

  test('is false where the stream ends or breaks before', async () => {
    const ending = new PassThrough()
    ending.end('other\n')
    assert.equal(await beginsWith(ending, 'mark'), false)
    const breaking = new PassThrough()
    const found = beginsWith(breaking, 'mark')
    breaking.destroy()
    assert.equal(await found, false)
    assert.equal(await beginsWith(breaking, 'mark'), false)
  })
})
