import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { emptyParents, makeParents, parentNote, removeEmptyParents } from '../../src/modules/made_parents.js'
import { type LocalMachine, localMachine } from './local_machine.js'

describe('parents', () => {
  let it: LocalMachine
  before(async () => {
    it = await localMachine()
  })
  after(() => it.close())
  const at = (...names: string[]): string => join(it.folder, ...names)

  test('are made with a note, and go with the last thing in them', async () => {
    await makeParents(it.host, [at("it's"), at("it's", 'b')], { mode: '0750' })
    assert.equal(statSync(at("it's", 'b')).mode & 0o777, 0o750)
    assert.deepEqual(readdirSync(at("it's")).sort(), [parentNote, 'b'])
    const leaf = at("it's", 'b', 'leaf')
    mkdirSync(at("it's", 'b', 'other'))
    assert.deepEqual(await emptyParents(it.host, [leaf]), [])
    await it.host.run(removeEmptyParents([leaf]))
    assert.ok(existsSync(at("it's", 'b', parentNote)))
    rmdirSync(at("it's", 'b', 'other'))
    assert.deepEqual(await emptyParents(it.host, [leaf, leaf]), [at("it's", 'b')])
    await it.host.run(removeEmptyParents([leaf]))
    assert.deepEqual(readdirSync(it.folder), [])
  })

  test('that were there before stay, empty or not', async () => {
    mkdirSync(at('old'))
    await makeParents(it.host, [at('old')], { mode: '0755' })
    assert.deepEqual(await emptyParents(it.host, [at('old', 'x')]), [])
    await it.host.run(removeEmptyParents([at('old', 'x')]))
    assert.deepEqual(readdirSync(at('old')), [])
  })

  test('made by many at once are there once, and whole', async () => {
    await Promise.all([1, 2, 3, 4].map(() => makeParents(it.host, [at('shared')], { mode: '0755' })))
    assert.deepEqual(readdirSync(at('shared')), [parentNote])
    assert.deepEqual(readdirSync(it.folder).sort(), ['old', 'shared'])
    writeFileSync(at('shared', 'file'), '')
    await it.host.run(removeEmptyParents([at('shared', 'x')]))
    assert.ok(existsSync(at('shared', 'file')))
  })
})
