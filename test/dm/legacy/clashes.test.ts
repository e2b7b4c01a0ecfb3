import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clashes } from '../../../src/dm/legacy/clashes.js'
import type { LegacyProcess } from '../../../src/dm/legacy/process.js'
import { legacyOf, messages, stock } from './reading.js'

const { processes } = legacyOf(stock)
const [worker] = processes.filter(({ role }) => role === 'dm-worker')
assert.ok(worker)

const said = (value: string) => ({ value, from: 'inventory.ini:6' })
/** The first worker once more, elsewhere. */
const another = (alias: string, vars: Readonly<Record<string, string>> = {}): LegacyProcess => {
  const own = Object.entries({ source_id: alias, ...vars }).map(([name, value]) => [name, said(value)] as const)
  return { ...worker, alias, address: `10.0.0.${alias}`, vars: new Map([...worker.vars, ...own]) }
}

describe('clashes()', () => {
  test('are none in a cluster as dm-ansible deploys it', () => {
    assert.deepEqual(clashes(processes), { errors: [], warnings: [] })
  })

  test('each later process is told of the first, at its own line', () => {
    const { errors } = clashes([worker, { ...another('2'), address: worker.address }])
    assert.match(messages(errors), /^dm_worker1 \(.*inventory\.ini:6:1\) and 2 both listen on 172\.16\.10\.72:8262$/m)
    assert.match(messages(errors), /and 2 both live in \/home\/tidb\/deploy of 172\.16\.10\.72/)
    assert.deepEqual(errors[0]?.at, worker.at)
    const three = ['2', '3', '4'].map((alias) => ({ ...another(alias), address: worker.address }))
    assert.equal(clashes(three).errors.filter(({ message }) => /^2 .*both listen/.test(message)).length, 2)
  })

  test('one directory on two hosts is none, nor are other roles in a worker’s', () => {
    assert.equal(messages(clashes([worker, another('2')]).errors), '')
    const grafana = processes.find(({ role }) => role === 'grafana')
    assert.ok(grafana)
    assert.equal(messages(clashes([worker, { ...grafana, address: worker.address }]).errors), '')
  })

  test('no server_id, or 0, is nobody’s identity', () => {
    for (const id of ['', '0'])
      assert.deepEqual(clashes([another('1', { server_id: id }), another('2', { server_id: id })]).warnings, [])
    assert.equal(clashes([another('1'), another('2')]).warnings.length, 1)
    assert.deepEqual(clashes([another('1'), another('2', { mysql_port: '3307' })]).warnings, [])
  })

  test('a loopback address is good where it is the only one', () => {
    const here = { ...worker, address: '127.0.0.1' }
    assert.deepEqual(clashes([here]).errors, [])
    const { errors } = clashes([another('2'), here])
    assert.match(messages(errors), /address 127\.0\.0\.1 of dm_worker1 .*: 10\.0\.0\.2 is one/)
    assert.equal(errors[0]?.hint, 'write its real address')
  })
})
