import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError, errorText } from '../../src/core/error.js'
import { parseTopology } from '../../src/dm/topology.js'
import { problemsOf, shipped, supervised, tiup, topologyOf, withMaster } from './clusters.js'
import { assertGolden } from './golden.js'

const parse = (text: string, mode: 'deploy' | 'scale-out' | 'stored' = 'deploy') =>
  parseTopology({ file: 'topology.yaml', text }, { mode })

describe('parseTopology()', () => {
  for (const [name, base] of [
    ['minimal', tiup],
    ['full', tiup],
    ['quickstart', supervised],
  ] as const) {
    test(`takes inventories/${name}.yaml without a warning`, () => {
      const { warnings } = parseTopology({ file: name, text: shipped(name) }, { mode: 'deploy', base })
      assert.deepEqual(warnings, [])
    })
  }

  test('gives what was written, and nothing that was not', () => {
    const text =
      '---\nmaster_servers:\n  - host: 10.0.0.1\n    numa_node: 0\n    log_dir: ""\n    data_dir:\nmonitored:\n'
    assert.deepEqual(topologyOf(text), { master_servers: [{ host: '10.0.0.1', numa_node: '0' }] })
  })

  test('keeps `monitored: {}` apart from an absent one', () => {
    assert.deepEqual(topologyOf(withMaster('monitored: {}\n')).monitored, {})
    assert.equal(topologyOf(withMaster('monitored:\n')).monitored, undefined)
  })

  test('says every problem at once, in order, with its place and the nearest word', () => {
    assertGolden('problems.txt', `${errorText(thrown(() => parse(brokenText)))}\n`)
  })

  test('names both places of a collision', () => {
    const [problem] = problemsOf(withMaster('worker_servers:\n  - host: 10.0.0.1\n    port: 8291\n'))
    assert.match(problem?.message ?? '', /port 8291 of 10\.0\.0\.1 is taken twice.*see topology\.yaml:2:5/)
    assert.equal(problem?.at?.line, 5)
  })

  test('shows no password', () => {
    const text = withMaster('grafana_servers:\n  - host: 10.0.0.1\n    password: hunter2`, x\n')
    const said = errorText(thrown(() => parse(text)))
    assert.match(said, /backquote/)
    assert.doesNotMatch(said, /hunter2|, x/)
  })

  test('says which user a supervised cluster may have', () => {
    const [problem] = problemsOf(withMaster('global:\n  user: tidb\n'), { base: supervised })
    assert.match(problem?.message ?? '', /supervised services run as the caller, me: user tidb/)
    assert.equal(problem?.at?.line, 4)
    assert.deepEqual(problemsOf(withMaster('global:\n  user: me\n'), { base: supervised }), [])
  })

  test('stored: what was accepted once is a warning, what is broken is not', () => {
    const text = 'master_servers:\n  - host: a\n    imported: true\n    name: a:8261\n  - host: a\n'
    const { warnings } = parse(text, 'stored')
    const said = warnings.map(({ message }) => message).join('\n')
    for (const word of [/imported/, /hold a colon/, /taken twice/, /is also deploy_dir/]) assert.match(said, word)
    assert.throws(() => parse('master_servers:\n  - host: "$(id)"\n', 'stored'), { code: 'E-TOPOLOGY' })
  })

  test('scale-out: needs no master, and says which sections it ignores', () => {
    const { topology, warnings } = parse('global:\n  user: x\nworker_servers:\n  - host: 10.0.0.9\n', 'scale-out')
    assert.deepEqual(topology.worker_servers, [{ host: '10.0.0.9' }])
    assert.match(warnings[0]?.message ?? '', /global is ignored/)
  })

  for (const text of ['', '- 1\n', 'master_servers: 1\n', 'master_servers:\n  -\n', ': [', 'a: &a [*a]\n']) {
    test(`refuses ${JSON.stringify(text)} without falling over`, () => {
      assert.ok(problemsOf(text).length > 0)
    })
  }
})

function thrown(action: () => unknown): unknown {
  try {
    action()
    return null
  } catch (error) {
    assert.ok(error instanceof DmbookError)
    return error
  }
}

const brokenText = `component_versions: {}
global:
  user: "tidb;touch /tmp/pwned"
  sshport: 22
worker_server:
  - host: a
master_servers:
  - host: -oProxyCommand=x
  - host: 127.0.0.1
    port: 80a
  - host: 10.0.0.1
    data_dir: /etc
    config:
      log-level: $(id)
  - host: 10.0.0.1
    port: 8262
    peer_port: 8261
grafana_servers:
  - host: 10.0.0.1
`
