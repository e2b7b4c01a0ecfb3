import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { bringText, fitsInline, replaceByStdin, replaceByText, setAttributes } from '../../src/hosts/replace_file.js'
import { shells } from '../fakes/shells.js'

describe('fitsInline()', () => {
  const table: readonly (readonly [string | Buffer, boolean])[] = [
    ['', true],
    ['a\n', true],
    ['a', true],
    ['a\0b\n', false],
    [Buffer.from('a\n'), false],
    [`${'x'.repeat(20_000)}\n`, false],
  ]
  for (const [content, fits] of table) {
    test(`${fits ? 'takes' : 'refuses'} ${JSON.stringify(content.toString().slice(0, 10))}`, () => {
      assert.equal(fitsInline(content), fits)
    })
  }
})

describe('replaceByText()', () => {
  test('is one script: leftovers away, fill, own, rename, sync', () => {
    const want = {
      path: '/etc/my app/x',
      attributes: { mode: '0640', owner: 'tidb', group: 'dm' },
      token: 'm1abc',
      mark: 'm1',
    }
    assert.equal(
      replaceByText(want, 'a\n'),
      `p='/etc/my app/x' t='/etc/my app/.x.dmbook-m1abc'
umask 077; set -C
fail() { rm -f "$t"; exit 1; }
[ -d "$p" ] && { echo 'it is a directory' >&2; exit 1; }
for old in '/etc/my app/.x.dmbook-'*; do case $old in '/etc/my app/.x.dmbook-m1'*) ;; *) [ -f "$old" ] && rm -f "$old" ;; esac; done
{ dd bs=65536 conv=fsync status=none >"$t" <<'ENDm1abc'
a
ENDm1abc
} || fail
chown tidb:dm "$t" || fail
chmod 0640 "$t" || fail
mv -f "$t" "$p" || fail
sync '/etc/my app' 2>/dev/null || :`,
    )
  })
})

for (const { name, words, skip } of shells) {
  describe(`replacing a file on ${name}`, { skip }, () => {
    let folder = ''
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'dmbook-replace-'))
    })
    after(() => rmSync(folder, { recursive: true }))
    const [command = '', ...rest] = words
    const run = (script: string, input = '') =>
      spawnSync(command, [...rest, '-c', script], { input, env: { ...process.env, SHLVL: '2' } })
    const want = (file: string, token: string) => ({
      path: join(folder, file),
      attributes: { mode: '0640' },
      token,
      mark: 'own',
    })
    const text = (file: string): string => readFileSync(join(folder, file), 'utf8')

    test('puts a text into place, with its mode', () => {
      assert.equal(run(replaceByText(want('a', '1'), "it's $x `y` \\\n")).status, 0)
      assert.equal(text('a'), "it's $x `y` \\\n")
      assert.equal(statSync(join(folder, 'a')).mode & 0o7777, 0o640)
      assert.equal(run(replaceByText(want('a', '2'), '')).status, 0)
      assert.equal(text('a'), '')
      for (const open of ['x', 'ä\n\nno end', '\n\n ']) {
        assert.equal(run(replaceByText(want('a', '3'), open)).status, 0)
        assert.equal(text('a'), open)
      }
    })

    test('a text that lies there already gets its mode, and stays', () => {
      const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
      for (const before of [null, 'abd']) {
        if (before !== null) writeFileSync(join(folder, 'd'), before)
        assert.equal(run(bringText(want('d', '1'), 'abc', sha256)).status, 0)
        assert.equal(text('d'), 'abc')
      }
      const { ino } = statSync(join(folder, 'd'))
      const open = { ...want('d', '2'), attributes: { mode: '0600' } }
      assert.equal(run(bringText(open, 'abc', sha256)).status, 0)
      assert.deepEqual([statSync(join(folder, 'd')).ino, statSync(join(folder, 'd')).mode & 0o7777], [ino, 0o600])
    })

    test('takes what is announced from stdin, and nothing else', () => {
      const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
      assert.equal(run(replaceByStdin(want('b', '1'), sha256), 'abc').status, 0)
      assert.equal(text('b'), 'abc')
      const torn = run(replaceByStdin(want('b', '2'), sha256), 'ab')
      assert.deepEqual([torn.status, torn.stderr.toString()], [1, 'the content did not arrive whole\n'])
      assert.equal(text('b'), 'abc')
    })

    test('a write that fails leaves nothing behind', () => {
      const failing = { ...want('c', '1'), attributes: { mode: '0640', owner: 'no-such-user' } }
      assert.notEqual(run(replaceByText(failing, 'x\n')).status, 0)
      assert.deepEqual(
        readdirSync(folder).filter((file) => file.includes('c')),
        [],
      )
    })

    test('a link at the temporary name is not followed, and a write of the same run is left alone', () => {
      writeFileSync(join(folder, 'victim'), 'safe')
      run(`ln -s victim ${join(folder, '.d.dmbook-1')}`)
      writeFileSync(join(folder, '.d.dmbook-own2'), 'under way')
      assert.equal(run(replaceByText(want('d', '1'), 'x\n')).status, 0)
      assert.equal(text('.d.dmbook-own2'), 'under way')
      run(`rm ${join(folder, '.d.dmbook-own2')}; ln -s victim ${join(folder, '.d.dmbook-own2')}`)
      assert.notEqual(run(replaceByText(want('d', 'own2'), 'x\n')).status, 0)
      assert.equal(text('victim'), 'safe')
    })

    test('setAttributes() changes a file, and never what a link points at', () => {
      writeFileSync(join(folder, 'e'), '')
      assert.equal(run(setAttributes(join(folder, 'e'), { mode: '0600' })).status, 0)
      assert.equal(statSync(join(folder, 'e')).mode & 0o7777, 0o600)
      run(`ln -s e ${join(folder, 'link')}`)
      assert.match(run(setAttributes(join(folder, 'link'), { mode: '0777' })).stderr.toString(), /no regular file/)
    })
  })
}

test('a write killed at any time leaves the old file or the new one, and the next one cleans up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dmbook-killed-'))
  const path = join(folder, 'file')
  writeFileSync(path, 'old\n')
  for (let round = 0; round < 40; round++) {
    const want = { path, attributes: { mode: '0644' }, token: `t${round}`, mark: `t${round}` }
    const script = replaceByText(want, `new ${round}\n`)
    const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore' })
    const closed = once(child, 'close')
    await sleep(round / 4)
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await closed
    assert.match(readFileSync(path, 'utf8'), /^(old|new \d+)\n$/)
  }
  const last = replaceByText({ path, attributes: { mode: '0644' }, token: 'last', mark: 'last' }, 'last\n')
  assert.equal(spawnSync('/bin/sh', ['-c', last]).status, 0)
  assert.deepEqual(readdirSync(folder), ['file'])
  rmSync(folder, { recursive: true })
})
