// What every connection keeps, whatever carries it, and what Reader and Writer make of it. A transport's own test calls
// this with a real machine; all happens in one folder of it, as the connecting user and, where there is one, another.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { CommandError, OutputError, ScriptTimeoutError } from '../../src/hosts/errors.js'
import type { Connection, LocalFile } from '../../src/hosts/host.js'
import { readerOver, writerOver } from '../../src/hosts/remote_host.js'
import { until } from '../fakes/until.js'

export interface ConnectionUnderTest {
  readonly connection: Connection
  /** a folder on the machine that the connecting user may write, and others may enter */
  readonly folder: string
  /** a user that the connecting user may become; null where there is none, with the reason */
  readonly other: string | { readonly skip: string }
  /** how often something was written into resident shells so far; null where that is not seen */
  writes(): number | null
  close(): Promise<void>
}

const hostileNames = ["it's", 'a b', '-n', '$(touch x)', '`id`', 'new\nline', '*', '~', '\\', 'ünï', '"', '#', ';', '!']

/** `skips` says by test name what a connection cannot keep, and why. */
export function connectionContract(
  name: string,
  open: () => Promise<ConnectionUnderTest>,
  skips: Readonly<Record<string, string>> = {},
): void {
  describe(`Connection contract: ${name}`, () => {
    let it: ConnectionUnderTest
    let here: string
    before(async () => {
      it = await open()
      here = await mkdtemp(join(tmpdir(), 'dmbook-control-'))
    })
    after(async () => {
      await it?.close()
      await rm(here, { recursive: true, force: true })
    })
    const host = () => writerOver(it.connection)
    const path = (file: string): string => `${it.folder}/${file}`

    async function localFile(file: string, content: Buffer): Promise<LocalFile> {
      await writeFile(join(here, file), content)
      const sha256 = createHash('sha256').update(content).digest('hex')
      return { path: join(here, file), sha256, size: content.length }
    }

    test('facts tell the machine and the user', async () => {
      const { facts } = it.connection
      const { stdout } = await host().read(sh`id -un; uname -r; cat /proc/sys/kernel/random/boot_id; echo "$HOME"`)
      assert.deepEqual([facts.user, facts.kernel, facts.boot_id, facts.home], stdout.trimEnd().split('\n'))
      assert.ok(facts.cpus > 0 && facts.memory_bytes > 2 ** 20 && facts.hostname !== '' && facts.arch !== '')
      assert.ok(Math.abs(facts.clock_skew_ms) < 600_000)
    })

    test('looks of one tick make one round trip, each with its own answer', async () => {
      await host().read(sh`:`)
      const before = it.writes()
      const [passwd, absent, root, text] = await Promise.all([
        host().stat('/etc/passwd'),
        host().stat(path('absent')),
        host().stat('/'),
        host().text('/proc/sys/kernel/ostype'),
        ...Array.from({ length: 20 }, () => host().stat('/tmp')),
      ])
      assert.equal(passwd.kind, 'file')
      assert.deepEqual(absent, { kind: 'missing' })
      assert.equal(root.kind, 'directory')
      assert.equal(text, 'Linux\n')
      if (before !== null) assert.equal(it.writes(), before + 1)
    })

    test('an exit code is an answer only where it is accepted', async () => {
      assert.equal((await host().read(sh`exit 3`, { accept: [0, 3] })).rc, 3)
      const failing = host().run(sh`echo out; echo 'first line' >&2; echo 'no such thing' >&2; exit 3`)
      await assert.rejects(failing, (error) => {
        assert.ok(error instanceof CommandError)
        assert.equal(error.rc, 3)
        assert.equal(error.detail, 'first line\nno such thing')
        assert.match(error.message, /^cannot run echo out; .* on .* as it ended with 3: no such thing$/)
        return true
      })
    })

    test('a script that takes too long fails, and its processes are gone', async () => {
      const script = sh`sleep 300 & echo $! >${path('still')}; wait`
      await assert.rejects(host().run(script, { timeoutMs: 500 }), ScriptTimeoutError)
      assert.equal((await host().read(sh`echo on`)).stdout, 'on\n')
      // of a zombie nothing is left but its number
      const left = sh`xargs -0 <"/proc/$(cat ${path('still')})/cmdline" 2>&- || :`
      assert.equal(
        await until(
          async () => (await host().read(left)).stdout.trim(),
          (text) => text === '',
        ),
        '',
      )
    })

    test('an abort ends what runs, and what waits', async () => {
      const abort = new AbortController()
      const aborting = writerOver(it.connection, { signal: abort.signal })
      const asked = Array.from({ length: 6 }, () => assert.rejects(aborting.run(sh`sleep 100`), /interrupted/))
      setTimeout(() => abort.abort(new Error('interrupted')), 100)
      await Promise.all(asked)
      assert.equal((await host().read(sh`echo on`)).stdout, 'on\n')
    })

    test('output without end is cut off', async () => {
      await assert.rejects(host().read(sh`yes`), OutputError)
      assert.equal((await host().read(sh`echo on`)).stdout, 'on\n')
    })

    const atOnce = 'long work does not hold up looks, and shows its output as it comes'
    test(atOnce, { skip: skips[atOnce] ?? false }, async () => {
      const seen: string[] = []
      const script = sh`echo began; until [ -e ${path('go on')} ]; do sleep 0.05; done; echo done`
      const slow = host().run(script, { onOutput: (text) => seen.push(text), timeoutMs: 60_000 })
      assert.equal((await host().read(sh`echo look`)).stdout, 'look\n')
      assert.deepEqual(
        await until(
          async () => seen,
          ({ length }) => length > 0,
        ),
        ['began\n'],
      )
      await host().run(sh`touch ${path('go on')}`)
      assert.equal((await slow).stdout, 'began\ndone\n')
    })

    test('write() makes a file with its text, mode and nothing beside it, whatever its name', async () => {
      await host().run(sh`mkdir ${path('names')}`)
      for (const hostile of hostileNames) {
        const file = path(`names/${hostile}`)
        await host().write(file, `${hostile}\n'$x'\n`, { mode: '0640' })
        assert.equal(await host().text(file), `${hostile}\n'$x'\n`)
        assert.deepEqual(await host().stat(file), { ...(await host().stat(file)), kind: 'file', mode: '0640' })
      }
      assert.deepEqual(await host().list(path('names')), [...hostileNames].sort())
    })

    const contents: readonly (readonly [string, string | Buffer])[] = [
      ['nothing', ''],
      ['no last newline', 'a\nb'],
      ['a NUL', Buffer.from([1, 0, 2])],
      ['no text', Buffer.from([255, 254, 10])],
      ['a long text', `${'x'.repeat(1000)}\n`.repeat(300)],
      ['carriage returns', 'a\r\nb\r\n'],
    ]
    for (const [what, content] of contents) {
      test(`write() keeps ${what}`, async () => {
        const bytes = Buffer.from(content)
        await host().write(path('content'), content, { mode: '0600' })
        assert.equal(await host().digest(path('content')), createHash('sha256').update(bytes).digest('hex'))
        assert.deepEqual(
          (await host().list(it.folder))?.filter((name) => name.includes('dmbook-')),
          [],
        )
      })
    }

    test('write() replaces a link, refuses a directory and says what is in the way', async () => {
      await host().run(sh`cd ${it.folder} && echo old >target && ln -s target link && mkdir directory`)
      await host().write(path('link'), 'new\n', { mode: '0644' })
      assert.equal(await host().text(path('target')), 'old\n')
      assert.equal((await host().stat(path('link'))).kind, 'file')
      await assert.rejects(host().write(path('directory'), 'x\n', { mode: '0644' }), {
        message: `cannot write ${path('directory')} on ${it.connection.machine} as it ended with 1: it is a directory`,
      })
    })

    test('send() brings a file, and nothing where it lies there already', async () => {
      const content = Buffer.alloc(3_000_000, 'payload ')
      const file = await localFile('package', content)
      await host().send(file, path('sent'), { mode: '0644' })
      assert.equal(await host().digest(path('sent')), file.sha256)
      const inode = (await host().read(sh`stat -c %i ${path('sent')}`)).stdout
      await host().send(file, path('sent'), { mode: '0755' })
      assert.equal((await host().read(sh`stat -c %i ${path('sent')}`)).stdout, inode)
      assert.deepEqual(await host().stat(path('sent')), { ...(await host().stat(path('sent'))), mode: '0755' })
    })

    test('send() puts nothing into place that is not what was announced', async () => {
      const file = await localFile('changed', Buffer.from('other'))
      const announced = { ...file, sha256: '0'.repeat(64) }
      await assert.rejects(host().send(announced, path('unsent'), { mode: '0644' }), /did not arrive whole/)
      assert.deepEqual(await host().stat(path('unsent')), { kind: 'missing' })
    })

    test('stage() makes a file readable, once', async () => {
      const file = await localFile('staged.tar.gz', Buffer.from('package'))
      const [one, two] = await Promise.all([host().stage(file), writerOver(it.connection).stage(file)])
      assert.equal(one, two)
      assert.equal(await host().digest(one), file.sha256)
      if (it.connection.sharesFiles) assert.equal(one, file.path)
      else await host().run(sh`rm ${one}`)
    })

    test('stat(), text(), digest(), list() and missingParents() say what is there', async () => {
      await host().run(sh`cd ${it.folder} && mkdir -m 1777 d && ln -s /nowhere dangling && mkfifo pipe && echo x >d/.f`)
      assert.deepEqual(await host().stat(path('d')), {
        ...(await host().stat(path('d'))),
        kind: 'directory',
        mode: '1777',
      })
      const link = await host().stat(path('dangling'))
      assert.deepEqual(link, { ...link, kind: 'link', target: '/nowhere' })
      assert.equal((await host().stat(path('pipe'))).kind, 'other')
      assert.equal(await host().text(path('d/absent')), null)
      assert.equal(await host().digest(path('d/absent')), null)
      assert.equal(await host().list(path('d/absent')), null)
      assert.deepEqual(await host().list(path('d')), ['.f'])
      assert.deepEqual(await host().missingParents(path('d/a/b/c')), [path('d/a'), path('d/a/b')])
      await assert.rejects(host().text(path('d')), /cannot read .* as it ended with 1: it is no regular file/)
      await assert.rejects(host().list(path('d/.f')), CommandError)
    })

    test('a Reader has no way to write', () => {
      const reader = readerOver(it.connection)
      assert.deepEqual(
        ['run', 'write', 'send', 'stage'].filter((method) => method in reader),
        [],
      )
      assert.deepEqual(
        ['run', 'write', 'send', 'stage'].filter((method) => method in reader.as('root')),
        [],
      )
    })

    test('another user is entered once, and may not what it may not', async (context) => {
      if (typeof it.other !== 'string') return context.skip(it.other.skip)
      const other = host().as(it.other)
      const seen = await Promise.all([other.read(sh`id -un`), other.read(sh`umask; echo "$PATH"`)])
      assert.equal(seen[0]?.stdout, `${it.other}\n`)
      await host().run(sh`mkdir -m 0700 ${path('closed')} && touch ${path('closed/inside')}`)
      await assert.rejects(other.stat(path('closed/inside')), /may not be searched/)
      await assert.rejects(other.write(path('closed/inside'), 'x', { mode: '0600' }), CommandError)
      await assert.rejects(other.run(sh`sleep 100`, { timeoutMs: 100 }), ScriptTimeoutError)
      assert.equal((await other.read(sh`id -un`)).stdout, `${it.other}\n`)
      assert.equal((await other.as(null).read(sh`id -un`)).stdout, `${it.connection.facts.user}\n`)
    })
  })
}
