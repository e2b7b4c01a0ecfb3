// What a person disabled stays so, whatever writes units anew, until `enable`: only what is laid down for the first time
// is enabled. By the real playbooks, on units that can be enabled.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { arrangements } from './arrangements.js'
import { bundleAttempts } from './bundle.js'
import { Lane } from './lane.js'
import type { Verb } from './verbs.js'

const folder = mkdtempSync(join(tmpdir(), 'dmbook-boot-'))
let program = ''

before(async () => {
  program = await bundleAttempts(folder)
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('deploy again, reload and upgrade leave disabled units so; scale-out enables the new ones alone', async (t) => {
  const lane = new Lane(program, join(folder, 'lane'))
  t.after(() => lane.close())
  const units = join(lane.root, 'units')
  const enabled = (): string[] =>
    readdirSync(units)
      .flatMap((name) => /^(.*)\.enabled$/.exec(name)?.[1] ?? [])
      .sort()
  const done = async (verb: Verb): Promise<void> => {
    const ended = await lane.attempt(verb)
    assert.equal(ended?.exit, 0, `${verb}: ${ended?.said}`)
  }
  lane.reset('nothing')
  await done('deploy two')
  await done('start')
  assert.deepEqual(enabled(), ['dm-master-711', 'dm-master-712', 'dm-worker-731'])
  for (const unit of enabled()) rmSync(join(units, `${unit}.enabled`)) // what `systemctl disable` does, be it by hand

  await done('deploy two')
  await arrangements.configured(lane.root)
  await done('reload')
  await done('upgrade')
  assert.deepEqual(enabled(), [])
  await done('scale-out')
  assert.deepEqual(enabled(), ['dm-master-714', 'dm-worker-733'])
})
