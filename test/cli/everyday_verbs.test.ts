import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everydayVerbs } from '../../src/cli/everyday_verbs.js'
import { commandFor } from '../../src/commands/index.js'
import { playbook } from '../../src/commands/playbook.js'

test('every verb of every day is a command of its own, no playbook', async () => {
  for (const { name } of everydayVerbs) assert.notEqual(await commandFor(name), playbook, name)
})
