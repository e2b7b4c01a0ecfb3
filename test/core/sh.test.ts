import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { quote, sh } from '../../src/core/sh.js'

const hostile = [
  '',
  ' ',
  "it's",
  '$(touch /tmp/x)',
  '`id`',
  'a\nb',
  '"',
  '\\',
  '*',
  '-rf',
  '~',
  '!!',
  'a;b',
  '\t',
  'ü',
  '#x',
]

describe('sh', () => {
  test('quotes each value as one word', () => {
    assert.equal(
      sh`install -d -m ${'0750'} ${sh.flag('-o', 'tidb')} ${'/dm data'}`,
      "install -d -m 0750 -o tidb '/dm data'",
    )
  })

  test('leaves no trace of an absent flag', () => {
    assert.equal(sh`install -d ${sh.flag('-o', undefined)} ${'/a'}`, 'install -d /a')
    assert.equal(sh`ls ${sh.flag('-o', null)}`, 'ls')
  })

  test('turns a list into its words', () => {
    assert.equal(sh`rm ${['a b', 'c']}`, "rm 'a b' c")
  })

  test('nests scripts as parts and as words', () => {
    const inner = sh`echo ${'a b'}`
    assert.equal(sh`( ${sh.part(inner)} )`, "( echo 'a b' )")
    assert.equal(execFileSync('sh', ['-c', sh`sh -c ${sh.word(inner)}`], { encoding: 'utf8' }), 'a b\n')
    assert.equal(sh.lines([inner, sh`true`]), "echo 'a b'\ntrue")
  })

  test('hands hostile words to a shell unchanged', () => {
    for (const word of hostile) {
      assert.equal(execFileSync('sh', ['-c', sh`printf %s ${word}`], { encoding: 'utf8' }), word)
    }
  })
})

describe('quote()', () => {
  test('refuses a NUL', () => {
    assert.throws(() => quote('a\0b'), TypeError)
  })
})

describe('sh.text()', () => {
  test('puts a text behind a command as it is', () => {
    assert.equal(sh`cat >/x ${sh.text("it's $x\n", 'END1')}\nexit`, "cat >/x <<'END1'\nit's $x\nEND1\nexit")
    assert.equal(sh`cat ${sh.text('', 'END1')}`, "cat <<'END1'\nEND1")
  })

  test('refuses a text without an end, or with the delimiter inside', () => {
    assert.throws(() => sh.text('x', 'END1'), /last line has no end/)
    assert.throws(() => sh.text('a\nEND1\nb\n', 'END1'), /holds its end/)
  })
})
