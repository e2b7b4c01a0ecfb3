import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, makeFolder, readText, stateError, syncFolder, writeFileAtomic } from '../../src/state/files.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { ended, startChild } from './child.js'

const modeOf = (path: string): number => statSync(path).mode & 0o777

describe('writeFileAtomic()', () => {
  test('writes for the owner only, and leaves nothing beside it', async (t) => {
    const folder = temporaryFolder(t)
    await writeFileAtomic(join(folder, 'a'), 'one')
    await writeFileAtomic(join(folder, 'a'), 'two')
    assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'two')
    assert.equal(modeOf(join(folder, 'a')), 0o600)
    assert.deepEqual(readdirSync(folder), ['a'])
  })

  test('takes a mode that was too wide away', async (t) => {
    const path = join(temporaryFolder(t), 'a')
    writeFileSync(path, 'one')
    chmodSync(path, 0o644)
    await writeFileAtomic(path, 'two')
    assert.equal(modeOf(path), 0o600)
  })

  test('leaves the old file when it fails', async (t) => {
    const folder = temporaryFolder(t)
    mkdirSync(join(folder, 'a', 'b'), { recursive: true })
    await assert.rejects(writeFileAtomic(join(folder, 'a'), 'one'), { code: 'E-STATE', message: /^cannot write / })
    assert.deepEqual(readdirSync(folder), ['a'])
  })

  test('leaves an old or a new file when its process is killed', async (t) => {
    const path = join(temporaryFolder(t), 'a')
    for (let round = 0; round < 5; round++) {
      const child = startChild('file_writer.ts', [path])
      if (child.stdout) await once(child.stdout, 'data')
      await sleep(7 * round)
      child.kill('SIGKILL')
      await ended(child)
      assert.match(readFileSync(path, 'utf8'), /^(\d)\1{199999}$/)
    }
  })
})

describe('readText()', () => {
  test('is null for what is not there, below a file too', async (t) => {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, 'a'), '')
    assert.equal(await readText(join(folder, 'none')), null)
    assert.equal(await readText(join(folder, 'a', 'none')), null)
    assert.equal(await readText(join(folder, 'a')), '')
  })
  test('throws for what is no file', async (t) => {
    await assert.rejects(readText(temporaryFolder(t)), { code: 'E-STATE', message: /^cannot read / })
  })
})

test('makeFolder() makes folders for the owner only', async (t) => {
  const folder = temporaryFolder(t)
  await makeFolder(join(folder, 'a', 'b'))
  await makeFolder(join(folder, 'a', 'b'))
  assert.deepEqual([modeOf(join(folder, 'a')), modeOf(join(folder, 'a', 'b'))], [0o700, 0o700])
})

test('makeFolder() throws E-STATE where a file is in the way', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'a'), '')
  await assert.rejects(makeFolder(join(folder, 'a')), { code: 'E-STATE', message: /^cannot make the folder / })
})

test('syncFolder() takes a folder', async (t) => {
  await syncFolder(temporaryFolder(t))
})

test('codeOf() is the code of a thrown thing, else null', () => {
  assert.equal(codeOf(Object.assign(new Error(), { code: 'ENOENT' })), 'ENOENT')
  assert.deepEqual([codeOf(new Error()), codeOf('ENOENT'), codeOf(null)], [null, null, null])
})

test('stateError() hints at a full disk', () => {
  const { hint } = stateError('cannot write', Object.assign(new Error(), { code: 'ENOSPC' }))
  assert.match(hint ?? '', /^the disk of the state folder is full/)
})
