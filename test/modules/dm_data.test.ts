import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { dmData } from '../../src/modules/dm_data.js'
import { fakeInstance, fakeTools } from './fake_tools.js'
import { localMachine } from './local_machine.js'

describe('dm_data', () => {
  test('finds what dmbook did not lay down', async () => {
    const { host, folder, close } = await localMachine()
    const dir = join(folder, 'dm worker')
    for (const name of ['bin', '.bin.prev', 'conf', 'scripts', 'log', 'data', "relay'log", 'dumped_data.t1']) {
      mkdirSync(join(dir, name), { recursive: true })
    }
    writeFileSync(join(dir, 'data/.dmbook'), 'f3a9\n')
    const tools = (data: string) =>
      fakeTools({ host: fakeInstance({ deploy_dir: dir, data_dir: data, log_dir: join(dir, 'log') }) })
    const found = await dmData.read(host, {}, tools(join(dir, 'data')))
    assert.deepEqual(Reflect.get(found, 'names'), ['dumped_data.t1', "relay'log"])
    assert.equal(Reflect.get(found, 'data'), false)
    assert.match(Reflect.get(found, 'text'), /dumped_data\.t1 \(\S+\), .*relay'log \(\S+\)$/)
    writeFileSync(join(dir, 'data/x'), '')
    assert.equal(Reflect.get(await dmData.read(host, {}, tools(join(dir, 'data'))), 'data'), true)
    const nothing = fakeTools({ host: fakeInstance({ deploy_dir: join(folder, 'none'), data_dir: null }) })
    assert.deepEqual(await dmData.read(host, {}, nothing), { names: [], data: false, text: '' })
    await close()
  })
})
