import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseMembers } from '../../src/dm/members.js'

const master = {
  name: 'm1',
  memberID: '11007177379717700053',
  alive: true,
  peerURLs: ['http://a:8291'],
  clientURLs: ['http://a:8261'],
}
const worker = { name: 'w1', addr: 'a:8262', stage: 'bound', source: 's1' }

function reply({ leader = {}, masters = {}, workers = {}, top = {} } = {}): string {
  return JSON.stringify({
    result: true,
    msg: '',
    members: [
      { leader: { msg: '', name: 'm1', addr: 'a:8261', ...leader } },
      { master: { msg: '', masters: [master], ...masters } },
      { worker: { msg: '', workers: [worker], ...workers } },
    ],
    ...top,
  })
}

describe('parseMembers()', () => {
  test('reads leader, masters and workers; the member id stays text', () => {
    assert.deepEqual(parseMembers(200, reply()), {
      leader: 'm1',
      masters: [
        {
          name: 'm1',
          memberId: '11007177379717700053',
          alive: true,
          clientUrls: ['http://a:8261'],
          peerUrls: ['http://a:8291'],
        },
      ],
      workers: [{ name: 'w1', address: 'a:8262', stage: 'bound', source: 's1' }],
    })
  })

  test('knows no leader where the election has none', () => {
    const found = parseMembers(200, reply({ leader: { msg: 'election: no leader', name: '' } }))
    assert.ok('leader' in found && found.leader === null)
  })

  test('calls a stage of a later version unknown', () => {
    const found = parseMembers(200, reply({ workers: { workers: [{ ...worker, stage: 'resting' }] } }))
    assert.ok('workers' in found && found.workers[0]?.stage === 'unknown')
  })

  test('shows a member that never started, without a name', () => {
    const found = parseMembers(
      200,
      reply({ masters: { masters: [{ ...master, name: '', clientURLs: [], alive: false }] } }),
    )
    assert.ok('masters' in found && found.masters[0]?.name === '' && !found.masters[0].alive)
  })

  const refused: [string, number, string, { problem: RegExp; code: number | null }][] = [
    [
      'result false with 200',
      200,
      reply({ top: { result: false, msg: '[code=46001:class=scheduler], Message: not started' } }),
      { problem: /not started/, code: 46001 },
    ],
    [
      'an inner msg, which hides an empty list',
      200,
      reply({ masters: { msg: '[code=38033] etcdserver: request timed out', masters: [] } }),
      { problem: /timed out/, code: 38033 },
    ],
    [
      'a gRPC status',
      500,
      '{"code":2,"message":"[code=38043:class=dm-master] not leader","details":[]}',
      { problem: /not leader/, code: 38043 },
    ],
    ['Not Implemented', 501, '{"code":12,"message":"Not Implemented"}', { problem: /Not Implemented/, code: null }],
    [
      'a page of a proxy',
      200,
      '<html>\n<body>Forbidden</body></html>',
      { problem: /HTTP 200 without JSON: "<html> <body>/, code: null },
    ],
    ['an empty body', 502, '', { problem: /an empty body/, code: null }],
    ['a list', 200, '[]', { problem: /without JSON/, code: null }],
    ['null', 200, 'null', { problem: /without JSON/, code: null }],
    [
      'no workers',
      200,
      '{"result":true,"members":[{"leader":{}},{"master":{"masters":[]}}]}',
      { problem: /no masters or no workers/, code: null },
    ],
    [
      'members that are no list',
      200,
      '{"result":true,"members":{}}',
      { problem: /no masters or no workers/, code: null },
    ],
  ]
  for (const [what, status, body, { problem, code }] of refused) {
    test(`takes ${what} for no answer`, () => {
      const found = parseMembers(status, body)
      assert.ok('problem' in found)
      assert.match(found.problem, problem)
      assert.equal(found.code, code)
    })
  }
})
