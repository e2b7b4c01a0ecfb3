import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { clustersIn, importScene } from './legacy_directory.js'

describe('agreedTopology()', () => {
  test('63 --output writes the topology and alertmanager.yml, 0600, and stops; --topology takes it', async (t) => {
    const { run, home, folder } = await importScene(t)
    const { code, out } = await run(['--output', 'topology.yaml'])
    assert.equal(code, 0, out)
    assert.match(out, /topology\.yaml is written, nothing was deployed/)
    const file = join(folder, 'topology.yaml')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(statSync(`${file}.alertmanager.yml`).mode & 0o777, 0o600)
    assert.deepEqual(clustersIn(home), [])
    writeFileSync(file, `# mine\n${readFileSync(file, 'utf8')}`)
    assert.match((await run(['--topology', 'topology.yaml', '--plan'])).out, /# mine/)
    writeFileSync(file, 'master_servers: [{ hots: a }]\n')
    assert.match((await run(['--topology', 'topology.yaml', '--plan'])).err, /did you mean host\?/)
  })

  test('74 a topology with fewer workers than sources is refused', async (t) => {
    const { run, folder, home } = await importScene(t)
    await run(['--output', 'topology.yaml'])
    const file = join(folder, 'topology.yaml')
    const text = readFileSync(file, 'utf8')
    const cut = text.replace(/( {2}- host: .*\n(?: {4}.*\n)*)(?=monitoring_servers)/, '')
    assert.notEqual(cut, text)
    writeFileSync(file, cut)
    const { code, err } = await run(['--topology', 'topology.yaml', '-y'])
    assert.equal(code, 6)
    assert.match(err, /cannot import 2 sources with 1 dm-worker\(s\)/)
    assert.deepEqual(clustersIn(home), [])
  })
})
