import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmApiError, dmApi } from '../../src/hosts/dm_client.js'
import { httpFetch } from '../../src/hosts/http.js'
import { lies, lyingMaster } from './lying_master.js'

const good = JSON.stringify({
  result: true,
  msg: '',
  members: [
    { leader: { msg: '', name: 'dm-1', addr: 'a:8261' } },
    {
      master: {
        msg: '',
        masters: [
          { name: 'dm-1', memberID: '1', alive: true, peerURLs: ['http://a:8291'], clientURLs: ['http://a:8261'] },
        ],
      },
    },
    { worker: { msg: '', workers: [{ name: 'w-1', addr: 'a:8262', stage: 'free', source: '' }] } },
  ],
})
const noLeader = JSON.stringify({
  code: 2,
  message: '[code=38043:class=dm-master:scope=internal:level=high]',
  details: [],
})

type Answer = { readonly status: number; readonly text: string } | Error

/** An API whose masters answer what the table says, one answer after another, the last repeating. */
function api(table: Readonly<Record<string, readonly Answer[]>>) {
  const asked: string[] = []
  const timeouts = new Set<number>()
  const slept: number[] = []
  const rest = new Map(Object.entries(table).map(([master, answers]) => [master, [...answers]]))
  const fetch = async (url: string, { timeoutMs }: { timeoutMs: number }) => {
    asked.push(url)
    timeouts.add(timeoutMs)
    const answers = rest.get(new URL(url).host) ?? []
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (!answer || answer instanceof Error) throw answer ?? new Error('nobody')
    return answer
  }
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms)
  }
  return { dm: dmApi(Object.keys(table), { fetch, clock: { sleep } }), asked, timeouts, slept }
}

const ok = (text: string): Answer => ({ status: 200, text })
const hosts = (asked: readonly string[]): string[] => asked.map((url) => new URL(url).host)

describe('dmApi()', () => {
  test('members() takes the first master that answers', async () => {
    const { dm, asked, timeouts, slept } = api({ 'a:8261': [ok(good)], 'b:8261': [ok(good)] })
    assert.equal((await dm.members()).leader, 'dm-1')
    assert.deepEqual(asked, ['http://a:8261/apis/v1alpha1/members'])
    assert.deepEqual([[...timeouts], slept], [[3_000], []])
  })

  const failures: readonly (readonly [string, Answer])[] = [
    ['is frozen', new Error('none came within 3000 ms')],
    ['has no leader', { status: 500, text: noLeader }],
    ['answers 200 with an error inside', ok(JSON.stringify({ result: false, msg: '[code=46001:class=x]' }))],
    ['answers something else', ok('<html>')],
  ]
  for (const [what, answer] of failures) {
    test(`members() asks another master where one ${what}`, async () => {
      const { dm, asked } = api({ 'a:8261': [answer], 'b:8261': [ok(good)] })
      assert.equal((await dm.members()).workers[0]?.name, 'w-1')
      assert.deepEqual(hosts(asked), ['a:8261', 'b:8261'])
    })
  }

  test('members() never asks only once, also of a single master', async () => {
    const { dm, asked, slept } = api({ 'a:8261': [{ status: 500, text: noLeader }, ok(good)] })
    assert.equal((await dm.members()).leader, 'dm-1')
    assert.deepEqual([asked.length, slept.length], [2, 1])
  })

  describe('offline()', () => {
    const online = ok(JSON.stringify({ result: false, msg: '[code=46005:class=scheduler], Message: still online' }))

    test('asks until one master does it', async () => {
      const { dm, asked } = api({ 'a:8261': [{ status: 500, text: noLeader }], 'b:8261': [ok('{"result":true}')] })
      await dm.offline('worker', 'w 1')
      assert.equal(asked[1], 'http://b:8261/apis/v1alpha1/members/worker/w%201')
    })

    test('takes a refusal of DM for its last word', async () => {
      const { dm, asked } = api({ 'a:8261': [online], 'b:8261': [ok('{"result":true}')] })
      await assert.rejects(dm.offline('worker', 'w1'), (error) => {
        assert.ok(error instanceof DmApiError)
        assert.match(error.message, /^cannot remove the registration of w1 as DM refuses it: a:8261: .*still online/)
        assert.equal(error.dmCode, 46005)
        return true
      })
      assert.equal(asked.length, 1)
    })
  })

  test('members() names every master and its reason where none answers', async () => {
    const { dm, asked } = api({ 'a:8261': [new Error('refused')], 'b:8261': [{ status: 500, text: noLeader }] })
    await assert.rejects(dm.members(), (error) => {
      assert.ok(error instanceof DmApiError)
      assert.match(error.message, /^cannot list the members .* as no master gives an answer: a:8261: refused; b:8261: /)
      assert.equal(error.dmCode, 38043)
      return true
    })
    assert.equal(asked.length, 4)
  })

  test('members() without a master says so', () =>
    assert.rejects(api({}).dm.members(), /as no master gives an answer: there is no master to ask/))

  test('membersFrom() asks this one only, and once', async () => {
    const { dm, asked } = api({ 'a:8261': [ok(good)], 'b:8261': [new Error('refused'), ok(good)] })
    await assert.rejects(dm.membersFrom('b:8261'), /b:8261: refused/)
    assert.equal((await dm.membersFrom('b:8261')).leader, 'dm-1')
    assert.deepEqual(hosts(asked), ['b:8261', 'b:8261'])
  })

  test('a leader with three dead masters of seven is waited for', async () => {
    const masters = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`m${index}:8261`, [ok(good)]]))
    const { dm, timeouts } = api(masters)
    await dm.members()
    assert.deepEqual([...timeouts], [4_000])
  })

  const healths: readonly (readonly [Answer, boolean | null])[] = [
    [ok('{"health":"true"}'), true],
    [ok('{"health":"true","reason":""}'), true],
    [{ status: 503, text: '{"health":"false"}' }, false],
    [ok('<html>'), null],
    [new Error('refused'), null],
  ]
  for (const [answer, health] of healths) {
    const what = answer instanceof Error ? answer.message : answer.text
    test(`health() of ${what} is ${health}`, async () => {
      assert.equal(await api({ 'a:8261': [answer] }).dm.health('a:8261'), health)
    })
  }

  test('status() reads the lines, of an answer that is one', async () => {
    const text = 'Release Version: v6.0.0\nGit Commit Hash: abc\n\nUTC Build Time: 2022-04-19 09:00:02\n'
    const status = await api({ 'a:8261': [ok(text)] }).dm.status('a:8261')
    assert.deepEqual(Object.fromEntries(status ?? []), {
      'Release Version': 'v6.0.0',
      'Git Commit Hash': 'abc',
      'UTC Build Time': '2022-04-19 09:00:02',
    })
    assert.equal(await api({ 'a:8261': [{ status: 404, text }] }).dm.status('a:8261'), null)
    assert.equal(await api({ 'a:8261': [new Error('refused')] }).dm.status('a:8261'), null)
  })
})

describe('dmApi() and who leads', () => {
  const done = ok('{"result":true,"msg":""}')

  test('evict() and cancelEvict() tell this one master', async () => {
    const { dm, asked } = api({ 'a:8261': [done], 'b:8261': [done] })
    await dm.evict('b:8261')
    await dm.cancelEvict('b:8261')
    assert.deepEqual(asked, ['http://b:8261/apis/v1alpha1/leader/1', 'http://b:8261/apis/v1alpha1/leader/2'])
  })

  test('a 200 without a result is a refusal; it is asked again, and nobody else', async () => {
    const refusal = ok('{"result":false,"msg":"[code=38001:class=x], Message: not now"}')
    const { dm, asked } = api({ 'a:8261': [refusal], 'b:8261': [done] })
    await assert.rejects(dm.evict('a:8261'), {
      message:
        'cannot make a:8261 hand leadership over as no master gives an answer: a:8261: [code=38001:class=x], Message: not now',
    })
    assert.deepEqual(hosts(asked), ['a:8261', 'a:8261'])
  })
})

describe('dmApi() of a master that says something else than DM', () => {
  const apiOf = (...masters: string[]) => dmApi(masters, { fetch: httpFetch, clock: { sleep: async () => {} } })

  for (const lie of lies) {
    test(`${lie.name} is no list, no removal, no hand-over and no health`, async (t) => {
      const address = await lyingMaster(t, lie)
      const dm = apiOf(address)
      const refused = { name: 'DmApiError', code: 'E-DM-API', message: new RegExp(`^cannot .* as .*${address}: `) }
      await assert.rejects(dm.members(), refused)
      await assert.rejects(dm.offline('master', 'dm-1'), refused)
      await assert.rejects(dm.evict(address), refused)
      await assert.rejects(dm.cancelEvict(address), refused)
      assert.deepEqual([await dm.health(address), await dm.status(address)], [null, null])
    })

    test(`${lie.name} of one master: another one is asked`, async (t) => {
      const [bad, well] = [await lyingMaster(t, lie), await lyingMaster(t, { name: 'the truth', text: good })]
      assert.equal((await apiOf(bad, well).members()).leader, 'dm-1')
    })
  }
})
