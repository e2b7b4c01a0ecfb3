import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { recorded } from './recorded.js'

const topology = `global: { deploy_dir: /dm-deploy, data_dir: /dm-data }
master_servers: [{ host: 10.0.0.1, name: m1, port: 21001, peer_port: 21002 }]
`
interface Given {
  readonly version?: string
  readonly text?: string
  readonly words?: readonly string[]
  readonly state?: 'destroying'
  readonly name?: string
}

/** Deploys a name that is recorded already, only so far as to list what would be done. */
const deployed = ({ version = 'v8.1.0', text = topology, words = [], state, name = 'prod' }: Given = {}) =>
  withHome(async (home) => {
    const settings = { ssh: 'none', services: 'systemd', mirror: null } as const
    await recorded(home, { topology, settings, ...(state ? { state } : {}) })
    writeFileSync(join(home, 't.yaml'), text)
    const given = words.length > 0 ? words : ['--ssh', 'none']
    return typed(['deploy', name, version, 't.yaml', '--list-hosts', ...given], { home, cwd: home })
  })

describe('deploy of a recorded name', () => {
  test('goes on with the same version and topology, written as one likes', async () => {
    assert.equal((await deployed()).code, 0)
    assert.equal((await deployed({ text: `# again\n${topology}` })).code, 0)
  })

  const refused: [string, Given, RegExp][] = [
    ['another version', { version: 'v8.5.0' }, /it has version v8\.1\.0\nhint: dmbook upgrade prod v8\.5\.0/],
    ['another topology', { text: topology.replace('m1', 'm9') }, /it has another topology\nhint: .*scale-out/],
    [
      'another service manager',
      { words: ['--ssh', 'none', '--services', 'supervised'] },
      /served by systemd over ssh none/,
    ],
    ['another way to reach it', { words: ['--ssh', 'builtin'] }, /give the same --services and --ssh/],
    ['one that is being destroyed', { state: 'destroying' }, /finish that first: dmbook destroy prod/],
  ]
  for (const [what, given, said] of refused)
    test(`is refused with ${what}, naming the next step`, async () => {
      const { code, err } = await deployed(given)
      assert.equal(code, 6)
      assert.match(err, said)
    })
})

describe('deploy of a new name', () => {
  test('says at once what is wrong with the version and with the topology', async () => {
    const wrong = await deployed({ name: 'second', version: 'v1.0.6', text: topology.replace('21002', '80a') })
    assert.equal(wrong.code, 2)
    assert.match(
      wrong.err,
      /from v2\.0\.0 on\n[\s\S]*"80a"[\s\S]*2 problems\. Nothing was changed\.\nE-TOPOLOGY, exit 2/,
    )
    const one = await deployed({ name: 'second', version: 'v1.0.6' })
    assert.match(one.err, /from v2\.0\.0 on\n1 problem\. Nothing was changed\.\nE-VERSION, exit 2/)
  })

  test('is refused where it would share ports or directories with another cluster', async () => {
    const { code, err } = await deployed({ name: 'second' })
    assert.equal(code, 2)
    assert.match(err, /prod/)
  })

  test('says what is wrong with version, topology file or name', async () => {
    assert.match((await deployed({ name: 'n', version: 'v1.0.0' })).err, /v1\.0\.0|E-VERSION|1\.0/)
    assert.match((await deployed({ name: '../x' })).err, /cannot name a cluster/)
    assert.match((await deployed({ name: 'n', text: 'master_severs: []\n' })).err, /did you mean master_servers\?/)
  })
})
