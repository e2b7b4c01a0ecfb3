import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { size } from '../../../src/dm/checks/size.js'
import { findingsOf } from './findings_of.js'

const servers = (section: string, hosts: string): string =>
  `${section}: [${[...hosts].map((host) => `{host: ${host}}`)}]\n`
const worker = servers('worker_servers', 'a')

describe('size()', () => {
  const cases: [string, string, string[]][] = [
    ['one master', servers('master_servers', 'a') + worker, []],
    ['three masters', servers('master_servers', 'abc') + worker, []],
    ['no master', worker, ['error master_servers: it has no dm-master']],
    [
      'two masters',
      servers('master_servers', 'ab') + worker,
      ['warning master_servers: 2 dm-masters stand no more failures than 1: an odd number is better'],
    ],
    [
      'no worker',
      servers('master_servers', 'a'),
      ['warning worker_servers: without a dm-worker no source can be replicated'],
    ],
    [
      'Grafana alone',
      servers('master_servers', 'a') + worker + servers('grafana_servers', 'a'),
      ['error grafana_servers[0]: Grafana has no Prometheus to ask'],
    ],
  ]
  for (const [what, text, found] of cases)
    test(`says of ${what}: ${found.length}`, () => assert.deepEqual(findingsOf(size, text), found))
})
