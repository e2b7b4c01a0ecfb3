import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  digestScript,
  listScript,
  longestTextBytes,
  parentsScript,
  parseNames,
  parseStat,
  statScript,
  textScript,
} from '../../src/hosts/looks.js'
import { shells } from '../fakes/shells.js'

describe('parseStat()', () => {
  const table: readonly (readonly [string | null, object])[] = [
    [null, { kind: 'missing' }],
    ['regular file|644|12|root|0|wheel|0\n', { kind: 'file', mode: '0644', owner: 'root', group: 'wheel', size: 12 }],
    [
      'regular empty file|600|0|UNKNOWN|1234|UNKNOWN|5678\n',
      { kind: 'file', mode: '0600', owner: '1234', group: '5678', size: 0 },
    ],
    [
      'directory|1777|4096|root|0|root|0\n',
      { kind: 'directory', mode: '1777', owner: 'root', group: 'root', size: 4096 },
    ],
    ['fifo|644|0|a|1|b|1\n', { kind: 'other', mode: '0644', owner: 'a', group: 'b', size: 0 }],
    ['symbolic link|777|3|a|1|b|1\nto\nthere\n', { kind: 'link', target: 'to\nthere', owner: 'a', group: 'b' }],
  ]
  for (const [answer, stat] of table) {
    test(`reads ${JSON.stringify(answer)}`, () => assert.deepEqual(parseStat(answer), stat))
  }
})

test('parseNames() takes names as they are', () => {
  assert.deepEqual(parseNames(''), [])
  assert.deepEqual(parseNames('a\0b\nc\0'), ['a', 'b\nc'])
})

for (const { name, words, skip } of shells) {
  describe(`the scripts of looks on ${name}`, { skip }, () => {
    let folder = ''
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'dmbook-looks-'))
      writeFileSync(join(folder, 'a b'), 'text\n')
      writeFileSync(join(folder, "it's"), 'x'.repeat(longestTextBytes + 1))
    })
    after(() => rmSync(folder, { recursive: true }))

    function run(script: string): string {
      const [command = '', ...rest] = words
      // bash takes a socket as stdin for a remote login, and reads ~/.bashrc, unless it is a shell in a shell
      const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', SHLVL: '2' }
      return execFileSync(command, [...rest, '-c', script], { env, stdio: 'pipe' }).toString()
    }

    test('answer for what is there', () => {
      assert.equal(parseStat(run(statScript(`${folder}/a b`))).kind, 'file')
      assert.equal(run(textScript(`${folder}/a b`)), 'text\n')
      assert.match(run(digestScript(`${folder}/a b`)), /^[0-9a-f]{64}\n$/)
      assert.deepEqual(parseNames(run(listScript(folder))).sort(), ['a b', "it's"])
      assert.deepEqual(parseNames(run(parentsScript(`${folder}/x/y/z`))), [`${folder}/x/y`, `${folder}/x`])
    })

    test('say missing by their exit code', () => {
      for (const script of [statScript, textScript, digestScript, listScript]) {
        assert.throws(() => run(script(`${folder}/absent/x`)), { status: 44 })
      }
    })

    test('refuse a text that is too long', () => {
      assert.throws(() => run(textScript(`${folder}/it's`)), /longer than 4 MiB/)
    })
  })
}
