import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { commandLine, commandScript } from '../../src/modules/command_script.js'

describe('commandScript()', () => {
  test('quotes every word', () => {
    assert.equal(commandScript({ argv: ['echo', 'a b', '$(id)', ''] }), "echo 'a b' '$(id)' ''")
    assert.equal(commandScript({ shell: 'echo "$HOME" | wc' }), 'sh -c \'echo "$HOME" | wc\'')
  })

  test('sets variables and stdin without an argument list', () => {
    const script = commandScript({ argv: ['mysql'], chdir: '/a b', env: { PWD_1: "it's" }, stdin: 'select 1;\n' })
    assert.equal(script, "cd '/a b' || exit 1\nexport PWD_1='it'\\''s'\nprintf %s 'select 1;\n' | mysql")
  })

  test('wants exactly one program', () => {
    assert.throws(() => commandScript({}), /exactly one of argv and shell/)
    assert.throws(() => commandScript({ argv: ['a'], shell: 'b' }), /exactly one of argv and shell/)
  })
})

describe('commandLine()', () => {
  test('is one short line', () => {
    assert.equal(commandLine({ argv: ['a', 'b c'] }), 'a b c')
    assert.equal(commandLine({ shell: `x\n${'y'.repeat(200)}` }).length, 101)
  })
})
