import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { scriptMeaning } from '../../../src/dm/forms/script_meaning.js'

const entries = (text: string) => [...(scriptMeaning(text) ?? new Map<string, string>())]
const head = '#!/bin/bash\nset -e\n\nDEPLOY_DIR=/dm\ncd "${DEPLOY_DIR}" || exit 1\n'

describe('scriptMeaning()', () => {
  test('reads a script of TiUP', () =>
    assert.deepEqual(
      entries(
        `${head}exec numactl --cpunodebind=0 --membind=0 bin/dm-worker/dm-worker \\\n    --name="w" \\\n    --join="b:1,a:1" >> "/l/o" 2>> "/l/e"\n`,
      ),
      [
        ['directory', '/dm'],
        ['numactl', '--cpunodebind=0 --membind=0'],
        ['program', 'bin/dm-worker/dm-worker'],
        ['--name', 'w'],
        ['--join', 'a:1,b:1'],
        ['standard output', '/l/o'],
        ['standard error', '/l/e'],
      ],
    ))

  test('reads the arguments that dmbook keeps in an array', () =>
    assert.deepEqual(entries('ARGS=(\n    --a=1\n    --peer=y\n    --peer=x\n)\nexec bin/x "${ARGS[@]}"\n'), [
      ['program', 'bin/x'],
      ['--a', '1'],
      ['--peer', 'x\ny'],
    ]))

  test('hears nothing from what is behind the program', () =>
    assert.deepEqual(entries('exec bin/x --a=1\n    --lost=1\nrm -rf /\n'), [
      ['program', 'bin/x'],
      ['--a', '1'],
    ]))

  for (const [why, text] of [
    ['another command comes first', 'ulimit -n 10\nexec bin/x\n'],
    ['a word runs something', 'exec bin/x --a=$(id)\n'],
    ['an argument is no flag', 'exec bin/x positional\n'],
    ['it never starts a program', 'set -e\n'],
    ['the environment is changed', 'export LD_PRELOAD=/x.so\nexec bin/x\n'],
    ['another program stands before it', 'exec env A=b bin/x\n'],
  ] as const)
    test(`is null where ${why}`, () => assert.equal(scriptMeaning(text), null))
})
