import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileTree } from '../../src/commands/file_tree.js'
import { withHome } from '../fakes/typed.js'

test('fileTree() follows links only within the folder', () =>
  withHome(async (home) => {
    mkdirSync(join(home, 'd/group_vars'), { recursive: true })
    writeFileSync(join(home, 'secret'), 'x')
    writeFileSync(join(home, 'd/a.yml'), 'a: 1')
    symlinkSync('../../secret', join(home, 'd/group_vars/out'))
    symlinkSync('../a.yml', join(home, 'd/group_vars/in'))
    symlinkSync('nowhere', join(home, 'd/group_vars/broken'))
    const tree = fileTree(home)
    const kind = (path: string) => tree.kind(path, { within: 'd' })
    assert.equal(await kind('d/group_vars/out'), 'outside')
    assert.equal(await kind('d/group_vars/in'), 'file')
    assert.equal(await kind('d/group_vars/broken'), 'missing')
    assert.equal(await kind('d/group_vars'), 'directory')
    assert.equal(await tree.kind('d/group_vars/out'), 'file', 'what the user names may lie anywhere')
    assert.equal(await tree.read('d/group_vars/in'), 'a: 1')
    assert.deepEqual(await tree.list('d'), ['a.yml', 'group_vars'])
    await assert.rejects(tree.read('gone'), /cannot read gone/)
  }))

test('fileTree() never waits for a pipe that a folder holds', () =>
  withHome(async (home) => {
    assert.equal(spawnSync('mkfifo', [join(home, 'fifo')]).status, 0)
    assert.equal(await fileTree(home).kind('fifo', { within: '.' }), 'other')
    assert.equal(await fileTree(home).kind('fifo'), 'file')
    assert.equal(await fileTree(home).kind('/dev/null'), 'other')
  }))
