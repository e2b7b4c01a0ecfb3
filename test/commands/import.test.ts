import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { freePorts } from '../e2e/embedded.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { type Said, type Typing, typed } from '../fakes/typed.js'
import { layLegacy } from './legacy_directory.js'
import { recorded } from './recorded.js'

const local = ['--services', 'supervised', '--ssh', 'none']
const target = ['--cluster-version', 'v7.5.0']

async function scene(t: TestContext) {
  const folder = temporaryFolder(t)
  const ports = await freePorts(6)
  const laid = layLegacy(folder, { ports })
  const home = join(folder, 'home')
  const type = (words: readonly string[], more: Typing = {}): Promise<Said> =>
    typed(['import', ...words], { home, cwd: folder, ...more })
  const run = (words: readonly string[] = [], more: Typing = {}) =>
    type(['--dir', 'dm-ansible', ...target, ...local, ...words], more)
  return { folder, ports, home, type, run, ...laid }
}

const clusters = (home: string): string[] => readdirSync(join(home, 'clusters'))

describe('import refuses before anything is contacted', () => {
  test('1 no directory, no inventory', async (t) => {
    const { type, directory } = await scene(t)
    const missing = await type(['--dir', 'nowhere', ...target])
    assert.equal(missing.code, 2)
    assert.match(missing.err, /cannot import .*nowhere as there is no such directory/)
    rmSync(join(directory, 'inventory.ini'))
    assert.match(
      (await type(['--dir', 'dm-ansible', ...target])).err,
      /has no inventory\.ini\nhint: name it: --inventory/,
    )
  })

  test('no version, and a version that cannot be', async (t) => {
    const { type, run } = await scene(t)
    assert.match((await type(['--dir', 'dm-ansible'])).err, /no version is named\nhint: .*--cluster-version/)
    const old = await run(['--cluster-version', 'v2.0.0-rc.1'])
    assert.equal(old.code, 6)
    assert.match(old.err, /only DM from v2\.0\.0-rc\.2 on/)
  })

  test('4 a broken inventory, with its line and without its password', async (t) => {
    const { type, directory } = await scene(t)
    const file = join(directory, 'inventory.ini')
    writeFileSync(file, readFileSync(file, 'utf8').replace("mysql_password='hidden-pw'", "mysql_password='hidden-pw"))
    const { code, err } = await type(['--dir', 'dm-ansible', ...target])
    assert.equal(code, 2)
    assert.match(err, /inventory\.ini:6:/)
    assert.doesNotMatch(err, /hidden-pw/)
  })

  test('2 the inventory under another name, also an absolute one', async (t) => {
    const { type, directory, folder } = await scene(t)
    writeFileSync(join(folder, 'other.ini'), readFileSync(join(directory, 'inventory.ini')))
    rmSync(join(directory, 'inventory.ini'))
    const words = ['--dir', 'dm-ansible', '--inventory', join(folder, 'other.ini'), ...target, ...local]
    assert.match((await type(words, { answers: ['n'] })).err, /E-DECLINED/)
  })

  test('a name that another cluster has', async (t) => {
    const { run, home } = await scene(t)
    await recorded(home, { name: 'old', topology: 'master_servers: [{ host: 10.0.0.1 }]\n' })
    const { code, err } = await run()
    assert.equal(code, 6)
    assert.match(err, /there is a cluster of this name that was not imported\nhint: .*--rename/)
  })
})

describe('import shows what it would do', () => {
  test('and does nothing where it is declined', async (t) => {
    const { run, home } = await scene(t)
    const { code, out, err } = await run([], { answers: ['no'] })
    assert.equal(code, 6)
    assert.match(err, /not confirmed: nothing was changed/)
    assert.match(out, /2 source\(s\) of DM 2\.0, passwords hidden:/)
    assert.match(out, /own1 of s1: Paused\n {2}shop of s1: Running\n {2}own2 of s2: Paused\n/)
    assert.doesNotMatch(out + err, /hidden-pw/)
    assert.deepEqual(clusters(home), [])
  })

  test('--plan asks nothing and keeps nothing; --rename is honoured', async (t) => {
    const { run, home } = await scene(t)
    const { code, out } = await run(['--plan', '--rename', 'fresh'])
    assert.equal(code, 0)
    assert.match(out, /# fresh: a cluster of DM 1\.0 as it will be with DM v7\.5\.0/)
    assert.deepEqual(clusters(home), [])
  })

  test('--json gives the plan to programs, without passwords', async (t) => {
    const { run } = await scene(t)
    const { out } = await run(['--plan', '--json'])
    const plan = out.split('\n').find((line) => line.includes('dmbook/import/v1')) ?? '{}'
    assert.deepEqual(
      JSON.parse(plan).sources.map(({ id }: { id: string }) => id),
      ['s1', 's2'],
    )
    assert.doesNotMatch(out, /hidden-pw/)
  })

  test('--output writes the topology, 0600, and stops; --topology takes it', async (t) => {
    const { run, home, folder } = await scene(t)
    const { code, out } = await run(['--output', 'topology.yaml'])
    assert.equal(code, 0, out)
    assert.match(out, /topology\.yaml is written, nothing was deployed/)
    const file = join(folder, 'topology.yaml')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.ok(existsSync(`${file}.alertmanager.yml`))
    assert.deepEqual(clusters(home), [])
    writeFileSync(file, `# mine\n${readFileSync(file, 'utf8')}`)
    assert.match((await run(['--topology', 'topology.yaml', '--plan'])).out, /# mine/)
    writeFileSync(file, 'master_servers: [{ hots: a }]\n')
    assert.match((await run(['--topology', 'topology.yaml', '--plan'])).err, /did you mean host\?/)
  })

  test('edit takes over what is right, and says what is wrong', async (t) => {
    const { run, folder } = await scene(t)
    const editor = join(folder, 'editor.sh')
    writeFileSync(editor, 'echo "# edited" >>"$1"\n')
    const env = { EDITOR: `sh ${editor}` }
    assert.match((await run([], { answers: ['e', 'n'], env })).out, /# edited/)
    writeFileSync(editor, 'echo "nonsense: 1" >>"$1"\n')
    const { out, err } = await run([], { answers: ['edit', 'n'], env })
    assert.match(err, /"nonsense" is not a section|nonsense/)
    assert.doesNotMatch(out, /nonsense/)
  })
})

describe('import refuses what cannot work, all at once', () => {
  test('50 a cluster that runs, 43 a script that is gone', async (t) => {
    const { run, ports, cluster } = await scene(t)
    const server = createServer().listen(ports[0], '127.0.0.1')
    t.after(() => void server.close())
    rmSync(join(cluster.nodes[1]?.deployDir ?? '', 'scripts'), { recursive: true })
    const { code, err } = await run()
    assert.equal(code, 6)
    assert.match(err, new RegExp(`as it still runs: its port ${ports[0]} is open`))
    assert.match(err, /ansible-playbook stop\.yml/)
    assert.match(err, /its run script is missing/)
    assert.match(err, /2 problems\. Nothing was changed/)
  })
})

describe('import of a name', () => {
  test('of no cluster, of one that was not imported', async (t) => {
    const { type, home } = await scene(t)
    assert.match((await type(['nobody', '--undo'])).err, /there is no cluster "nobody"/)
    assert.match((await type(['--undo'])).err, /no cluster is named/)
    await recorded(home, { topology: 'master_servers: [{ host: 10.0.0.1 }]\n' })
    const { code, err } = await type(['prod', '--undo', '-y'])
    assert.equal(code, 6)
    assert.match(err, /as it was not imported/)
  })
})
