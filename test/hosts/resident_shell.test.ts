import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Script, sh } from '../../src/core/sh.js'
import { endScriptsOf } from '../../src/hosts/cancel.js'
import { ScriptTimeoutError, UnreachableError } from '../../src/hosts/errors.js'
import { openLocal } from '../../src/hosts/local.js'
import { ResidentShell } from '../../src/hosts/resident_shell.js'
import { fakeChannel } from '../fakes/fake_channel.js'
import { lives } from '../fakes/lives.js'
import { random } from '../fakes/local_machine.js'
import { shells } from '../fakes/shells.js'
import { until } from '../fakes/until.js'

const raw = (text: string): Script => sh`${sh.part(text as Script)}`

async function shellOf(words: readonly string[]): Promise<ResidentShell> {
  const options = { machine: 'm1', random, idle: () => {}, cancel: (pid: number) => cancel(pid) }
  const cancel = async (pid: number): Promise<void> => {
    const second = new ResidentShell(await openLocal(words), options)
    const { rc } = await second.run(endScriptsOf(pid, 1), { timeoutMs: 30_000 })
    second.close()
    assert.equal(rc, 0)
  }
  return new ResidentShell(await openLocal(words), options)
}

for (const { name, words, skip } of shells) {
  describe(`ResidentShell on ${name}`, { skip }, () => {
    const within = (work: (shell: ResidentShell) => Promise<void>) => async () => {
      const shell = await shellOf(words)
      try {
        await work(shell)
      } finally {
        shell.destroy()
      }
    }
    const say = async (shell: ResidentShell, text: string) => {
      const { rc, stdout, stderr } = await shell.run(raw(text), { timeoutMs: 30_000 })
      return { rc, stdout: stdout.toString(), stderr: stderr.toString() }
    }

    test(
      'edge 1: a child that reads stdin eats no command',
      within(async (shell) => {
        const asked = ['cat; echo one', 'read x; echo "two $x"', 'dd bs=1 count=100 2>/dev/null; echo three'].map(
          (text) => say(shell, text),
        )
        const answers = await Promise.all(asked)
        assert.deepEqual(
          answers.map(({ stdout }) => stdout),
          ['one\n', 'two \n', 'three\n'],
        )
      }),
    )

    test(
      'edge 2: a cancelled script ends with its children, and the shell goes on',
      within(async (shell) => {
        const seen: string[] = []
        const onOutput = (text: string) => seen.push(text)
        const asked = shell.run(raw('sleep 1002 & echo $!; sleep 1003'), { timeoutMs: 300, onOutput })
        await assert.rejects(asked, ScriptTimeoutError)
        assert.equal(lives(Number(seen.join(''))), false)
        assert.equal((await say(shell, 'echo on')).stdout, 'on\n')
      }),
    )

    test(
      'edge 2: what does not listen to TERM is killed',
      within(async (shell) => {
        const deaf = shell.run(raw("trap '' TERM; while :; do sleep 1; done"), { timeoutMs: 100 })
        await assert.rejects(deaf, ScriptTimeoutError)
        assert.equal((await say(shell, 'echo on')).stdout, 'on\n')
      }),
    )

    test('edge 4: what a login shell says before it answers is nobody’s', async () => {
      const shell = await shellOf(['sh', '-c', `echo noise; echo noise >&2; exec ${words.join(' ')}`])
      assert.deepEqual(await say(shell, 'echo x; echo y >&2'), { rc: 0, stdout: 'x\n', stderr: 'y\n' })
      shell.destroy()
    })

    test(
      'hands bytes on as they are, on both streams',
      within(async (shell) => {
        const script = raw("printf 'a\\000\\377\\r\\nb'; printf 'c\\000' >&2; exit 7")
        const { rc, stdout, stderr } = await shell.run(script, { timeoutMs: 30_000 })
        assert.equal(rc, 7)
        assert.deepEqual([...stdout], [97, 0, 255, 13, 10, 98])
        assert.deepEqual([...stderr], [99, 0])
      }),
    )

    const broken = [
      "echo 'unterminated",
      'if true; then',
      'echo $(',
      ')',
      'cat <<X',
      '}',
      'exit 3',
      'set -e; false',
      'exec true',
    ]
    test(
      'no script, however broken, harms the next one',
      within(async (shell) => {
        for (const text of broken) {
          await say(shell, text)
          assert.deepEqual(await say(shell, 'echo next'), { rc: 0, stdout: 'next\n', stderr: '' }, text)
        }
      }),
    )

    test(
      'nothing leaks from one script into the next',
      within(async (shell) => {
        await say(
          shell,
          'cd /tmp; set -e -u -f; a=1; PATH=/x; umask 077; trap "echo trapped" EXIT; f() { :; }; exec >/dev/null',
        )
        const { stdout } = await say(shell, 'echo "$PWD [$a] $PATH $LC_ALL"; umask -S')
        const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
        assert.equal(stdout, `/ [] ${path} C\nu=rwx,g=rx,o=rx\n`)
        assert.notEqual((await say(shell, 'f')).rc, 0)
      }),
    )

    test(
      'a long script and a long line pass',
      within(async (shell) => {
        const long = 'x'.repeat(200_000)
        assert.equal((await say(shell, `echo ${long}`)).stdout, `${long}\n`)
        assert.equal((await say(shell, 'dd if=/dev/zero bs=1048576 count=8 2>/dev/null')).stdout.length, 8 * 1_048_576)
      }),
    )
  })
}

describe('ResidentShell', () => {
  const options = { machine: 'm1', random, idle: () => {}, cancel: async () => {} }
  const tick = () => new Promise(setImmediate)

  test('scripts of one tick travel in one write', async () => {
    const channel = fakeChannel()
    const writes: string[] = []
    channel.stdin.on('data', (chunk: Buffer) => writes.push(chunk.toString()))
    const shell = new ResidentShell(channel, options)
    for (const text of ['one', 'two', 'three']) shell.run(raw(text), { timeoutMs: 1000 }).catch(() => {})
    await tick()
    await tick()
    assert.equal(writes.length, 1)
    assert.match(writes[0] ?? '', /eval one .*\n.*eval two .*\n.*eval three /s)
    shell.destroy()
    await tick()
  })

  test('a connection that is cut at any byte fails what is pending, and never gives rc 0', async () => {
    for (let length = 0; length < 60; length++) {
      const channel = fakeChannel()
      const shell = new ResidentShell(channel, options)
      shell.opened.catch(() => {})
      const asked = [raw('one'), raw('two')].map((script) => shell.run(script, { timeoutMs: 60_000 }))
      const results = Promise.allSettled(asked)
      await tick()
      await tick()
      const [opening = '', one = '', two = ''] = channel.marks()
      channel.saysOnStderr(`${opening}\n${one}\n`)
      channel.says(`${opening}7\nout${one}0\n${two}0\n`.slice(0, opening.length + length))
      await tick()
      channel.end({ kind: 'lost', text: 'cut' })
      const whole = length >= `7\nout${one}0\n`.length
      const [first, second] = await results
      assert.equal(first?.status, whole ? 'fulfilled' : 'rejected', `${length} bytes`)
      assert.ok(second?.status === 'rejected' && second.reason instanceof UnreachableError)
    }
  })

  test('a lost shell takes no more scripts', async () => {
    const channel = fakeChannel()
    const shell = new ResidentShell(channel, options)
    shell.opened.catch(() => {})
    channel.saysOnStderr('sshd: no more\n')
    await tick()
    channel.end({ kind: 'exit', text: 'exit code 1' })
    await tick()
    assert.equal(shell.lost, true)
    assert.equal(shell.refused, true)
    await assert.rejects(shell.run(raw('x'), { timeoutMs: 1000 }), {
      message: 'cannot reach m1 as its shell ended: exit code 1: sshd: no more',
    })
  })

  test('a shell takes no work while something still looks for what it runs', async () => {
    let idle = 0
    let done = (): void => {}
    const looked = new Promise<void>((resolve) => {
      done = resolve
    })
    const cancel = async (pid: number): Promise<void> => {
      const second = new ResidentShell(await openLocal(['/bin/sh']), {
        ...options,
        idle: () => {},
        cancel: async () => {},
      })
      await second.run(endScriptsOf(pid, 1), { timeoutMs: 30_000 })
      second.close()
      await looked
    }
    const options = { machine: 'm1', random, idle: () => void idle++, cancel }
    const shell = new ResidentShell(await openLocal(['/bin/sh']), options)
    await assert.rejects(shell.run(sh`sleep 1009`, { timeoutMs: 50 }), ScriptTimeoutError)
    const before = idle
    assert.equal(shell.load, 1)
    done()
    assert.equal(
      await until(
        async () => shell.load,
        (load) => load === 0,
      ),
      0,
    )
    assert.equal(idle, before + 1)
    shell.destroy()
  })

  test('a shell whose script cannot be cancelled is given up', async () => {
    const channel = fakeChannel()
    const cancel = () => Promise.reject(new Error('no second channel'))
    const shell = new ResidentShell(channel, { ...options, cancel })
    const asked = assert.rejects(shell.run(raw('x'), { timeoutMs: 50 }), ScriptTimeoutError)
    await tick()
    await tick()
    channel.says(`${channel.marks()[0]}7\n`)
    await asked
    assert.equal(channel.destroyed, true)
  })
})
