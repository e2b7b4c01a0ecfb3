import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { assertGolden } from './golden.js'

const scriptFor = async (shell: string): Promise<string> => (await typed(['completion', shell])).out

test('completion refuses other shells', async () => {
  const { code, err } = await typed(['completion', 'zhs'])
  assert.equal(code, 2)
  assert.match(err, /hint: did you mean zsh\?/)
})

describe('completion bash', () => {
  /** What bash offers for the last word. */
  async function offered(words: readonly string[]): Promise<string> {
    const script = await scriptFor('bash')
    return withHome(async (home) => {
      mkdirSync(join(home, 'clusters', 'prod'), { recursive: true })
      writeFileSync(join(home, 'complete'), script)
      const program = `source "$1"; shift; COMP_WORDS=(dmbook "$@"); COMP_CWORD=$#; _dmbook; echo "\${COMPREPLY[*]}"`
      const env = { PATH: process.env.PATH, DMBOOK_HOME: home }
      return execFileSync('bash', ['--norc', '-c', program, 'bash', join(home, 'complete'), ...words], {
        env,
        encoding: 'utf8',
      }).trim()
    })
  }

  const cases: [string[], string][] = [
    [['rest'], 'restart'],
    [['start', ''], 'prod'],
    [['-y', 'start', ''], 'prod'],
    [['start', 'prod', ''], ''],
    [['start', 'prod', '--rol'], '--role'],
    [['start', 'prod', '--ssh', ''], 'builtin system none'],
    [['--ssh', 'b'], 'builtin'],
    [['lock', ''], 'status break'],
    [['lock', 'status', ''], 'prod'],
    [['exec', 'prod', '-N', ''], ''],
  ]
  for (const [words, completed] of cases)
    test(`offers "${completed}" for "${words.join(' ')}"`, async () => assert.equal(await offered(words), completed))
})

for (const shell of ['bash', 'zsh', 'fish'])
  test(`the script for ${shell} has every verb that help shows, and none that it hides`, async () => {
    const script = await scriptFor(shell)
    for (const verb of ['deploy', 'restart', 'exec', 'mirror']) assert.match(script, new RegExp(`\\b${verb}\\b`))
    assert.doesNotMatch(script, /native-ssh/)
  })

test('the words of completion in zsh and fish, for one verb', async () => {
  const zsh = (await scriptFor('zsh')).split('\n')
  const from = zsh.findIndex((line) => line.startsWith('    lock)'))
  const ofZsh = zsh.slice(from, from + 4)
  const ofFish = (await scriptFor('fish'))
    .split('\n')
    .filter((line) => /_verb lock'|_at lock /.test(line))
    .slice(0, 4)
  assertGolden('completion_lock.txt', `${[...ofZsh, ...ofFish].join('\n')}\n`)
})
