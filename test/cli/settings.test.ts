import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { globalSettings } from '../../src/cli/settings.js'

const around = { env: {}, cwd: '/work', userHome: '/home/me', user: 'me', packageRoot: '/dmbook' }

describe('globalSettings()', () => {
  test('has the defaults of tiup dm', () => {
    const { home, sshTimeoutMs, waitTimeoutMs, ssh, yes, json } = globalSettings({}, around)
    assert.deepEqual(
      [home, sshTimeoutMs, waitTimeoutMs, ssh, yes, json],
      ['/home/me/.dmbook', 5000, 60_000, null, false, false],
    )
  })

  test('takes the environment', () => {
    const settings = globalSettings({}, { ...around, env: { DMBOOK_HOME: 'state', DMBOOK_MIRROR: '/m' } })
    assert.deepEqual([settings.home, settings.mirror], ['/work/state', '/m'])
  })

  const native: [string | undefined, unknown, string | undefined, string | null][] = [
    [undefined, undefined, undefined, null],
    ['true', undefined, undefined, 'system'],
    ['1', undefined, undefined, 'system'],
    ['enable', undefined, undefined, 'system'],
    ['false', undefined, undefined, null],
    ['true', false, undefined, null],
    [undefined, true, undefined, 'system'],
    ['true', false, 'none', 'none'],
    [undefined, undefined, 'builtin', 'builtin'],
  ]
  for (const [env, flag, ssh, kind] of native) {
    test(`TIUP_NATIVE_SSH=${env}, --native-ssh ${flag}, --ssh ${ssh}: ${kind}`, () => {
      const options = { native_ssh: flag, ssh }
      assert.equal(globalSettings(options, { ...around, env: { TIUP_NATIVE_SSH: env } }).ssh, kind)
    })
  }

  test('says all wrong times at once', () => {
    assert.throws(() => globalSettings({ ssh_timeout: 'soon', wait_timeout: '-1' }, around), {
      code: 'E-USAGE',
      message: '2 problems',
    })
  })
})
