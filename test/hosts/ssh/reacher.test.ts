import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { sh } from '../../../src/core/sh.js'
import { realClock } from '../../../src/hosts/clock.js'
import { UnreachableError } from '../../../src/hosts/errors.js'
import { fetchThrough } from '../../../src/hosts/http.js'
import { readerOver } from '../../../src/hosts/remote_host.js'
import { Reacher, type Route } from '../../../src/hosts/ssh/reacher.js'
import { freePort } from '../../fakes/free_ports.js'
import { random } from '../../fakes/local_machine.js'
import { noSshd, type Sshd, startSshd } from '../../fakes/sshd.js'
import { deskKnowing, deskWith, hopAt, routeTo } from './logins.js'

const keepalive = { intervalMs: 5_000, count: 3 }

describe('Reacher', { skip: noSshd }, () => {
  let [target, jump]: Sshd[] = []
  before(async () => {
    ;[target, jump] = await Promise.all([startSshd(), startSshd()])
  })
  after(() => Promise.all([target?.close(), jump?.close()]))

  function two(): { target: Sshd; jump: Sshd } {
    assert.ok(target && jump)
    return { target, jump }
  }

  const reacherKnowing = (...sshds: Sshd[]) =>
    new Reacher({ desk: deskKnowing(...sshds), clock: realClock, random, keepalive })

  test('goes through a jump host, which is logged in to once', async () => {
    const { target, jump } = two()
    const reacher = reacherKnowing(target, jump)
    const [before, behind] = [jump.connections(), target.connections()]
    const route: Route = routeTo(target, { jumps: [hopAt(jump)] })
    const connections = await Promise.all([reacher.connect(route), reacher.connect({ ...route, machine: 'other' })])
    for (const connection of connections) assert.equal((await readerOver(connection).read(sh`echo on`)).stdout, 'on\n')
    await connections[0]?.close()
    const [, second] = connections
    assert.ok(second)
    assert.equal((await readerOver(second).read(sh`echo still`)).stdout, 'still\n')
    await second.close()
    assert.deepEqual([jump.connections() - before, target.connections() - behind], [1, 2])
  })

  test('leaves the jump host with the last machine, and logs in again for the next', async () => {
    const { target, jump } = two()
    const reacher = reacherKnowing(target, jump)
    const route = routeTo(target, { jumps: [hopAt(jump)] })
    for (const _ of [1, 2]) await (await reacher.connect(route)).close()
  })

  test('goes through two jump hosts', async (context) => {
    const { target, jump } = two()
    const third = await startSshd()
    context.after(() => third.close())
    const reacher = reacherKnowing(target, jump, third)
    const connection = await reacher.connect(routeTo(target, { jumps: [hopAt(jump), hopAt(third)] }))
    await connection.close()
  })

  test('names the hop that failed, for every machine behind it', async () => {
    const { target, jump } = two()
    const dead = { ...hopAt(jump), where: { address: '127.0.0.1', port: await freePort() } }
    const reacher = reacherKnowing(target)
    const route = routeTo(target, { jumps: [dead] })
    const both = [reacher.connect(route), reacher.connect({ ...route, machine: 'other' })]
    const found = await Promise.allSettled(both)
    const messages = found.map((result) => (result.status === 'rejected' ? String(result.reason.message) : ''))
    assert.match(messages[0] ?? '', /^cannot reach target as nothing listens at its jump host 127.0.0.1:/)
    assert.match(messages[1] ?? '', /^cannot reach other as nothing listens at its jump host 127.0.0.1:/)
  })

  test('says what the jump host says of the way behind it', async () => {
    const { target, jump } = two()
    const closed = { ...hopAt(target), where: { address: '127.0.0.1', port: await freePort() } }
    const connecting = reacherKnowing(target, jump).connect(routeTo(target, { target: closed, jumps: [hopAt(jump)] }))
    await assert.rejects(connecting, (error: Error) => {
      assert.ok(error instanceof UnreachableError)
      assert.match(
        error.message,
        /^cannot reach target as the jump host before 127.0.0.1:\d+ does not get there: Connection refused$/,
      )
      return true
    })
  })

  test('makes tunnels for HTTP, on the login that is there', async () => {
    const { target, jump } = two()
    const server = createServer((request, response) => response.end(`asked for ${request.url}`)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const reacher = reacherKnowing(target, jump)
    const route = routeTo(target, { jumps: [hopAt(jump)] })
    const before = jump.connections()
    const connection = await reacher.connect(route)
    const fetch = fetchThrough((host, to) => reacher.tunnel(route, { address: host, port: to }))
    for (const path of ['/one', '/two'])
      assert.equal((await fetch(`http://127.0.0.1:${port}${path}`, { timeoutMs: 2_000 })).text, `asked for ${path}`)
    await assert.rejects(fetch(`http://127.0.0.1:${await freePort()}/`, { timeoutMs: 2_000 }), { reached: true })
    await connection.close()
    assert.equal(jump.connections() - before, 1)
    server.close()
  })

  test('every hop shows its host key', async () => {
    const { target, jump } = two()
    const route = routeTo(target, { jumps: [hopAt(jump)] })
    await assert.rejects(reacherKnowing(target).connect(route), { code: 'E-HOST-KEY' })
    await assert.rejects(reacherKnowing(jump).connect(route), { code: 'E-HOST-KEY' })
    const questions: string[][] = []
    const ask = async (keys: readonly { where: { port: number } }[]) =>
      questions.push(keys.map(({ where }) => (where.port === jump.port ? 'jump' : 'target'))) > 0
    const desk = deskWith({ kind: 'ask', ask })
    const reacher = new Reacher({ desk, clock: realClock, random, keepalive })
    const connections = await Promise.all([reacher.connect(route), reacher.connect(route)])
    await Promise.all(connections.map((connection) => connection.close()))
    assert.deepEqual(questions, [['jump'], ['target']])
  })
})
