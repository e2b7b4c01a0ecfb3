import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemd } from '../../src/services/systemd.js'
import { fakeHost } from '../fakes/fake_host.js'

const unit = 'dm-master-8261'
const runtime = `XDG_RUNTIME_DIR=\${XDG_RUNTIME_DIR:-/run/user/$(id -u)}; export XDG_RUNTIME_DIR`

const startText = (systemctl = 'systemctl') =>
  `known=$(${systemctl} show -p LoadState,NeedDaemonReload dm-master-8261.service | sort | tr '\\n' ' ')
[ "$known" = 'LoadState=loaded NeedDaemonReload=no ' ] || ${systemctl} daemon-reload || exit 1
${systemctl} start dm-master-8261.service`

describe('systemd()', () => {
  const folder = '/etc/systemd/system'
  const services = systemd('system', { folder })

  test('asks the system’s manager as root, one script each', async () => {
    const host = fakeHost().allowWrites()
    await services.reload(host)
    await services.start(host, unit)
    await services.stop(host, unit)
    await services.enable(host, unit)
    await services.disable(host, unit)
    assert.deepEqual(host.scripts, [
      'systemctl daemon-reload',
      startText(),
      'systemctl stop dm-master-8261.service && { systemctl reset-failed dm-master-8261.service 2>/dev/null || :; }',
      'systemctl enable --no-reload dm-master-8261.service',
      'systemctl disable --no-reload dm-master-8261.service',
    ])
    assert.deepEqual([...new Set(host.ran.map(({ user }) => user))], ['root'])
  })

  test('kills what does not end in time, and waits for the end', async () => {
    const host = fakeHost().allowWrites()
    await services.stop(host, unit, { killAfterMs: 10_000 })
    assert.deepEqual(host.scripts, [
      `timeout 10 systemctl stop dm-master-8261.service
[ $? -ne 124 ] || systemctl kill -s KILL dm-master-8261.service
systemctl stop dm-master-8261.service && { systemctl reset-failed dm-master-8261.service 2>/dev/null || :; }`,
    ])
  })

  test('looks in one script', async () => {
    const host = fakeHost().expect(/^shown=/, { stdout: 'LoadState=not-found\nActiveState=inactive\nMainPID=0\n' })
    assert.deepEqual(await services.status(host, unit), { kind: 'missing' })
    assert.equal(
      host.reads[0],
      `shown=$(systemctl show -p LoadState,ActiveState,SubState,MainPID,UnitFileState,Result,ExecMainStatus dm-master-8261.service) || exit 1
echo "$shown"
pid=$(echo "$shown" | sed -n 's/^MainPID=//p')
[ "\${pid:-0}" -gt 0 ] || exit 0
stat=; { read -r stat <"/proc/$pid/stat"; } 2>/dev/null
set -- \${stat##*) }
echo "ticks=\${20:-}"; echo "exe=$(readlink "/proc/$pid/exe")"`,
    )
  })

  test('reads the journal for the last lines', async () => {
    const script = 'journalctl -u dm-master-8261.service -n 20 -o cat --no-pager'
    assert.equal(await services.tail(fakeHost().expect(script, { stdout: 'bye\n' }), unit), 'bye\n')
  })

  test('keeps its record beside the unit', async () => {
    const host = fakeHost({ [`${folder}/.${unit}.current`]: { text: '{"digest":"a","bootId":"b","seenTicks":1}' } })
    assert.equal(services.path(unit), `${folder}/${unit}.service`)
    assert.equal((await services.current(host, unit))?.digest, 'a')
  })

  test('refuses a name that is none before anything runs', async () => {
    const host = fakeHost()
    await assert.rejects(services.start(host, 'x; reboot'), /cannot use "x; reboot" as a unit/)
    assert.deepEqual(host.ran, [])
  })

  test('finds the user’s manager without a login', async () => {
    const own = systemd('user', { folder: '/home/tidb/.config/systemd/user' })
    const host = fakeHost().allowWrites()
    await own.start(host, unit)
    assert.deepEqual(host.ran, [{ by: 'run', user: null, script: `${runtime}\n${startText('systemctl --user')}` }])
    assert.deepEqual([own.kind, own.become, own.folder], ['systemd-user', null, '/home/tidb/.config/systemd/user'])
  })
})
