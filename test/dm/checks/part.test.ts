import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Topology } from '../../../src/dm/schema/topology.js'
import { parseTopology } from '../../../src/dm/topology.js'
import { problemsOf } from '../clusters.js'

const cluster: Topology = { monitored: {}, master_servers: [{ host: 'a' }, { host: 'a', port: 8261 }, { host: 'b' }] }
const problems = (text: string) => problemsOf(text, { mode: 'scale-out', cluster })

describe('a scale-out', () => {
  test('is compared with the cluster, and does not repeat what the cluster has against itself', () => {
    assert.deepEqual(problems('worker_servers:\n  - host: c\n'), [])
    const [problem, ...rest] = problems('worker_servers:\n  - host: b\n    port: 8291\n')
    assert.match(problem?.message ?? '', /port 8291 of b is taken twice.*\(the other one is of the cluster as it is\)/)
    assert.equal(problem?.at?.line, 3)
    assert.deepEqual(rest, [])
  })

  test('finds a new instance in front of one of the cluster', () => {
    const [problem] = problemsOf('master_servers:\n  - host: b\n    peer_port: 8262\n    port: 1\n', {
      mode: 'scale-out',
      cluster: { master_servers: [{ host: 'a' }], worker_servers: [{ host: 'b' }] },
    })
    assert.match(problem?.message ?? '', /port 8262 of b is taken twice/)
    assert.equal(problem?.at?.line, 3)
  })

  test('finds collisions among the new ones, with both places', () => {
    const [problem] = problems('worker_servers:\n  - host: c\n  - host: c\n')
    assert.match(problem?.message ?? '', /name dm-c-8262.*see topology\.yaml:2:5/)
  })

  test('may be said again word for word', () => {
    assert.deepEqual(problems('master_servers:\n  - host: b\n    port: 8261\n'), [])
  })

  test('collides with the exporters of the cluster', () => {
    const [problem] = problems('worker_servers:\n  - host: c\n    port: 9100\n')
    assert.match(problem?.message ?? '', /port 9100 of c is taken twice/)
  })

  test('keeps places right beside a broken instance', () => {
    const found = problems('worker_servers:\n  - host: c\n    port: 0\n  - host: b\n    port: 8261\n')
    assert.deepEqual(
      found.map(({ at }) => at?.line),
      [3, 5],
    )
  })

  test('warns of sections that it cannot change', () => {
    const source = { file: 'x', text: 'server_configs:\n  master: {a: 1}\nworker_servers:\n  - host: c\n' }
    const { warnings } = parseTopology(source, { mode: 'scale-out', cluster })
    assert.deepEqual(
      warnings.map(({ message }) => message),
      ['server_configs is ignored: a scale-out adds instances to the cluster as it is'],
    )
  })
})
