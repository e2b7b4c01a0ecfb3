import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { reachNotes } from '../../src/commands/reach_notes.js'
import { type Fetch, HttpError, httpFetch } from '../../src/hosts/http.js'

const answer: Fetch = async () => ({ status: 200, text: '' })
const silence: Fetch = async (url) => {
  throw new HttpError(url, 'none came')
}

describe('reachNotes()', () => {
  test('one sign of life is enough, before and after silence', async () => {
    let fetch = silence
    const notes = reachNotes((url, options) => fetch(url, options))
    const ask = (url: string) => notes.fetch(url, { timeoutMs: 1 }).catch(() => null)
    assert.equal(notes.silent('10.0.0.1'), null)
    await ask('http://10.0.0.1:1/')
    await ask('http://[fd00::1]:1/')
    assert.deepEqual([notes.silent('10.0.0.1'), notes.silent('fd00::1')], [true, true])
    fetch = answer
    await ask('http://10.0.0.1:2/')
    fetch = silence
    await ask('http://10.0.0.1:1/')
    assert.deepEqual([notes.silent('10.0.0.1'), notes.silent('fd00::1')], [false, true])
  })

  test('a refused connection, and one that is taken and never served, come from a machine', async () => {
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    for (const close of [false, true]) {
      if (close) await new Promise((resolve) => server.close(resolve))
      const notes = reachNotes(httpFetch)
      await assert.rejects(notes.fetch(`http://127.0.0.1:${port}/`, { timeoutMs: 200 }), HttpError)
      assert.equal(notes.silent('127.0.0.1'), false)
    }
  })

  test('an address that no packet leaves for is silent', async () => {
    const notes = reachNotes(httpFetch)
    await assert.rejects(notes.fetch('http://255.255.255.255:1/', { timeoutMs: 200 }), HttpError)
    assert.equal(notes.silent('255.255.255.255'), true)
  })
})
