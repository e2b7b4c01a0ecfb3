import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { commandLine, withoutSecrets } from '../../src/cli/command_line.js'
import { loginFlags } from '../../src/cli/flags.js'

const flags = [...loginFlags, { name: 'pin', takes: 'secret', summary: '' }]

test('commandLine() is read by a shell as the same words', () => {
  assert.equal(
    commandLine(['exec', 'prod', '--command', "echo 'a' $HOME"]),
    String.raw`dmbook exec prod --command 'echo '\''a'\'' $HOME'`,
  )
})

describe('withoutSecrets()', () => {
  const cases: [string[], string[]][] = [
    [
      ['start', 'prod', '-y'],
      ['start', 'prod', '-y'],
    ],
    [
      ['x', '--pin', '1234'],
      ['x', '--pin', '******'],
    ],
    [
      ['x', '--pin=1234'],
      ['x', '--pin=******'],
    ],
    [
      ['run', 'p.yaml', '-e', 'db_password=a=b'],
      ['run', 'p.yaml', '-e', 'db_password=******'],
    ],
    [
      ['run', 'p.yaml', '-edb_password=x'],
      ['run', 'p.yaml', '-edb_password=******'],
    ],
    [
      ['deploy', '--mirror', 'https://me:pw@host/m'],
      ['deploy', '--mirror', 'https://me:******@host/m'],
    ],
    [
      ['deploy', '--password-file', '/p'],
      ['deploy', '--password-file', '/p'],
    ],
    [
      ['deploy', '--password', 'prod'],
      ['deploy', '--password', 'prod'],
    ],
  ]
  for (const [words, shown] of cases)
    test(`shows ${words.join(' ')} as ${shown.join(' ')}`, () => assert.deepEqual(withoutSecrets(words, flags), shown))
})
