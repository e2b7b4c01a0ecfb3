import assert from 'node:assert/strict'
import { test } from 'node:test'
import { displayJson } from '../../src/commands/display_json.js'
import { emptyRecord } from '../state/records.js'

test('displayJson() says the run that was interrupted', () => {
  const interrupted = { run: 'r1', command: 'dmbook start prod', started: 5 } as never
  const said = displayJson({ meta: emptyRecord('prod'), folder: '/s/clusters/prod', rows: [], interrupted, now: 0 })
  assert.deepEqual(JSON.parse(JSON.stringify(said)).interrupted, {
    run: 'r1',
    command: 'dmbook start prod',
    started: 5,
  })
})
