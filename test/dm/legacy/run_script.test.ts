import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRunScript } from '../../../src/dm/legacy/run_script.js'

const flags = (text: string) => Object.fromEntries(readRunScript(text)?.flags ?? [])

describe('readRunScript()', () => {
  test('reads the command as dm-ansible wrote it, with what it appends to', () => {
    const text = `#!/bin/bash
set -e
ulimit -n 1000000
DEPLOY_DIR=/home/tidb/deploy
cd "\${DEPLOY_DIR}" || exit 1
# WARNING: a comment with 'a quote
exec bin/dm-worker \\
    --worker-addr=":8262" \\
    -L="info" \\
    --log-file="/home/tidb/deploy/log/dm-worker.log" >> "/x-stdout.log" 2>> "/x-stderr.log"
`
    const script = readRunScript(text)
    assert.equal(script?.deployDir, '/home/tidb/deploy')
    assert.equal(script?.program, 'bin/dm-worker')
    assert.deepEqual(flags(text), {
      'worker-addr': ':8262',
      L: 'info',
      'log-file': '/home/tidb/deploy/log/dm-worker.log',
    })
    assert.deepEqual(script?.words, [])
  })

  test('understands what people make of it: single quotes, blanks for =, = in values, words before exec', () => {
    const text = `DEPLOY_DIR='/data/dm'
A=b exec bin/dm-master --config 'conf/a b.toml' --x="a=b" -V --dir=$DEPLOY_DIR/x left.over
`
    assert.deepEqual(flags(text), { config: 'conf/a b.toml', x: 'a=b', V: '', dir: '/data/dm/x' })
    assert.deepEqual(readRunScript(text)?.words, ['left.over'])
  })

  test('an exec of a tee is not the program', () => {
    const text = 'DEPLOY_DIR=/d\nexec > >(tee -i -a "/d/log/p.log")\nexec 2>&1\nexec bin/prometheus --a=b\n'
    assert.equal(readRunScript(text)?.program, 'bin/prometheus')
  })

  test('a script that starts nothing, or does not say where, is none', () => {
    assert.equal(readRunScript('DEPLOY_DIR=/d\necho hello\n'), null)
    assert.equal(readRunScript('exec bin/dm-master\n'), null)
    assert.equal(readRunScript("DEPLOY_DIR='/d\n"), null)
  })
})
