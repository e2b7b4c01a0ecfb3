import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { deletion, refusal } from '../../src/modules/directory_deletion.js'
import { fakeHost } from '../fakes/fake_host.js'
import { localMachine } from './local_machine.js'

describe('refusal()', () => {
  const at = (path: string, real: string, mounts = '') =>
    refusal(fakeHost().expect(/pwd -P/, { stdout: `${real}\n/dev/sda / ext4 rw 0 0\n${mounts}` }), path)

  test('lets a directory of ours go', async () => assert.equal(await at('/dm', '/dm'), null))

  for (const path of ['/', '/etc', '/var/lib', '/usr/local/bin']) {
    test(`keeps ${path}, by this name or another`, async () => {
      assert.equal(await at(path, path), 'it is a directory of the system')
      assert.equal(await at('/link', path), 'it is a directory of the system')
    })
  }

  test('keeps homes', async () => {
    assert.equal(await at('/home/other', '/home/other'), 'it is a home directory')
    assert.equal(await at('/dm', '/home/tidb'), 'it is a home directory')
  })

  test('keeps what something is mounted on or in', async () => {
    assert.equal(await at('/dm', '/dm', '/dev/sdb /dm ext4 rw 0 0\n'), 'something is mounted there: /dm')
    const below = '/dev/sdb /dm/my\\040data ext4 rw 0 0\n'
    assert.equal(await at('/dm', '/dm', below), 'something is mounted there: /dm/my data')
    assert.equal(await at('/dm', '/dm', '/dev/sdb /dm2 ext4 rw 0 0\n'), null)
  })
})

describe('deletion()', () => {
  test('deletes what a machine that broke down left of a mark, and refuses anything else without one', async (t) => {
    const { host, folder, close } = await localMachine()
    t.after(close)
    const path = join(folder, 'dm')
    mkdirSync(path)
    for (const name of ['..dmbook.dmbook-0123', '.dmbook-generation-m1']) writeFileSync(join(path, name), '')
    await host.run(deletion({ path, mark: 'm1' }))
    assert.ok(!existsSync(path))
    mkdirSync(path)
    writeFileSync(join(path, 'file'), '')
    await assert.rejects(host.run(deletion({ path, mark: 'm1' })), /not ours any more/)
  })

  test('looks at the mark again, and removes it last', () => {
    const script = deletion({ path: '/dm', mark: "m'1", keep: ['data[1]'] })
    assert.match(script, /\[ "\$\(cat \.dmbook\)" = 'm'\\''1' \]/)
    assert.match(script, /! -name \.dmbook ! -name 'data\\\[1\\]' -exec rm -rf/)
    assert.ok(script.indexOf('rm -f .dmbook') > script.indexOf('-exec rm -rf'))
  })
})
