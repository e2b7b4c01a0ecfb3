import assert from 'node:assert/strict'
import { mkdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { filesNow, newestChange, ticksNow } from '../../src/modules/process_age.js'
import { type LocalMachine, localMachine } from './local_machine.js'

describe('filesNow()', () => {
  let machine: LocalMachine
  before(async () => {
    machine = await localMachine()
    await put("bin/it's $(x)/program", 'v1')
    await put('run.sh', 'exec bin/dm-master \\\n  --initial-cluster="a=http://a" \\\n  --name=a\n')
  })
  after(() => machine.close())

  const at = (path: string): string => join(machine.folder, path)
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(join(at(path), '..'), { recursive: true })
    await writeFile(at(path), text)
  }
  const digest = async (): Promise<string> =>
    (await filesNow(machine.host, [at('bin'), at('run.sh'), at('conf/x.toml')])).digest

  test('sees what changes, comes and goes', async () => {
    const seen = [await digest()]
    for (const change of [
      () => put("bin/it's $(x)/program", 'v2'),
      () => put('bin/second', ''),
      () => put('conf/x.toml', ''),
      () => rm(at('bin/second')),
      () => put('run.sh', 'exec bin/dm-master --name=b\n'),
    ]) {
      await change()
      seen.push(await digest())
    }
    assert.equal(new Set(seen).size, seen.length)
    assert.match(seen[0] ?? '', /^[0-9a-f]{64}$/)
  })

  test('tells a program of many MiB by its size and time, without reading it', async () => {
    const seen: string[] = []
    for (const [bytes, time] of [
      [2 ** 36, 1],
      [2 ** 36, 2],
      [2 ** 36 + 1, 2],
    ] as const) {
      await put('bin/dm-worker', '')
      await truncate(at('bin/dm-worker'), bytes)
      await utimes(at('bin/dm-worker'), time, time)
      const began = performance.now()
      seen.push(await digest(), await digest())
      assert.ok(performance.now() - began < 10_000, 'two looks at 64 GiB are no reading')
    }
    assert.deepEqual([seen[0], seen[2], seen[4]], [seen[1], seen[3], seen[5]])
    assert.equal(new Set(seen).size, 3)
    await rm(at('bin/dm-worker'))
  })

  test('does not count marks, and the peers in a script', async () => {
    const script = (peers: string) => put('run.sh', `exec bin/dm-worker \\\n  --join="${peers}" \\\n  --name=a\n`)
    await script('a:8261')
    const before = await digest()
    await script('a:8261,b:8261')
    await put('bin/.release', '{"confirmed":true}')
    assert.equal(await digest(), before)
  })

  test('does not care how the files are ordered', async () => {
    const one = await filesNow(machine.host, [at('bin'), at('run.sh')])
    const other = await filesNow(machine.host, [at('run.sh'), at('bin')])
    assert.equal(one.digest, other.digest)
    assert.ok(other.ticks >= one.ticks && one.ticks > 0)
    assert.ok((await ticksNow(machine.host)) >= other.ticks)
  })

  test('newestChange() is not later than the newest file, and at most two seconds earlier', async () => {
    const before = await ticksNow(machine.host)
    await put('bin/newest', 'x')
    const found = await newestChange(machine.host, [at('bin'), at('run.sh')])
    assert.ok(found <= (await ticksNow(machine.host)), String(found))
    assert.ok(found >= before - 220, `${found} ${before}`)
  })
})
