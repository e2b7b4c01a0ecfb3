import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { httpFiles } from '../../src/packages/http_files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { countingClock } from './counting_clock.js'
import { fileServer, serveMap } from './file_server.js'

const limits = { atMostBytes: 1000 }
const files = new Map([['a', Buffer.from('abc')]])

describe('httpFiles().read()', () => {
  test('reads a file, null for 404', async (t) => {
    const url = await fileServer(t, serveMap(files))
    const mirror = httpFiles(`${url}/`, countingClock())
    assert.equal(mirror.where, url)
    assert.equal((await mirror.read('/a', limits))?.toString(), 'abc')
    assert.equal(await mirror.read('b', limits), null)
  })

  test('refuses what is too long, at once', async (t) => {
    const clock = countingClock()
    const mirror = httpFiles(await fileServer(t, serveMap(files)), clock)
    await assert.rejects(mirror.read('a', { atMostBytes: 2 }), { code: 'E-MIRROR', message: /longer than the 2 bytes/ })
    assert.deepEqual(clock.sleeps, [])
  })

  test('tries again while the server is overloaded', async (t) => {
    let tries = 0
    const url = await fileServer(t, (_name, response) => {
      response.statusCode = ++tries < 3 ? 503 : 200
      response.end('abc')
    })
    assert.equal((await httpFiles(url, countingClock()).read('a', limits))?.toString(), 'abc')
    assert.equal(tries, 3)
  })

  test('tries again after an answer that was cut short', async (t) => {
    let tries = 0
    const url = await fileServer(t, (_name, response) => {
      response.setHeader('content-length', 3)
      if (++tries > 1) response.end('abc')
      else response.write('a', () => response.destroy())
    })
    assert.equal((await httpFiles(url, countingClock()).read('a', limits))?.toString(), 'abc')
  })

  test('gives up on a server that is not there', async (t) => {
    const url = await fileServer(t, serveMap(files))
    const dead = url.replace(/\d+$/, '1')
    const clock = countingClock()
    await assert.rejects(httpFiles(dead, clock).read('a', limits), {
      code: 'E-MIRROR',
      message: /^cannot read http:\/\/127\.0\.0\.1:1\/a as .* \(5 tries\)$/,
    })
    assert.equal(clock.sleeps.length, 4)
  })

  test('does not try again when it is forbidden', async (t) => {
    const clock = countingClock()
    const url = await fileServer(t, (_name, response) => {
      response.statusCode = 403
      response.end()
    })
    await assert.rejects(httpFiles(url, clock).read('a', limits), { message: /as the server answers 403 Forbidden$/ })
    assert.deepEqual(clock.sleeps, [])
  })

  test('follows a redirect', async (t) => {
    const url = await fileServer(t, (name, response) => {
      if (name === 'a') response.writeHead(302, { location: '/b' })
      response.end('abc')
    })
    assert.equal((await httpFiles(url, countingClock()).read('a', limits))?.toString(), 'abc')
  })
})

describe('httpFiles().download()', () => {
  test('makes a file for the owner only, false for 404', async (t) => {
    const to = join(temporaryFolder(t), 'a')
    const mirror = httpFiles(await fileServer(t, serveMap(files)), countingClock())
    assert.equal(await mirror.download('a', { to, ...limits }), true)
    assert.equal(readFileSync(to, 'utf8'), 'abc')
    assert.equal(statSync(to).mode & 0o777, 0o600)
    assert.equal(await mirror.download('b', { to, ...limits }), false)
  })

  test('begins anew after an answer that was cut short', async (t) => {
    const to = join(temporaryFolder(t), 'a')
    let tries = 0
    const url = await fileServer(t, (_name, response) => {
      response.setHeader('content-length', 3)
      if (++tries > 1) response.end('abc')
      else response.write('xy', () => response.destroy())
    })
    assert.equal(await httpFiles(url, countingClock()).download('a', { to, ...limits }), true)
    assert.equal(readFileSync(to, 'utf8'), 'abc')
  })

  test('stops at what is too long', async (t) => {
    const to = join(temporaryFolder(t), 'a')
    const mirror = httpFiles(await fileServer(t, serveMap(files)), countingClock())
    await assert.rejects(mirror.download('a', { to, atMostBytes: 2 }), { message: /longer than the 2 bytes/ })
  })
})
