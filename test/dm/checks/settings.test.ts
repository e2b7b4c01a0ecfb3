import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { settings } from '../../../src/dm/checks/settings.js'
import { findingsOf } from './findings_of.js'

const prometheus = (words: string): string => `monitoring_servers: [{host: a, ${words}}]\n`

describe('settings()', () => {
  const refused: [string, string, RegExp][] = [
    [
      'shell text',
      'server_configs: {worker: {log-level: "$(id)"}}\n',
      /^error server_configs\.worker\.log-level: log-level holds shell text/,
    ],
    [
      'shell text below',
      'master_servers: [{host: a, config: {a: {b: ["`id`"]}}}]\n',
      /^error master_servers\[0\]\.config\.a\.b: a\.b holds shell text/,
    ],
    [
      'a second line',
      'server_configs: {grafana: {smtp.password: "a\\nadmin_user = x"}}\n',
      /smtp\.password must stand on one line/,
    ],
    ['a key that is none', 'server_configs: {master: {"a b": 1}}\n', /a b is not a key of a configuration/],
    ['a prototype', 'server_configs: {master: {a.__proto__.b: 1}}\n', /is not a key of a configuration/],
    [
      'a key without a value',
      'server_configs: {master: {a: {b: }}}\n',
      /^error server_configs\.master\.a\.b: a\.b has no value/,
    ],
    [
      'a retention in hours',
      prometheus('storage_retention_time: 15h'),
      /storage_retention_time must be a number of days, such as 30d: "15h"/,
    ],
    ['an old retention', prometheus('storage_retention: "30"'), /storage_retention must be a number of days/],
    [
      'a size without a unit',
      prometheus('storage_retention_size: 50'),
      /storage_retention_size must be a whole number and its unit/,
    ],
    [
      'a backquote in a password',
      'grafana_servers: [{host: a, password: "`"}]\n',
      /password must not hold a backquote/,
    ],
  ]
  for (const [what, text, found] of refused) {
    test(`refuses ${what}`, () => assert.match(findingsOf(settings, text).join('\n'), found))
  }

  test('warns of words without an effect, where they say something', () => {
    assert.deepEqual(findingsOf(settings, prometheus('ng_port: 12020, prom_remote_write_to_vm: false')), [
      'warning monitoring_servers[0].ng_port: ng_port has no effect in a DM cluster',
    ])
    assert.deepEqual(findingsOf(settings, prometheus('ng_port: 0')), [])
  })
})
