import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { describe, test } from 'node:test'
import { ChannelRefusedError, UnreachableError } from '../../src/hosts/errors.js'
import { fetchThrough, HttpError, httpFetch, longestAnswerBytes } from '../../src/hosts/http.js'

/** A server of this machine for the length of one test. */
async function serving(listener: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  try {
    await work(`http://127.0.0.1:${address.port}/x`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('httpFetch()', () => {
  test('gives status and text, whatever the status is', () =>
    serving(
      (_, response) => response.writeHead(503).end('{"health":"false"}'),
      async (url) => {
        assert.deepEqual(await httpFetch(url, { timeoutMs: 5_000 }), { status: 503, text: '{"health":"false"}' })
      },
    ))

  test('sends method and body, and keeps no connection', () =>
    serving(
      async (request, response) => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk)
        response.end(`${request.method} ${Buffer.concat(chunks)} ${request.headers.connection}`)
      },
      async (url) => {
        const { text } = await httpFetch(url, { timeoutMs: 5_000, method: 'PUT', body: '{}' })
        assert.equal(text, 'PUT {} close')
      },
    ))

  test('follows no redirect', () =>
    serving(
      (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      async (url) => assert.equal((await httpFetch(url, { timeoutMs: 5_000 })).status, 307),
    ))

  test('gives up at the deadline, also in the middle of an answer', () =>
    serving(
      (_, response) => response.writeHead(200).write('half'),
      async (url) => {
        await assert.rejects(httpFetch(url, { timeoutMs: 100 }), {
          message: `cannot get an answer from ${url} as none came within 100 ms`,
        })
      },
    ))

  test('takes no endless answer', () =>
    serving(
      (_, response) => response.end(Buffer.alloc(longestAnswerBytes + 1)),
      async (url) => assert.rejects(httpFetch(url, { timeoutMs: 20_000 }), /longer than 10 MiB/),
    ))

  test('says why nobody answers', () =>
    assert.rejects(httpFetch('http://127.0.0.1:1/', { timeoutMs: 5_000 }), (error) => {
      return error instanceof HttpError && error.message.includes('ECONNREFUSED')
    }))
})

describe('fetchThrough()', () => {
  const refused = new ChannelRefusedError('Connection refused')
  const others = [
    new ChannelRefusedError('No route to host'),
    new ChannelRefusedError('Connection timed out'),
    new ChannelRefusedError('open failed'),
    new UnreachableError('m1', 'its jump host 10.0.0.9:22 does not answer within 5s'),
  ]
  for (const cause of [refused, ...others])
    test(`a way that ends with "${cause.message}" ${cause === refused ? 'shows' : 'does not show'} that the machine is there`, () =>
      assert.rejects(
        fetchThrough(() => Promise.reject(cause))('http://10.0.0.1:8261/', { timeoutMs: 5_000 }),
        (error) => error instanceof HttpError && error.reached === (cause === refused),
      ))
})
