import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iniLine } from '../../../src/language/ansible/ini_line.js'

test('iniLine() tells sections, bodies and nothing apart', () => {
  assert.deepEqual(iniLine('  ; x'), { kind: 'nothing' })
  assert.deepEqual(iniLine(' [g:vars] # x'), { kind: 'section', group: 'g', tag: 'vars', start: 1 })
  assert.deepEqual(iniLine('[g-1.x]'), { kind: 'section', group: 'g-1.x', tag: 'hosts', start: 0 })
  assert.deepEqual(iniLine('\th a=1 '), { kind: 'body', text: 'h a=1', start: 1 })
  assert.deepEqual(iniLine('[::1]:22'), { kind: 'body', text: '[::1]:22', start: 0 })
})

test('iniLine() says why a head is none', () => {
  const why = (line: string) => {
    const found = iniLine(line)
    return found.kind === 'broken' ? found.why : found.kind
  }
  assert.equal(why('[g] ; x'), 'only # begins a comment behind the head of a section')
  assert.equal(why('[a b]'), 'this is no head of a section')
  assert.equal(why('<<<<<<< HEAD'), 'a merge conflict is not resolved here')
})
