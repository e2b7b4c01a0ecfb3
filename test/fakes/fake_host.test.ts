import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { fakeHost } from './fake_host.js'

describe('fakeHost()', () => {
  test('answers looks from its table', async () => {
    const host = fakeHost({
      '/dm/conf/a.toml': { text: 'x = 1\n', owner: 'tidb', mode: '0600' },
      '/dm/bin': { kind: 'directory' },
    })
    assert.deepEqual(await host.stat('/dm/conf/a.toml'), {
      kind: 'file',
      mode: '0600',
      owner: 'tidb',
      group: 'tidb',
      size: 6,
    })
    assert.equal((await host.stat('/dm')).kind, 'directory')
    assert.deepEqual(await host.stat('/nowhere'), { kind: 'missing' })
    assert.equal(await host.text('/dm/conf/a.toml'), 'x = 1\n')
    assert.deepEqual(await host.list('/dm'), ['bin', 'conf'])
    assert.equal(await host.list('/nowhere'), null)
    assert.deepEqual(await host.missingParents('/dm/log/deep/file'), ['/dm/log', '/dm/log/deep'])
    assert.deepEqual(host.ran, [])
  })

  test('refuses a script that it was not told about, and writes', async () => {
    const host = fakeHost()
    await assert.rejects(host.read(sh`id -u`), /not told about: id -u/)
    await assert.rejects(host.run(sh`reboot`), /not told about: reboot/)
    await assert.rejects(host.write('/a', 'x', { mode: '0644' }), /allows no writes: write \/a/)
  })

  test('answers what it was told, and fails as a machine would', async () => {
    const host = fakeHost()
      .expect('id -u', { stdout: '0\n' })
      .expect(/^systemctl/, { rc: 3 })
    assert.equal((await host.read(sh`id -u`)).stdout, '0\n')
    await assert.rejects(host.run(sh`systemctl is-active x`), /ended with 3/)
    assert.equal((await host.run(sh`systemctl is-active x`, { accept: [0, 3] })).rc, 3)
  })

  test('records what was run and written, as whom', async () => {
    const host = fakeHost().allowWrites()
    await host.as('root').run(sh`install -d ${'/dm data'}`)
    await host.write('/etc/x', 'text', { mode: '0644', owner: 'root' })
    assert.deepEqual(host.scripts, ["install -d '/dm data'"])
    assert.deepEqual(host.ran, [{ by: 'run', user: 'root', script: "install -d '/dm data'" }])
    assert.deepEqual(host.writes, [
      { user: null, path: '/etc/x', content: 'text', attributes: { mode: '0644', owner: 'root' } },
    ])
    assert.equal(await host.text('/etc/x'), 'text')
  })
})
