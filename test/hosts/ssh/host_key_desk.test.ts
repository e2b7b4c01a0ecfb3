import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DmbookError } from '../../../src/core/error.js'
import { hostKeyOf } from '../../../src/hosts/ssh/host_key.js'
import { HostKeyDesk, keyText, type ShownKey } from '../../../src/hosts/ssh/host_key_desk.js'
import { newKeyPair } from '../../../src/hosts/ssh/key_pair.js'
import { bookOf, deskWith } from './logins.js'

const newKey = (): string => newKeyPair('').publicKey.trim()
const blobOf = (text: string): Buffer => Buffer.from(text.split(' ')[1] ?? '', 'base64')
const at = (address: string) => ({ address, port: 22 })

describe('HostKeyDesk', () => {
  test('admits a known key without a word', async () => {
    const key = newKey()
    await deskWith({ kind: 'refuse' }, [`10.0.0.1 ${key}`]).admit(at('10.0.0.1'), blobOf(key))
  })

  test('refuses a changed key even where all new ones are accepted, and names both', async () => {
    const [old, now] = [newKey(), newKey()]
    const desk = deskWith({ kind: 'accept', noted: () => assert.fail('accepted') }, [`10.0.0.1 ${old}`])
    await assert.rejects(desk.admit(at('10.0.0.1'), blobOf(now)), (error: DmbookError) => {
      assert.match(error.message, /^cannot trust 10.0.0.1:22 as its host key has changed/)
      for (const key of [old, now]) assert.ok(error.message.includes(keyText(hostKeyOf(blobOf(key)))))
      assert.equal(error.exit, 'identity')
      return true
    })
  })

  test('refuses a revoked key', async () => {
    const key = newKey()
    const desk = deskWith({ kind: 'refuse' }, [`10.0.0.1 ${key}`, `@revoked * ${key}`])
    await assert.rejects(desk.admit(at('10.0.0.1'), blobOf(key)), /is revoked/)
  })

  test('refuses unknown keys where nobody may decide', async () => {
    await assert.rejects(deskWith({ kind: 'refuse' }).admit(at('10.0.0.1'), blobOf(newKey())), {
      code: 'E-HOST-KEY',
      exit: 'identity',
    })
  })

  test('pins what it accepts, and says so', async () => {
    const book = bookOf([])
    const noted: ShownKey[] = []
    const desk = new HostKeyDesk(book, { kind: 'accept', noted: (key) => noted.push(key) })
    const key = newKey()
    await desk.admit(at('10.0.0.1'), blobOf(key))
    await desk.admit(at('10.0.0.1'), blobOf(key))
    assert.deepEqual([book.added.length, noted.length], [1, 1])
  })

  test('asks once for all, when every handshake has come to its key or its end', async () => {
    const questions: (readonly ShownKey[])[] = []
    const desk = deskWith({
      kind: 'ask',
      ask: async (keys) => {
        questions.push(keys)
        return true
      },
    })
    const [a, b, c] = [desk.enter(), desk.enter(), desk.enter()]
    const waiting = [desk.admit(at('a'), blobOf(newKey())), desk.admit(at('b'), blobOf(newKey()))]
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(questions.length, 0)
    c()
    await Promise.all(waiting)
    assert.deepEqual(
      questions.map((keys) => keys.map(({ where }) => where.address)),
      [['a', 'b']],
    )
    for (const leave of [a, b, c]) leave()
  })

  test('shows a key once that two logins wait for', async () => {
    const questions: (readonly ShownKey[])[] = []
    const desk = deskWith({ kind: 'ask', ask: async (keys) => questions.push(keys) > 0 })
    const leave = [desk.enter(), desk.enter()]
    const key = blobOf(newKey())
    await Promise.all([desk.admit(at('a'), key), desk.admit(at('a'), key)])
    assert.deepEqual([questions.length, questions[0]?.length], [1, 1])
    for (const each of leave) each()
  })

  test('a no is the end of every login that waits', async () => {
    const desk = deskWith({ kind: 'ask', ask: async () => false })
    await assert.rejects(desk.admit(at('a'), blobOf(newKey())), { exit: 'refused', code: 'E-DECLINED' })
  })

  test('asks sshd only for types that are known of it', async () => {
    const desk = deskWith({ kind: 'refuse' }, [`10.0.0.1 ${newKey()}`])
    assert.deepEqual(await desk.algorithms(at('10.0.0.1')), ['ssh-ed25519'])
    assert.ok((await desk.algorithms(at('10.0.0.2'))).length > 1)
  })
})
