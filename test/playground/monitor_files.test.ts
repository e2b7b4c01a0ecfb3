import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { dashboardText, rulesText } from '../../src/playground/monitor_files.js'

test('rulesText is YAML with the placeholder', () => {
  assert.equal(parse(rulesText).groups[0].rules[0].labels.env, 'ENV_LABELS_ENV')
})

test('dashboardText() is JSON with a data source to fill in', () => {
  assert.equal(JSON.parse(dashboardText('X')).panels[0].datasource, '$' + '{DS_TEST-CLUSTER}')
})
