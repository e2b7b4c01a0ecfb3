import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkName, clusterStore } from '../../src/state/cluster_file_store.js'
import type { ClusterStore } from '../../src/state/cluster_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { ended, startChild } from './child.js'
import { emptyRecord } from './records.js'

const storeOf = async (t: TestContext): Promise<ClusterStore> =>
  clusterStore(await stateFolder(temporaryFolder(t)), 'prod')

const recordFile = ({ folder }: ClusterStore): string => join(folder, 'meta.yaml')

describe('clusterStore()', () => {
  test('gives back what was saved, the serial counted', async (t) => {
    const store = await storeOf(t)
    assert.equal(await store.load(), null)
    const saved = await store.save({ ...emptyRecord('prod'), source: 'a: 1 # one\n' })
    assert.equal(saved.serial, 1)
    assert.deepEqual(await store.load(), saved)
  })

  test('writes for the owner only', async (t) => {
    const store = await storeOf(t)
    await store.save(await store.save(emptyRecord('prod')))
    const modes = [store.folder, join(store.folder, 'backup'), recordFile(store)].map(
      (path) => statSync(path).mode & 0o777,
    )
    assert.deepEqual(modes, [0o700, 0o700, 0o600])
  })

  test('refuses a save when the serial moved', async (t) => {
    const store = await storeOf(t)
    const first = await store.save(emptyRecord('prod'))
    await store.save(first)
    await assert.rejects(store.save(first), { code: 'E-STALE', exit: 'locked' })
    await assert.rejects(store.save(emptyRecord('prod')), { code: 'E-STALE' })
  })

  test('refuses a save when the record was forgotten meanwhile', async (t) => {
    const store = await storeOf(t)
    const first = await store.save(emptyRecord('prod'))
    await store.forget()
    await assert.rejects(store.save(first), { code: 'E-STALE' })
  })

  const breaks: [string, (text: string) => string, RegExp][] = [
    ['cut short', (text) => text.slice(0, -10), /cut short, or was edited by hand/],
    ['empty', () => '', /cut short/],
    ['edited', (text) => text.replace('v8.1.0', 'v8.5.0'), /edited by hand/],
  ]
  for (const [name, broken, message] of breaks)
    test(`refuses a record that is ${name}, and says where the ones before it are`, async (t) => {
      const store = await storeOf(t)
      await store.save(emptyRecord('prod'))
      writeFileSync(recordFile(store), broken(readFileSync(recordFile(store), 'utf8')))
      await assert.rejects(store.load(), { code: 'E-STATE', exit: 'refused', message, hint: /\/prod\/backup\// })
    })

  test('keeps thirty records, and each can take the place of the last', async (t) => {
    const store = await storeOf(t)
    let meta = emptyRecord('prod')
    for (let count = 0; count < 33; count++) meta = await store.save(meta)
    const backups = readdirSync(join(store.folder, 'backup')).sort()
    assert.equal(backups.length, 30)
    assert.equal(backups.at(-1), 'meta-00000032.yaml')
    writeFileSync(recordFile(store), readFileSync(join(store.folder, 'backup', 'meta-00000032.yaml')))
    assert.equal((await store.load())?.serial, 32)
  })

  test('forgets all of it, twice as well', async (t) => {
    const store = await storeOf(t)
    await store.save(emptyRecord('prod'))
    await store.forget()
    await store.forget()
    assert.equal(existsSync(store.folder), false)
    assert.deepEqual(readdirSync(join(store.folder, '..')), [])
  })

  test('has a whole record whenever its process is killed', async (t) => {
    const root = temporaryFolder(t)
    const store = clusterStore(await stateFolder(root), 'prod')
    for (let round = 0; round < 4; round++) {
      const child = startChild('record_saver.ts', [root, 'prod'])
      if (child.stdout) await once(child.stdout, 'data')
      await sleep(9 * round)
      child.kill('SIGKILL')
      await ended(child)
      assert.match((await store.load())?.source ?? '', /^(\d)\1{19999}$/)
    }
  })
})

describe('checkName()', () => {
  for (const name of ['prod', 'a', 'A_b-c.1', 'x'.repeat(128)]) test(`takes ${name}`, () => checkName(name))
  for (const name of ['', '.', '..', '.hidden', 'a/b', 'a b', 'ä', 'a\n', 'x'.repeat(129)])
    test(`refuses ${JSON.stringify(name)}`, () =>
      assert.throws(() => checkName(name), { code: 'E-NAME', exit: 'input', message: /^cannot name a cluster / }))
})
