import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { bootstrap } from '../../../src/playground/dm_master/bootstrap.js'
import { jsonReply } from '../../../src/playground/http/server.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'
import { addFakeWorker, fakeMaster } from '../fake_master.js'
import { fakeProgram } from '../fake_program.js'

const toml = (task: string, source: string): string =>
  Buffer.from(`name = "${task}"\nmode = "all"\nsource-id = "${source}"\n`).toString('base64')

async function scene(t: TestContext, stage = 'Running') {
  const { master, lines, close } = await fakeMaster()
  t.after(close)
  const folder = join(temporaryFolder(t), 'v1source')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.yaml'), 'source-id: s1\n')
  const asked: string[] = []
  const answer = ({ path, body }: { path: string; body: string }) => {
    if (path === '/pb.Worker/OperateV1Meta') asked.push(JSON.parse(body).op)
    const meta = { shop: { name: 'shop', stage, task: toml('shop', 's1') } }
    return jsonReply({ result: true, msg: '', meta, sourceStatus: {}, subTaskStatus: [] })
  }
  t.after(await addFakeWorker(master, { name: 'w1', answer }))
  return { master: { ...master, config: { ...master.config, v1Sources: folder } }, folder, lines, asked }
}

test('bootstrap() marks the version of a cluster that has none, and does nothing more', async (t) => {
  const { master, close } = await fakeMaster()
  t.after(close)
  await bootstrap(master)
  assert.equal(master.store.state.version, 'v8.1.0')
})

test('bootstrap() takes sources and tasks of DM 1.0 over, marks that, then clears the old data', async (t) => {
  const { master, folder, lines, asked } = await scene(t, 'Paused')
  await bootstrap(master)
  const { state } = master.store
  assert.deepEqual(Object.keys(state.sources), ['s1'])
  assert.deepEqual(
    state.tasks.shop?.subtasks.map(({ source, stage, unit }) => [source, stage, unit]),
    [['s1', 'Paused', 'Sync']],
  )
  assert.equal(state.version, 'v8.1.0')
  assert.ok(!existsSync(folder))
  assert.deepEqual(asked, ['GetV1Meta', 'RemoveV1Meta'])
  assert.ok(lines.includes('importing from v1.0.x has done'))
  await bootstrap(master)
  assert.deepEqual(asked, ['GetV1Meta', 'RemoveV1Meta'], 'a marked cluster is never imported again')
})

test('bootstrap() leaves out tasks that neither run nor are paused', async (t) => {
  const { master, lines } = await scene(t, 'Stopped')
  await bootstrap(master)
  assert.deepEqual(master.store.state.tasks, {})
  assert.ok(lines.some((line) => line.startsWith('skip to create subtask')))
})

test('bootstrap() fails with 38053 and leaves the sources where they are; the next attempt succeeds', async (t) => {
  const { master, folder } = await scene(t)
  const faulty = { ...master, program: fakeProgram([], {}, { upstream_down: true }) }
  await assert.rejects(bootstrap(faulty), /^Error: \[code=38053:.*cannot connect to the upstream/)
  assert.ok(existsSync(folder))
  assert.equal(master.store.state.version, undefined)
  await bootstrap(master)
  assert.deepEqual(Object.keys(master.store.state.tasks), ['shop'])
})

test('bootstrap() waits for as many workers as there are sources', async (t) => {
  const { master, folder } = await scene(t)
  writeFileSync(join(folder, 'b.yaml'), 'source-id: s2\n')
  const hasty = { ...master, program: { ...master.program, scaled: () => 50 } }
  await assert.rejects(bootstrap(hasty), /wait for DM-worker instances timeout/)
})
