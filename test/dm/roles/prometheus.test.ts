import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Json } from '../../../src/language/inventory.js'
import { hostOf, inventoryOf, withMaster } from '../clusters.js'

function prometheus(words: string, more = ''): { readonly [key: string]: Json } {
  const text = withMaster(`monitoring_servers:\n  - host: 10.0.0.1\n${words}${more}`)
  const own = hostOf(inventoryOf(text), 'prometheus').vars.prometheus
  assert.ok(own)
  return Object.fromEntries(Object.entries(own))
}

describe('prometheusFacet()', () => {
  test('keeps both limits of retention', () => {
    const { retention_time, retention_size } = prometheus('    storage_retention_size: 5GB\n')
    assert.deepEqual([retention_time, retention_size], ['30d', '5GB'])
  })

  for (const words of ['    enable_prom_agent_mode: true\n', '    additional_args: [--enable-feature=agent]\n']) {
    test(`an agent has no rules and no alerts: ${words.trim()}`, () => {
      const found = prometheus(
        words,
        'alertmanager_servers:\n  - host: 10.0.0.1\nworker_servers:\n  - host: 10.0.0.1\n',
      )
      assert.deepEqual([found.agent, found.rule_files, found.alertmanagers, found.additional_args], [true, [], [], []])
    })
  }

  test('names the rules of workers, or all beside a rule_dir, or none', () => {
    const worker = 'worker_servers:\n  - host: 10.0.0.1\n'
    assert.deepEqual(prometheus('').rule_files, [])
    assert.deepEqual(prometheus('', worker).rule_files, ['dm_worker.rules.yml'])
    assert.deepEqual(prometheus('    rule_dir: /r\n', worker).rule_files, ['*.rules.yml'])
  })

  test('probes through the blackbox_exporter of its own machine', () => {
    assert.equal(prometheus('').blackbox, null)
    assert.equal(prometheus('', 'monitored: {}\n').blackbox, '10.0.0.1:9115')
    assert.equal(prometheus('    ignore_exporter: true\n', 'monitored: {}\n').blackbox, null)
  })
})
