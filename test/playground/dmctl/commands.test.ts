import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commands } from '../../../src/playground/dmctl/commands.js'

test('commands: every one says how it is used', () => {
  for (const [name, command] of Object.entries(commands)) assert.ok(command.usage.startsWith(name), name)
  for (const name of ['operate-source', 'start-task', 'query-status', 'list-member', 'config', 'transfer-source'])
    assert.ok(commands[name])
})
