import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Findings } from '../../../src/dm/legacy/findings.js'
import { workerFindings } from '../../../src/dm/legacy/worker_words.js'
import { hostOf } from './inventory_host.js'
import { messages } from './reading.js'

function found(
  vars: Readonly<Record<string, string>>,
  change: { readonly cut?: boolean; readonly rendered?: string } = {},
) {
  const findings: Findings = { errors: [], warnings: [] }
  const host = hostOf(vars)
  const changed = [...host.vars].map(([name, variable]) => [name, { ...variable, ...change }] as const)
  workerFindings({ ...host, vars: new Map(changed) }, findings)
  return {
    errors: messages(findings.errors),
    warnings: messages(findings.warnings),
    places: findings.errors.map(({ at }) => at?.line),
  }
}

describe('workerFindings()', () => {
  test('finds nothing where nothing is said', () => {
    assert.deepEqual(found({}), { errors: '', warnings: '', places: [] })
    for (const flavor of ['mysql', 'mariadb', '']) assert.equal(found({ flavor }).errors, '')
  })

  test('a source_id has 32 characters at most, and no curly quotes', () => {
    assert.equal(found({ source_id: 'x'.repeat(32) }).errors, '')
    assert.match(found({ source_id: 'x'.repeat(33) }).errors, /longer than 32 characters/)
    const { errors, places } = found({ flavor: 'oracle', source_id: '“a”' })
    assert.match(errors, /holds a curly quote\n.*neither mysql nor mariadb: "oracle"/)
    assert.deepEqual(places, [2, 1])
  })

  test('an upstream on the loopback is strange where the worker is not', () => {
    assert.match(found({ mysql_host: 'localhost', ansible_host: '10.0.0.1' }).warnings, /upstream of w1 is localhost/)
    assert.equal(found({ mysql_host: '127.0.0.1', ansible_host: '127.0.0.1' }).warnings, '')
  })

  test('a password that Ansible read in another way is told of without it', () => {
    const { warnings } = found({ mysql_password: 'hush' }, { cut: true, rendered: 'other' })
    assert.match(warnings, /password of w1 ends before a #.*\n.*took the password of w1 for a number/)
    assert.doesNotMatch(warnings, /hush|other/)
  })
})
