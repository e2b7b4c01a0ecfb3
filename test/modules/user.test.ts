import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { user } from '../../src/modules/user.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const passwd = (comment: string): string => `passwd=tidb:x:1001:1001:${comment}:/home/tidb:/bin/bash\ngroup=tidb\n`
const ours = passwd('dmbook made it for m1')

const check = async (stdout: string, want: object) =>
  user.check(fakeHost().expect(/getent/, { stdout }), completed(user, { name: 'tidb', ...want }), fakeTools())

async function scriptsOf(stdout: string, want: object): Promise<readonly string[]> {
  const host = fakeHost().allowWrites().expect(/awk/, { stdout })
  await user.apply(host, completed(user, { name: 'tidb', ...want }), fakeTools())
  return host.scripts.map((script) => script.split('\n').at(-1) ?? '')
}

describe('user', () => {
  const table: readonly [string, string, object, string | string[]][] = [
    ['missing', '', {}, ['make the user tidb']],
    [
      'missing, its home is not',
      'taken=yes\n',
      {},
      'blocked: cannot make the user tidb as /home/tidb is there already',
    ],
    ["somebody else's", passwd('DBA'), { mark: 'm1', group: 'other', home: '/elsewhere' }, 'same'],
    ['ours', ours, { mark: 'm1' }, 'same'],
    ['ours for another one too', ours, { mark: 'm2' }, ['note that m2 needs the user tidb']],
    ['missing', '', { state: 'absent', mark: 'm1' }, 'same'],
    ["somebody else's", passwd('DBA'), { state: 'absent', mark: 'm1' }, 'same'],
    ['made for another one', ours, { state: 'absent', mark: 'm2' }, 'same'],
    ['ours', ours, { state: 'absent', mark: 'm1' }, ['remove the user tidb and /home/tidb']],
    ['ours', ours, { state: 'absent' }, 'blocked: cannot remove the user tidb as no mark says whose it is'],
    [
      'in use',
      `${ours}process=7: sleep\n`,
      { state: 'absent', mark: 'm1' },
      'blocked: cannot remove the user tidb as it runs process 7: sleep',
    ],
    [
      'ours for another one too',
      passwd('dmbook made it for m1 m2'),
      { state: 'absent', mark: 'm1' },
      ['note that m1 does not need the user tidb any more'],
    ],
  ]
  for (const [name, stdout, want, expected] of table) {
    test(`check() of what is ${name}, ${JSON.stringify(want)}`, async () =>
      assert.deepEqual(summary(await check(stdout, want)), expected))
  }

  test('tells its group, home and who made it', async () => {
    const { result } = { result: {}, ...(await check(ours, { mark: 'm1' })) }
    assert.deepEqual(result, { uid: 1001, group: 'tidb', home: '/home/tidb', made: true })
  })

  test('refuses a mark that a comment cannot hold', async () => {
    await assert.rejects(check('', { mark: 'a:b' }), /the mark is no word: "a:b"/)
  })

  test('apply() makes, notes, strikes out and removes', async () => {
    assert.match((await scriptsOf('', { group: 'dba', mark: 'm1' })).join(), /^useradd -m -d \/home\/tidb .* -g dba /)
    assert.deepEqual(await scriptsOf(ours, { mark: 'm2' }), ["usermod -c 'dmbook made it for m1 m2' tidb"])
    const shared = passwd('dmbook made it for m1 m2')
    assert.deepEqual(await scriptsOf(shared, { mark: 'm1', state: 'absent' }), [
      "usermod -c 'dmbook made it for m2' tidb",
    ])
    assert.deepEqual(await scriptsOf(ours, { mark: 'm1', state: 'absent' }), ['userdel -f -r tidb 2>&1 || exit 1'])
  })
})
