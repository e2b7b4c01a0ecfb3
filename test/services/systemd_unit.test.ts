import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UnitSpec } from '../../src/services/services.js'
import { unitText } from '../../src/services/systemd_unit.js'

const spec: UnitSpec = {
  unit: 'dm-master-8261',
  description: 'dm-master service',
  script: '/dm-deploy/dm-master-8261/scripts/run_dm-master.sh',
  directory: '/dm-deploy/dm-master-8261',
  user: 'tidb',
  settings: ['MemoryLimit=2G', 'LimitNOFILE=1000000', 'LimitSTACK=10485760', 'TimeoutStopSec=120s'],
}

describe('unitText()', () => {
  test('is what TiUP writes for the system', () => {
    assert.equal(
      unitText(spec, 'system'),
      `[Unit]
Description=dm-master service
After=syslog.target network.target remote-fs.target nss-lookup.target

[Service]
MemoryLimit=2G
LimitNOFILE=1000000
LimitSTACK=10485760
User=tidb
ExecStart=/bin/bash -c '/dm-deploy/dm-master-8261/scripts/run_dm-master.sh'
Restart=always
RestartSec=15s
TimeoutStopSec=120s

[Install]
WantedBy=multi-user.target
`,
    )
  })

  test('names no user where the user’s own manager runs it', () => {
    assert.doesNotMatch(unitText(spec, 'user'), /^User=/m)
  })

  test('keeps what is wanted in the place of a default', () => {
    const settings = ['ExecReload=/bin/bash -c x', 'Restart=on-failure', 'RestartSec=1s']
    const text = unitText({ ...spec, settings }, 'system')
    assert.match(text, /sh'\nExecReload=\/bin\/bash -c x\nRestart=on-failure\nRestartSec=1s\n\n\[Install\]/)
    assert.doesNotMatch(text, /Restart=always/)
  })

  test('means a path as it is, through systemd and bash', () => {
    const text = unitText({ ...spec, script: "/a b/50%/$x/it's.sh" }, 'system')
    assert.ok(text.includes(String.raw`ExecStart=/bin/bash -c '\'/a b/50%%/$$x/it\'\\\'\'s.sh\''`), text)
  })

  test('refuses a value that would begin another line', () => {
    assert.throws(() => unitText({ ...spec, description: 'x\nUser=root' }, 'system'), /a value holds a newline/)
  })
})
