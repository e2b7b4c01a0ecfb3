import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'

const validated = (text: string, words: readonly string[] = []) =>
  withHome(async (home) => {
    writeFileSync(join(home, 'it.yaml'), text)
    const said = await typed(['validate', 'it.yaml', ...words], { home: join(home, 'state'), cwd: home })
    return { ...said, made: existsSync(join(home, 'state')) }
  })

describe('validate', () => {
  const right: [string, RegExp][] = [
    ['master_servers: [{ host: 10.0.0.1 }]\n', /^(warning: .*\n)*it\.yaml: a topology; all is well\n$/s],
    ['all: { hosts: { a: , b: } }\n', /it\.yaml: a host inventory, 2 hosts; all is well/],
  ]
  for (const [text, said] of right)
    test(`knows by its words what it is: ${text.split('\n')[0]}`, async () => {
      const { code, out, made } = await validated(text)
      assert.equal(code, 0, out)
      assert.match(out, said)
      assert.ok(!made, 'no state folder is made')
    })

  test('checks playbooks with what they include', async () => {
    const { code, out } = await typed(['validate', 'docs/examples/hello.yaml'])
    assert.deepEqual([code, out], [0, 'docs/examples/hello.yaml: a playbook, 1 play; all is well\n'])
    const part = await typed(['validate', 'playbooks/parts/release.yaml'])
    assert.equal(part.code, 2)
    assert.match(part.err, /as it is an included file\nhint: validate the playbook that includes it/)
  })

  test('says every problem at once, each with its place', async () => {
    const { code, err } = await validated('master_severs: []\nglobal: { ssh_port: many }\n')
    assert.equal(code, 2)
    assert.match(err, /it\.yaml:1:1 .*master_severs[\s\S]*did you mean master_servers\?/)
    assert.match(err, /it\.yaml:2:\d+ .*ssh_port/)
    assert.match(err, /\n\d problems\. Nothing was changed\.\nE-TOPOLOGY, exit 2\n$/)
  })

  test('says as JSON what it is and what it warns of', async () => {
    const { out } = await validated('master_servers: [{ host: 10.0.0.1 }]\n', ['--json'])
    const { schema, what, warnings } = JSON.parse(out)
    assert.deepEqual([schema, what, Array.isArray(warnings)], ['dmbook/validate/v1', 'a topology; all is well', true])
  })

  test('says what it cannot read', async () => {
    const { code, err } = await typed(['validate', '/nowhere.yaml'])
    assert.equal(code, 2)
    assert.match(err, /^cannot read \/nowhere\.yaml: ENOENT/)
  })
})
