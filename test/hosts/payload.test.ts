import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { describe, test } from 'node:test'
import { type Script, sh } from '../../src/core/sh.js'
import { ScriptTimeoutError, UnreachableError } from '../../src/hosts/errors.js'
import { openLocal } from '../../src/hosts/local.js'
import { type Payload, payloadProgram, runWithPayload } from '../../src/hosts/payload.js'
import { fakeChannel } from '../fakes/fake_channel.js'
import { random } from '../fakes/local_machine.js'
import { shells } from '../fakes/shells.js'

const options = { machine: 'm1', random, timeoutMs: 30_000 }

for (const { name, words, skip } of shells) {
  describe(`runWithPayload() on ${name}`, { skip }, () => {
    async function run(script: Script, payload: Payload, timeoutMs = 30_000) {
      const channel = await openLocal([...words, ...payloadProgram.slice(1)])
      const { rc, stdout, stderr } = await runWithPayload(channel, script, { ...options, timeoutMs, payload })
      return { rc, stdout: stdout.toString('latin1'), stderr: stderr.toString() }
    }

    test('hands every byte to the script, and none to the shell', async () => {
      const payload = Buffer.from("a\0b\xff'; exit 9 #\necho stolen\n", 'latin1')
      const script = sh`echo 'first line'
cat; echo said >&2; exit 3`
      assert.deepEqual(await run(script, payload), {
        rc: 3,
        stdout: `first line\n${payload.toString('latin1')}`,
        stderr: 'said\n',
      })
    })

    test('carries megabytes', async () => {
      const { stdout } = await run(sh`wc -c`, Buffer.alloc(5_000_000))
      assert.equal(stdout.trim(), '5000000')
    })

    test('a script may leave the payload unread', async () => {
      assert.equal((await run(sh`exit 4`, Buffer.alloc(5_000_000))).rc, 4)
    })

    test('a payload that cannot be read fails with its own reason', async () => {
      await assert.rejects(run(sh`cat`, createReadStream('/nowhere/at/all')), /ENOENT/)
    })

    test('a script that takes too long is ended', async () => {
      await assert.rejects(run(sh`sleep 100`, Buffer.alloc(0), 100), ScriptTimeoutError)
    })
  })
}

test('runWithPayload() fails where the channel breaks, whatever came before', async () => {
  const channel = fakeChannel()
  const asked = runWithPayload(channel, sh`cat`, { ...options, payload: Buffer.from('x') })
  await new Promise(setImmediate)
  channel.says(`${channel.marks()[0]}0\n`)
  channel.end({ kind: 'lost', text: 'cut' })
  await assert.rejects(asked, UnreachableError)
})
