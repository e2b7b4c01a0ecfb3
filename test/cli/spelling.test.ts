import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { spelled } from '../../src/cli/spelling.js'
import { verbs } from '../../src/cli/verbs.js'

const spell = (line: string): string => spelled(line.split(' '), verbs()).join(' ')

describe('spelled()', () => {
  const cases: [string, string][] = [
    ['start prod -y', 'start prod -y'],
    ['start prod --yes=true', 'start prod --yes'],
    ['start prod --yes=FALSE', 'start prod --no-yes'],
    ['deploy a v1 t.yaml --mirror=true', 'deploy a v1 t.yaml --mirror=true'],
    ['dmctl --master-addr a:1 list-member --json', 'dmctl -- --master-addr a:1 list-member --json'],
    ['dmctl --mirror /m --master-addr a:1', 'dmctl --mirror /m -- --master-addr a:1'],
    ['dmctl -- --version', 'dmctl -- --version'],
    ['dmctl --help', 'dmctl --help'],
    ['dmctl:v8.1.0 query-status', 'dmctl --dmctl-version v8.1.0 -- query-status'],
  ]
  for (const [typed, words] of cases) test(`turns "${typed}" into "${words}"`, () => assert.equal(spell(typed), words))
})
