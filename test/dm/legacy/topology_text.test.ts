import assert from 'node:assert/strict'
import { test } from 'node:test'
import { topologyText } from '../../../src/dm/legacy/topology_text.js'
import { parseTopology } from '../../../src/dm/topology.js'
import { assertGolden } from '../golden.js'
import { takenOver, wishes } from './reading.js'
import { shapes, shapeTakenOver } from './shapes.js'

const options = { alertmanagerFile: '/state/alertmanager.yml', supervised: false }

for (const name of shapes)
  test(`topologyText() says of every value of ${name} where it came from`, async () => {
    const { takeover } = await shapeTakenOver(name, wishes)
    assert.ok(takeover)
    const text = topologyText(takeover, options)
    assertGolden(`legacy/${name}/topology.yaml`, text)
    assert.deepEqual(parseTopology({ file: 'x', text }, { mode: 'deploy' }).warnings, [])
  })

test('topologyText() is a topology that a deploy takes, whatever the cluster looks like', () => {
  const script = takenOver().takeover?.seen[0]?.look.script ?? ''
  const { takeover } = takenOver({
    dm_master: {
      script: script.replace('-L="info"', '-L="debug"'),
      config: { path: 'x', text: 'rpc-timeout = "30s"\nrpc-rate-limit = 10\n' },
    },
    grafana: { config: { path: '/x/grafana.ini', text: '[security]\nadmin_user = "dm"\nadmin_password = "a # b"\n' } },
  })
  assert.ok(takeover)
  const text = topologyText({ ...takeover }, { ...options, supervised: true })
  const { topology, warnings } = parseTopology({ file: 'x', text }, { mode: 'deploy' })
  assert.deepEqual(warnings, [])
  assert.deepEqual(topology.master_servers?.[0]?.config, { 'log-level': 'debug', 'rpc-rate-limit': 10 })
  assert.equal(topology.grafana_servers?.[0]?.password, 'a # b')
  assert.equal(topology.global?.user, undefined)
})
