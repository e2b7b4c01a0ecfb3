// Edge case 54 of spec/dm-ansible-import.md §6.2.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages, takenOver } from './reading.js'

const upstreams = (silent: readonly string[], refused: readonly string[]) => ({
  dm_master: { upstreams: { silent, refused } },
})

test('54 an upstream that dm-master cannot reach is an error, at the line of its worker', () => {
  const { takeover, errors } = takenOver(upstreams(['172.16.10.82:3306'], []))
  assert.equal(takeover, null)
  assert.match(
    messages(errors),
    /no TCP gets through from 172\.16\.10\.71, .*, to 172\.16\.10\.82:3306, the upstream of mysql-replica-02/,
  )
  assert.match(errors[0]?.hint ?? '', /--no-check-upstreams/)
  assert.equal(errors[0]?.at?.line, 7)
})

test('54 one that is only down may come up', () => {
  const { takeover, warnings } = takenOver(upstreams([], ['172.16.10.82:3306']))
  assert.ok(takeover)
  assert.match(messages(warnings), /nobody listens on 172\.16\.10\.82:3306, the upstream of mysql-replica-02/)
})
