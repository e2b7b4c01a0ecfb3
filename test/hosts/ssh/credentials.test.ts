import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AnyAuthMethod } from 'ssh2'
import { Secret } from '../../../src/core/secret.js'
import { authenticate, type Credentials, newTrail } from '../../../src/hosts/ssh/credentials.js'
import { newKeyPair } from '../../../src/hosts/ssh/key_pair.js'
import { heldKey } from '../../../src/hosts/ssh/private_key.js'

const key = heldKey('/k/id', newKeyPair('').privateKey)
const all: Credentials = { user: 'u', agent: '/a', keys: [key], password: new Secret('sesame'), chosen: null }

function shown(credentials: Credentials) {
  const trail = newTrail()
  const held: string[] = []
  const hear = { trail, hold: () => void held.push('hold'), resume: () => void held.push('resume') }
  const handler = authenticate(credentials, hear)
  const next = () => new Promise<AnyAuthMethod | false>((resolve) => handler(['publickey'], false, resolve))
  return { trail, held, next }
}

describe('authenticate()', () => {
  test('shows the agent, keys, the password, the password again when asked for it, then nothing', async () => {
    const { next, trail } = shown(all)
    const types: string[] = []
    for (let method = await next(); method !== false; method = await next()) types.push(method.type)
    assert.deepEqual(types, ['agent', 'publickey', 'password', 'keyboard-interactive'])
    assert.deepEqual(trail.accepted, ['publickey'])
  })

  test('answers every prompt with the password', async () => {
    const { next } = shown({ ...all, agent: null, keys: [] })
    await next()
    const method = await next()
    assert.ok(method && method.type === 'keyboard-interactive')
    const answers = await new Promise((resolve) =>
      method.prompt(
        '',
        '',
        '',
        [
          { prompt: 'a', echo: false },
          { prompt: 'b', echo: false },
        ],
        resolve,
      ),
    )
    assert.deepEqual(answers, ['sesame', 'sesame'])
  })

  test('goes on after a key that cannot be used, and remembers why', async () => {
    const broken = { path: '/k/broken', load: () => Promise.reject(new Error('broken')), passphrase: async () => null }
    const { next, trail } = shown({ ...all, agent: null, keys: [broken, key], password: null })
    const method = await next()
    assert.ok(method && method.type === 'publickey')
    assert.deepEqual(trail.tried, ['the key /k/broken', 'the key /k/id'])
    assert.equal(String(trail.problem), 'Error: broken')
  })

  test('says when somebody may be asked', async () => {
    const { next, held } = shown({ ...all, agent: null, password: null })
    await next()
    assert.deepEqual(held, ['hold', 'resume'])
  })
})
