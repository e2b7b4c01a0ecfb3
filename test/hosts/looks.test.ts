import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  digestLook,
  listScript,
  longestTextBytes,
  type ManyLook,
  parentsScript,
  parseDigest,
  parseLooked,
  parseNames,
  parseStat,
  statLook,
  textScript,
} from '../../src/hosts/looks.js'
import { shells } from '../fakes/shells.js'

describe('parseStat()', () => {
  const table: readonly (readonly [string, object])[] = [
    ['-\0', { kind: 'missing' }],
    [
      '=\0regular file|644|12|root|0|wheel|0\n',
      { kind: 'file', mode: '0644', owner: 'root', group: 'wheel', size: 12 },
    ],
    [
      '=\0regular empty file|600|0|UNKNOWN|1234|UNKNOWN|5678\n',
      { kind: 'file', mode: '0600', owner: '1234', group: '5678', size: 0 },
    ],
    [
      '=\0directory|1777|4096|root|0|root|0\n',
      { kind: 'directory', mode: '1777', owner: 'root', group: 'root', size: 4096 },
    ],
    ['=\0fifo|644|0|a|1|b|1\n', { kind: 'other', mode: '0644', owner: 'a', group: 'b', size: 0 }],
    ['>to\nthere\n\0symbolic link|777|3|a|1|b|1\n', { kind: 'link', target: 'to\nthere', owner: 'a', group: 'b' }],
  ]
  for (const [answer, stat] of table) {
    test(`reads ${JSON.stringify(answer)}`, () => {
      assert.deepEqual((parseLooked(answer, 1, statLook) ?? []).map(parseStat), [stat])
    })
  }
})

describe('parseLooked()', () => {
  const digest = 'a'.repeat(64)

  test('gives each path its own line', () => {
    const looked = parseLooked(`=\0-\0!/x may not be searched\0=\0${digest}  /a\n\\${digest}  /b\\nc\n`, 4, digestLook)
    assert.deepEqual(
      looked?.map(({ kind }) => kind),
      ['there', 'missing', 'refused', 'there'],
    )
    assert.deepEqual(looked?.map(parseDigest), [digest, null, null, digest])
  })

  test('says nothing where a line or a word is missing', () => {
    assert.equal(parseLooked(`=\0=\0${digest}  /a\n`, 2, digestLook), null)
    assert.equal(parseLooked('=\0', 2, statLook), null)
    assert.equal(parseLooked('', 1, statLook), null)
  })
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
      symlinkSync('a b', join(folder, 'link'))
      writeFileSync(join(folder, "it's"), 'x'.repeat(longestTextBytes + 1))
    })
    after(() => rmSync(folder, { recursive: true }))

    function run(script: string): string {
      const [command = '', ...rest] = words
      // bash takes a socket as stdin for a remote login, and reads ~/.bashrc, unless it is a shell in a shell
      const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', SHLVL: '2' }
      return execFileSync(command, [...rest, '-c', script], { env, stdio: 'pipe' }).toString()
    }

    const looked = (look: ManyLook, paths: readonly string[]) =>
      parseLooked(run(look.script(paths)), paths.length, look) ?? []
    const kinds = (look: ManyLook, paths: readonly string[]) => looked(look, paths).map((each) => parseStat(each).kind)

    test('answer for what is there', () => {
      assert.deepEqual(kinds(statLook, [`${folder}/a b`, `${folder}/link`, folder, `${folder}/x`]), [
        'file',
        'link',
        'directory',
        'missing',
      ])
      assert.equal(run(textScript(`${folder}/a b`)), 'text\n')
      const [one, none, refused, two] = looked(digestLook, [`${folder}/a b`, `${folder}/x`, folder, `${folder}/link`])
      assert.match(one?.kind === 'there' ? one.line : '', /^[0-9a-f]{64} /)
      assert.deepEqual([none?.kind, refused?.kind, two?.kind], ['missing', 'refused', 'there'])
      assert.deepEqual(parseNames(run(listScript(folder))).sort(), ['a b', "it's", 'link'])
      assert.deepEqual(parseNames(run(parentsScript(`${folder}/x/y/z`))), [`${folder}/x/y`, `${folder}/x`])
    })

    test('say missing by their exit code', () => {
      for (const script of [textScript, listScript]) {
        assert.throws(() => run(script(`${folder}/absent/x`)), { status: 44 })
      }
    })

    test('refuse a text that is too long', () => {
      assert.throws(() => run(textScript(`${folder}/it's`)), /longer than 4 MiB/)
    })
  })
}
