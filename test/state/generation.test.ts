import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nextGeneration } from '../../src/state/generation.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

test('nextGeneration() grows, and is greater than what it is told of', async (t) => {
  const lock = join(temporaryFolder(t), 'c1.lock')
  assert.equal(await nextGeneration(lock), 1)
  assert.equal(await nextGeneration(lock), 2)
  assert.equal(await nextGeneration(lock, 40), 41)
  assert.equal(await nextGeneration(lock), 42)
})

test('nextGeneration() begins anew where its file is broken', async (t) => {
  const lock = join(temporaryFolder(t), 'c1.lock')
  writeFileSync(`${lock}.generation`, 'x')
  assert.equal(await nextGeneration(lock), 1)
})
