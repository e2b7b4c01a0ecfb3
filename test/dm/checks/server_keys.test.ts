import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { serverKeys, serverWords } from '../../../src/dm/checks/server_keys.js'
import { masterKeys, workerKeys } from '../../../src/playground/toml_config.js'
import { findingsOf } from './findings_of.js'

const master = (word: string): string => `server_configs: {master: {${word}: 1}}\n`
const worker = (word: string): string => `worker_servers: [{host: a, config: {${word}: 1}}]\n`

describe('serverKeys()', () => {
  const cases: [string, string, RegExp | null][] = [
    ['v8.1.0', master('secret-key-path'), null],
    ['v2.0.0', master('rpc-rate-limit'), null],
    ['nightly', worker('relay-dir'), null],
    ['v5.4.0', worker('relay-dir'), null],
    ['v8.1.0', master('experimental.openapi'), null],
    [
      'v7.5.0',
      master('secret-key-path'),
      /^error server_configs\.master\.secret-key-path: .* is a word of v8\.0\.0: dm-master v7\.5\.0 does not start/,
    ],
    ['v5.3.0', worker('relay-dir'), /^error worker_servers\[0\]\.config\.relay-dir: .* dm-worker v5\.3\.0/],
    ['v8.1.0', worker('log-levl'), /^error .*log-levl is no word of dm-worker/],
    ['v8.1.0', master('tomorrows-word'), /^warning .*tomorrows-word is no word of dm-master that is known here/],
    ['v8.1.0', 'server_configs: {grafana: {smtp.user: x}}\n', null],
  ]
  for (const [version, text, wanted] of cases) {
    test(`${wanted ? 'finds' : 'sees'} ${wanted ? 'trouble' : 'none'} in ${text.trim()} for ${version}`, () => {
      const found = findingsOf(serverKeys(version), text).join('\n')
      if (wanted) assert.match(found, wanted)
      else assert.equal(found, '')
    })
  }
})

test('what dmbook lets through, and no more, is what the simulator starts with', () => {
  const releases = (words: Readonly<Record<string, string>>) =>
    Object.entries(words)
      .map(([word, since]) => `${word} ${/^\d+\.\d+$/.test(since) ? `${since}.0` : since}`)
      .sort()
  assert.deepEqual(releases(serverWords['dm-master']), releases(masterKeys))
  assert.deepEqual(releases(serverWords['dm-worker']), releases(workerKeys))
})
