import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { headLine, hostList, hostOutcome, hostsText, slowHost, waitText } from '../../src/report/words.js'
import { changed, ok, Recorder } from './recorder.js'
import { after } from './replayed.js'

const head = { run: '7f3a', playbook: 'start', cluster: 'prod', mode: 'run' } as const

test('headLine() names what runs and on how many hosts', () => {
  assert.equal(headLine(head, 1), 'start prod: 1 host, run 7f3a')
  assert.equal(headLine({ ...head, cluster: null, mode: 'plan' }, 2), 'plan of start: 2 hosts, run 7f3a')
})

test('hostsText() and hostList() name few hosts and count many', () => {
  assert.equal(hostsText(['m1']), 'm1')
  assert.equal(hostsText(['m1', 'm2']), '2 hosts')
  assert.equal(hostList(['a', 'b', 'c'], 2), 'a, b and 1 more')
})

describe('waitText()', () => {
  test('says how many are done and what the slow host waits for', () => {
    const run = new Recorder('x', ['a', 'b', 'c'])
    const task = run.begin('Wait', ['a', 'b', 'c'])
    run.host(task, 'a', ok)
    run.waiting(task, 'c', 'got 503')
    const [view] = after(run.events).tasks
    assert.ok(view)
    assert.equal(waitText(view), '1 of 3 done, c: got 503')
    assert.deepEqual(slowHost(view), { host: 'c', text: 'got 503' })
  })

  test('leaves the count out where there is one host', () => {
    const run = new Recorder('x', ['a'])
    run.waiting(run.begin('Wait', ['a']), 'a', 'got 503')
    const [view] = after(run.events).tasks
    assert.ok(view)
    assert.equal(waitText(view), 'a: got 503')
  })
})

test('hostOutcome() says the word and what there is to say', () => {
  assert.equal(hostOutcome(ok), 'ok')
  assert.equal(hostOutcome(changed('create /a', 'mode 1 → 2')), 'changed: create /a, mode 1 → 2')
  assert.equal(hostOutcome({ kind: 'in_doubt', why: 'lost\nit' }), 'in doubt: lost it')
})
