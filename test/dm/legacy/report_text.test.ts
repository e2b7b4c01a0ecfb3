import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemText } from '../../../src/core/error.js'
import { moves, reportText } from '../../../src/dm/legacy/report_text.js'
import { topologyText } from '../../../src/dm/legacy/topology_text.js'
import { assertGolden } from '../golden.js'
import { takenOver, wishes } from './reading.js'
import { shapes, shapeTakenOver } from './shapes.js'

for (const name of shapes)
  test(`reportText() tells what ${name} becomes, after all warnings`, async () => {
    const { takeover, warnings } = await shapeTakenOver(name, wishes)
    assert.ok(takeover)
    const said = warnings.map((warning) => `warning: ${problemText(warning)}\n`).join('')
    const text = reportText(takeover, { topology: '(its golden is beside this one)\n' })
    assertGolden(`legacy/${name}/report.txt`, `${said}${text}`)
  })

test('reportText() shows topology, sources, tasks and moves, and no password', () => {
  const ini = '[security]\nadmin_password = grafana-secret\n'
  const { takeover } = takenOver({ grafana: { config: { path: '/x/grafana.ini', text: ini } } })
  assert.ok(takeover)
  const topology = topologyText(takeover, { alertmanagerFile: null, supervised: false })
  assert.match(topology, /password: grafana-secret # admin_password of grafana\.ini/)
  const text = reportText(takeover, { topology })
  assert.doesNotMatch(text, /secret/)
  assert.match(text, /^ {4}password: \*{6} # admin_password of grafana\.ini$|password: \*{6} # admin/m)
  assert.match(
    text,
    /Tasks that go on:\n {2}shop of mysql-replica-01: Running\n {2}shop of mysql-replica-02: Running\n/,
  )
  assert.match(text, /dm_worker_meta → \/home\/tidb\/deploy\/dm-worker-8262\/dm_worker_meta/)
})

test('moves() has one line for each process', () => {
  const { takeover } = takenOver()
  assert.ok(takeover)
  assert.equal(moves(takeover).length, 6)
  assert.equal(moves(takeover)[0], 'dm-master 172.16.10.71:8261: /home/tidb/deploy → /home/tidb/deploy/dm-master-8261')
})
