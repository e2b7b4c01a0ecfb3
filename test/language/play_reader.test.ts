import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ex, load, rejected } from './fixture.js'

const play = (words: string) =>
  `plays:\n  - hosts: all\n    tasks: [{ probe: {} }]\n${words.replaceAll(/^(?=.)/gm, '    ')}`
const wrong = async (text: string) =>
  (await rejected(load({ 'main.yaml': text }))).map((said) => said.replace(/^main.yaml:\d+ cannot \w+ the \w+ as /, ''))

describe('readPlay()', () => {
  test('reads the words of a play', async () => {
    const text = play(
      'name: N\nserial: [1, "25%"]\norder: down_first\nlast: host.member == cluster.leader\nmax_failures: "20%"\nwhen: run.mode == "run"\nvars: { a: 1 }\nbecome: true\n',
    )
    const [found] = (await load({ 'main.yaml': text })).plays
    assert.deepEqual(
      [
        found?.serial,
        found?.order,
        found?.last?.text,
        found?.maxFailures,
        found?.when?.text,
        found?.unreachable,
        [...(found?.vars.keys() ?? [])],
      ],
      [[1, '25%'], 'down_first', 'host.member == cluster.leader', '20%', 'run.mode == "run"', 'abort', ['a']],
    )
  })

  test('is named by its hosts where it has no name', async () => {
    const [found] = (await load({ 'main.yaml': play('') })).plays
    assert.ok(found?.name.kind === 'literal')
    assert.equal(found.name.value, 'all')
  })

  test('its for_each is known in its name, hosts and tasks', async () => {
    await load({
      'main.yaml': `plays:\n  - name: Do ${ex('role')}\n    for_each: { role: [a, b] }\n    hosts: ${ex('groups.all.filter(h, h.role == role)')}\n    tasks: [{ fail: { message: "${ex('role')}" } }]\n`,
    })
  })

  const cases: readonly [string, readonly string[]][] = [
    ['serial: 0\n', ['serial must be a count from 1 or a percentage such as 25%: 0']],
    ['serial: [1, x]\n', ['serial must be a count from 1 or a percentage such as 25%: "x"']],
    ['serial: []\n', ['serial is an empty list']],
    ['max_failures: 200%\n', ['max_failures must be a count from 0 or a percentage such as 25%: "200%"']],
    ['order: down\n', ['order must be inventory or down_first: "down"']],
    ['for_each: { a: [1], b: [2] }\n', ['for_each has one name']],
    ['for_each: { host: [1] }\n', ['"host" is a built-in name']],
    ['for_each: { role: x }\n', ['for_each must give a list: "x"']],
    ['when: host.port == 1\n', ['nothing is named "host" here']],
    ['last: hots.port == 1\n', ['nothing is named "hots" here']],
  ]
  for (const [words, said] of cases)
    test(`refuses ${JSON.stringify(words)}`, async () => assert.deepEqual(await wrong(play(words)), said))

  test('refuses a play without hosts or tasks, or that is none', async () => {
    assert.deepEqual(await wrong('plays:\n  - name: x\n  - 5\n'), [
      'it has no tasks',
      'it has no hosts',
      'it must be a map: 5',
    ])
    assert.deepEqual(await wrong('plays: [{ hosts: [all, 5], tasks: [] }]\n'), [
      'hosts must be a group, a list of groups, or an expression that gives hosts',
    ])
  })

  test('a register does not take the name of the for_each', async () => {
    const text = play('for_each: { role: [a] }\n').replace('{ probe: {} }', '{ probe: {}, register: role }')
    assert.deepEqual(await wrong(text), ['"role" is the name of the play\'s for_each'])
  })
})
