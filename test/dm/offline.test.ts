import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseOffline } from '../../src/dm/offline.js'

const refusal = (code: number): string =>
  JSON.stringify({ result: false, msg: `[code=${code}:class=scheduler:scope=internal:level=medium], Message: no` })

describe('parseOffline()', () => {
  const cases: readonly (readonly [string, string, number | null, number, string])[] = [
    ['a yes', 'removed', null, 200, '{"result":true,"msg":""}'],
    ['an unknown worker', 'removed', null, 200, refusal(46004)],
    ['an unknown master', 'removed', null, 200, refusal(38048)],
    ['a worker that is online', 'refused', 46005, 200, refusal(46005)],
    ['a name with a colon', 'refused', null, 501, '{"code":12,"message":"Not Implemented"}'],
    ['no leader', 'failed', 38043, 500, '{"code":2,"message":"[code=38043:class=dm-master]","details":[]}'],
    ['an unhealthy etcd', 'failed', null, 200, '{"result":false,"msg":"etcdserver: unhealthy cluster"}'],
    ['a page of a proxy', 'failed', null, 200, '<html>'],
  ]
  for (const [what, kind, code, status, body] of cases) {
    test(`${what} is ${kind}`, () => {
      const reply = parseOffline(status, body)
      assert.deepEqual([reply.kind, 'code' in reply ? reply.code : null], [kind, code])
    })
  }
})
