import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { twoMachines } from './two_machines.js'

async function withThree<T>(body: (home: string) => Promise<T>): Promise<T> {
  return withHome(async (home) => {
    await twoMachines(home, 'prod')
    await twoMachines(home, 'alpha')
    mkdirSync(join(home, 'clusters', 'torn'))
    writeFileSync(join(home, 'clusters', 'torn', 'meta.yaml'), 'x')
    mkdirSync(join(home, 'clusters', 'prod', 'ssh'), { recursive: true })
    for (const name of ['id_ed25519', 'id_ed25519.pub']) writeFileSync(join(home, 'clusters', 'prod', 'ssh', name), 'k')
    return body(home)
  })
}

describe('list', () => {
  test('has the columns of tiup dm, by name; a broken record hides no other', async () => {
    await withThree(async (home) => {
      const { code, out } = await typed(['list'], { home })
      assert.equal(code, 0)
      const [head, rule, ...rows] = out.trimEnd().split('\n')
      assert.match(head ?? '', /^Name +User +Version +Path +PrivateKey$/)
      assert.match(rule ?? '', /^---- +---- +------- +---- +----------$/)
      assert.deepEqual(
        rows.map((row) => row.split(/ {2,}/)[0]),
        ['alpha', 'prod', 'torn'],
      )
      assert.match(
        rows[1] ?? '',
        new RegExp(`^prod +me +v8\\.1\\.0 +${home}/clusters/prod +${home}/clusters/prod/ssh/id_ed25519$`),
      )
      assert.match(rows[2] ?? '', / broken: cannot use /)
    })
  })

  test('says the same as JSON', async () => {
    await withThree(async (home) => {
      const { schema, clusters } = JSON.parse((await typed(['list', '--format', 'json'], { home })).out)
      assert.equal(schema, 'dmbook/list/v1')
      assert.deepEqual(
        clusters.map((one: { name: string; version: string | null; state: string | null }) => [
          one.name,
          one.version,
          one.state,
        ]),
        [
          ['alpha', 'v8.1.0', 'deployed'],
          ['prod', 'v8.1.0', 'deployed'],
          ['torn', null, null],
        ],
      )
    })
  })

  test('prints the head where there is no cluster', async () => {
    await withHome(async (home) => assert.match((await typed(['list'], { home })).out, /^Name {2}User {2}Version/))
  })
})
