import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordVerbs } from '../../src/cli/record_verbs.js'
import { commandFor } from '../../src/commands/index.js'
import { playbook } from '../../src/commands/playbook.js'

test('every verb about a record is a command of its own, no playbook', async () => {
  for (const { name } of recordVerbs) assert.notEqual(await commandFor(name), playbook, name)
})
