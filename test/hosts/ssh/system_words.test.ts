import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { heldKey } from '../../../src/hosts/ssh/private_key.js'
import type { Hop, Route } from '../../../src/hosts/ssh/reacher.js'
import { channelWords, keyWords, masterControl, masterWords } from '../../../src/hosts/ssh/system_words.js'

const places = { folder: '/tmp/p' }
const key = { user: 'tidb', agent: null, keys: [heldKey('/k/id', '')], password: null, chosen: 'key' as const }
const hop = (address: string, more: Partial<Hop> = {}): Hop => ({
  where: { address, port: 2222 },
  credentials: key,
  timeoutMs: 5_000,
  ...more,
})
const route = (more: Partial<Route> = {}): Route => ({
  machine: 'm',
  name: '10.0.0.1',
  jumps: [],
  target: hop('10.0.0.1'),
  ...more,
})
const options = (words: readonly string[]) => words.filter((_, index) => words[index - 1] === '-o')

describe('masterWords()', () => {
  test('logs in by the key alone, to a host key that is known', () => {
    const words = masterWords(route(), { places, asked: null })
    assert.deepEqual(words.slice(-10), ['-p', '2222', '-l', 'tidb', '-i', '/k/id', '-f', '-N', '--', '10.0.0.1'])
    for (const setting of [
      'BatchMode=yes',
      'IdentitiesOnly=yes',
      'StrictHostKeyChecking=yes',
      'UserKnownHostsFile=/tmp/p/known_hosts',
      'HostKeyAlias=[10.0.0.1]:2222',
      'ConnectTimeout=5',
    ])
      assert.ok(options(words).includes(setting), setting)
  })

  test('no secret stands in the words', () => {
    const password = new Secret('open sesame')
    const credentials = { ...key, keys: [], password, chosen: 'password' as const }
    const secret = route({ target: hop('10.0.0.1', { credentials }), jumps: [hop('jump', { credentials })] })
    const words = masterWords(secret, { places, asked: 'password' })
    assert.deepEqual(words.slice(0, 8), ['sshpass', '-d', '3', 'sh', '-c', 'trap "" HUP; exec "$@"', 'sh', 'ssh'])
    assert.ok(!words.join(' ').includes('sesame'))
    assert.match(words.join(' '), /ProxyCommand=sshpass -f \/tmp\/p\/jump ssh .* -W '\[%h\]:%p' -- jump/)
  })

  test('leaves to ssh what nobody named', () => {
    const words = masterWords(route({ target: hop('h', { credentials: { ...key, chosen: null } }) }), {
      places,
      asked: null,
    })
    assert.ok(!words.includes('-i') && !options(words).includes('IdentitiesOnly=yes'))
  })
})

test('channelWords() never connects anew', () => {
  const words = channelWords(route(), { places, command: 'exec /bin/sh' })
  assert.ok(options(words).includes('ProxyCommand=false'))
  assert.deepEqual(words.slice(-3), ['--', '10.0.0.1', 'exec /bin/sh'])
})

test('keyWords() shows no credential', () => {
  assert.ok(options(keyWords(route(), { places, file: '/tmp/p/shown' })).includes('PreferredAuthentications=none'))
})

test('masterControl() speaks to the socket', () => {
  assert.deepEqual(masterControl(route(), { places, word: 'exit' }).slice(-4), ['-O', 'exit', '--', '10.0.0.1'])
})
