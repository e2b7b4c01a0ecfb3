import assert from 'node:assert/strict'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { keptExport, newExport, pruneExports } from '../../src/modules/kept_exports.js'
import { writeExport } from '../../src/state/config_export.js'
import { fakeDmctl } from '../fakes/fake_dmctl.js'
import { dmTools } from './dm_of.js'

test('the newest whole export of a version is found, and five stay', async (t) => {
  const tools = dmTools(t, fakeDmctl())
  const nothing = { sources: new Map(), tasks: new Map(), relay: new Map() }
  const names: string[] = []
  for (const [index, version] of ['v7.5.0', 'v8.1.0', 'v7.5.0', 'v8.1.0', 'v8.1.0', 'v8.1.0', 'v8.1.0'].entries()) {
    const head = { format: 1, cluster: 'c1', version, dmctl: version, exported: index * 1000 } as const
    const path = await newExport(tools, head)
    mkdirSync(join(tools.folder, 'exports'), { recursive: true })
    await writeExport(path, { ...nothing, head })
    names.push(path)
  }
  mkdirSync(join(tools.folder, 'exports', '.v7.5.0-19700101T000009Z.part'))
  assert.equal(await keptExport(tools, 'v7.5.0'), names[2])
  assert.equal(await keptExport(tools, 'v6.1.0'), null)
  await pruneExports(tools)
  const left = readdirSync(join(tools.folder, 'exports')).filter((name) => !name.startsWith('.'))
  assert.deepEqual(
    left.sort(),
    names
      .slice(2)
      .map((path) => path.replace(/^.*\//, ''))
      .sort(),
  )
})
