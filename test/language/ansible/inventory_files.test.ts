import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type FileTree, inventoryFiles } from '../../../src/language/ansible/inventory_files.js'

/** Folders are what files lie in; `-> outside` and `-> fifo` are what they say. */
function tree(files: Readonly<Record<string, string>>): FileTree {
  const below = (path: string) => Object.keys(files).filter((file) => file.startsWith(`${path}/`))
  return {
    async kind(path) {
      const text = files[path]
      if (text === '-> outside') return 'outside'
      if (text === '-> fifo') return 'other'
      return text !== undefined ? 'file' : below(path).length > 0 ? 'directory' : 'missing'
    },
    read: async (path) => files[path] ?? assert.fail(path),
    list: async (path) =>
      [...new Set(below(path).map((file) => file.slice(path.length + 1).split('/')[0] ?? ''))].sort(),
  }
}

const gathered = async (files: Readonly<Record<string, string>>, path: string, playbookDir?: string) => {
  const found = await inventoryFiles(path, { tree: tree(files), ...(playbookDir === undefined ? {} : { playbookDir }) })
  return {
    inventories: found.inventories.map(({ file }) => file),
    vars: found.vars.map(({ of, name, side, source }) => `${of} ${name} ${side} ${source.file}`),
    warnings: found.warnings.map(({ message }) => message),
  }
}

describe('inventoryFiles()', () => {
  test('of each name the first ending counts, and a folder hides files', async () => {
    const files = {
      'd/i.ini': '',
      'd/group_vars/all.yml': '',
      'd/group_vars/all/b.yml': '',
      'd/group_vars/all/a/x': '',
      'd/group_vars/all/.hidden.yml': '',
      'd/group_vars/all/old.yml~': '',
      'd/group_vars/all/note.txt': '',
      'd/group_vars/g.json': '',
      'd/group_vars/g.yaml': '',
      'd/host_vars/10.0.0.1.yml': '',
      'd/host_vars/10.0.0.2': '',
      'd/host_vars/h.bak': '',
    }
    assert.deepEqual(await gathered(files, 'd/i.ini'), {
      inventories: ['d/i.ini'],
      vars: [
        'group all 0 d/group_vars/all/a/x',
        'group all 0 d/group_vars/all/b.yml',
        'group g 0 d/group_vars/g.yaml',
        'host 10.0.0.1 0 d/host_vars/10.0.0.1.yml',
        'host 10.0.0.2 0 d/host_vars/10.0.0.2',
      ],
      warnings: [],
    })
  })

  test('reads a folder of inventories in order, and the variables beside the playbook', async () => {
    const files = {
      'd/b.ini': '',
      'd/a.yml': '',
      'd/a.yml~': '',
      'd/ansible.cfg': '',
      'd/.x': '',
      'd/group_vars/all.yml': '',
      'p/group_vars/all.yml': '',
    }
    const { inventories, vars } = await gathered(files, 'd', 'p')
    assert.deepEqual(inventories, ['d/a.yml', 'd/b.ini'])
    assert.deepEqual(vars, ['group all 0 d/group_vars/all.yml', 'group all 1 p/group_vars/all.yml'])
  })

  test('follows no link out of the folder, reads no pipe', async () => {
    const files = { 'd/i.ini': '', 'd/group_vars/all.yml': '-> outside', 'd/host_vars/h': '-> fifo' }
    assert.deepEqual((await gathered(files, 'd/i.ini')).warnings, [
      'd/group_vars/all.yml is not read as it is a link that leads out of its folder',
      'd/host_vars/h is not read as it is no regular file',
    ])
  })

  test('refuses what is not there, scripts, and a flood of files', async () => {
    await assert.rejects(gathered({}, 'gone'), /cannot read gone as there is no such file/)
    await assert.rejects(gathered({ 'd/i': '#!/bin/sh\n' }, 'd/i'), /inventory scripts are not run/)
    await assert.rejects(gathered({ i: '-> fifo' }, 'i'), /as it is no regular file/)
    const flood = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`d/group_vars/all/${index}`, '']))
    await assert.rejects(gathered({ 'd/i': '', ...flood }, 'd/i'), /more than 5000 files/)
  })
})
