import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { waitFor } from '../../src/modules/wait_for.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

const wanted = (want: object) => completed(waitFor, want)

describe('wait_for url', () => {
  const answers = (...given: readonly (number | Error)[]) => {
    const left = [...given]
    return async () => {
      const answer = left.length > 1 ? left.shift() : left[0]
      if (typeof answer !== 'number') throw answer
      return { status: answer, text: 'ready: yes' }
    }
  }

  test('waits for an answer below 400, and shows what it saw', async () => {
    const tools = fakeTools({ fetch: answers(new Error('connection refused'), 503, 200) })
    assert.deepEqual(await waitFor.read(fakeHost(), wanted({ url: 'http://a/' }), tools), { seen: 'status 200' })
    assert.deepEqual(tools.waited, ['no answer: connection refused', 'status 503'])
  })

  test('says the last answer at the end', async () => {
    const want = wanted({ url: 'http://a/', status: 204, timeout: '1s' })
    await assert.rejects(waitFor.read(fakeHost(), want, fakeTools({ fetch: answers(200) })), {
      message: 'cannot wait for http://a/ within 1s: last seen: status 200',
    })
    const text = wanted({ url: 'http://a/', contains: 'no', timeout: '1s' })
    await assert.rejects(waitFor.read(fakeHost(), text, fakeTools({ fetch: answers(200) })), /status 200, without no$/)
  })
})

describe('wait_for port and path', () => {
  test('looks on the machine', async () => {
    const host = fakeHost({ '/ready': {} }).expect(/proc.net.tcp/, { stdout: 'listen\t0100007F:2045\tsocket:[1]\n' })
    const read = (want: object) => waitFor.read(host, wanted({ timeout: '1s', ...want }), fakeTools())
    assert.deepEqual(await read({ port: 8261 }), { seen: 'something listens' })
    await assert.rejects(read({ port: 8261, state: 'closed' }), /port 8261 is closed within 1s: last seen: something/)
    assert.deepEqual(await read({ path: '/ready' }), { seen: 'file' })
    assert.deepEqual(await read({ path: '/gone', state: 'absent' }), { seen: 'missing' })
    await assert.rejects(read({ path: '/gone' }), /until \/gone is present within 1s: last seen: missing/)
  })

  test('wants exactly one thing', async () => {
    for (const want of [{}, { port: 1, path: '/a' }]) {
      await assert.rejects(async () => waitFor.read(fakeHost(), wanted(want), fakeTools()), /exactly one of/)
    }
  })
})
