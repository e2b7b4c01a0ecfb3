import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { maskedText } from '../../../src/language/ansible/masked_text.js'
import { effort } from './effort.js'

describe('maskedText()', () => {
  const cases: readonly [string, string][] = [
    ['h mysql_password=abc mysql_port=1', 'h mysql_password=*** mysql_port=1'],
    [`h ansible_ssh_pass='a b' x=1`, 'h ansible_ssh_pass=** ** x=1'],
    ['h password="open and on', 'h password=***** *** **'],
    ['grafana_admin_password = a b # c', 'grafana_admin_password = * * * *'],
    ['h password = a b', 'h password = * *'],
    ['mysql_password: "a b"', 'mysql_password: ** **'],
    ['{ "api_key": "a", b: 1 }', '{ "api_key": **** ** * *'],
    ['TOKEN=abc', 'TOKEN=***'],
    ['h ansible_ssh_private_key_file=/k deploy_dir=/d', 'h ansible_ssh_private_key_file=/k deploy_dir=/d'],
    ['passenger=1 x=2', 'passenger=1 x=2'],
  ]
  for (const [text, masked] of cases)
    test(`covers ${text}`, () => {
      assert.equal(maskedText(text), masked)
      assert.equal(maskedText(text).length, text.length)
    })

  test('stays quick on hostile lines', () => {
    for (const text of ['a-', '\n ', 'password=', '"\\', "password='"])
      assert.ok(effort(() => maskedText(text.repeat(100_000))) < 5000, text)
  })
})
