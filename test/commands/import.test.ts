import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { packTiny } from '../fakes/tiny_packages.js'
import { importScene, local, target } from './legacy_directory.js'
import { recorded } from './recorded.js'

describe('import refuses before anything is contacted', () => {
  test('1 no directory, no inventory', async (t) => {
    const { type, directory } = await importScene(t)
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
    const { type, run } = await importScene(t)
    assert.match((await type(['--dir', 'dm-ansible'])).err, /no version is named\nhint: .*--cluster-version/)
    const old = await run(['--cluster-version', 'v2.0.0-rc.1'])
    assert.equal(old.code, 6)
    assert.match(old.err, /only DM from v2\.0\.0-rc\.2 on/)
  })

  test('4 a broken inventory, with its line and without its password', async (t) => {
    const { type, directory } = await importScene(t)
    const file = join(directory, 'inventory.ini')
    writeFileSync(file, readFileSync(file, 'utf8').replace("mysql_password='hidden-pw'", "mysql_password='hidden-pw"))
    const { code, err } = await type(['--dir', 'dm-ansible', ...target])
    assert.equal(code, 2)
    assert.match(err, /inventory\.ini:6:/)
    assert.doesNotMatch(err, /hidden-pw/)
  })

  test('2 the inventory under another name, also an absolute one', async (t) => {
    const { type, directory, folder } = await importScene(t)
    writeFileSync(join(folder, 'other.ini'), readFileSync(join(directory, 'inventory.ini')))
    rmSync(join(directory, 'inventory.ini'))
    const words = ['--dir', 'dm-ansible', '--inventory', join(folder, 'other.ini'), ...target, ...local]
    assert.match((await type(words, { answers: ['n'] })).err, /E-DECLINED/)
  })

  test('58 a name that another cluster has', async (t) => {
    const { run, home } = await importScene(t)
    await recorded(home, { name: 'old', topology: 'master_servers: [{ host: 10.0.0.1 }]\n' })
    const { code, err } = await run()
    assert.equal(code, 6)
    assert.match(err, /there is a cluster of this name that was not imported\nhint: .*--rename/)
  })
})

describe('import refuses what cannot work, all at once', () => {
  test('72 a process that was never deployed is named, with what does without it', async (t) => {
    const { run, cluster, ports } = await importScene(t)
    rmSync(cluster.nodes[2]?.deployDir ?? '', { recursive: true })
    const alias = `dm_worker_${ports[2]}`
    assert.match(
      (await run()).err,
      new RegExp(`run script is missing.*\\n[\\s\\S]*--leave-host ${alias} does without it`),
    )
    const { code, out } = await run(['--leave-host', alias, '--plan'])
    assert.equal(code, 0)
    assert.match(out, /1 source/)
    assert.match(out, /left out by --leave-host/)
  })
})

describe('import of a name', () => {
  test('of no cluster, of one that was not imported', async (t) => {
    const { type, home } = await importScene(t)
    assert.match((await type(['nobody', '--undo'])).err, /there is no cluster "nobody"/)
    assert.match((await type(['--undo'])).err, /no cluster is named/)
    await recorded(home, { topology: 'master_servers: [{ host: 10.0.0.1 }]\n' })
    const { code, err } = await type(['prod', '--undo', '-y'])
    assert.equal(code, 6)
    assert.match(err, /as it was not imported/)
  })
})

describe('import refuses what the ordinary deploy refuses', () => {
  const preflight = async (t: TestContext) => {
    const it = await importScene(t)
    const mirror = join(it.folder, 'packages')
    packTiny(mirror, 'v7.5.0')
    const deploy = () => it.run(['-y', '--mirror', mirror])
    return { ...it, deploy }
  }

  test('56 a directory of the new master that is not empty', async (t) => {
    const { deploy, cluster, ports } = await preflight(t)
    const data = join(cluster.deployDir, `dm-master-${ports[0]}`, 'data')
    mkdirSync(data, { recursive: true })
    writeFileSync(join(data, 'member'), '')
    const { code, out, err } = await deploy()
    assert.equal(code, 6, out + err)
    assert.match(out + err, new RegExp(`dm-master-${ports[0]}`))
  })

  test('57 a new port that is taken', async (t) => {
    const { deploy, ports } = await preflight(t)
    const peer = (ports[0] ?? 0) + 30
    const server = createServer().listen(peer, '127.0.0.1')
    t.after(() => void server.close())
    const { code, out, err } = await deploy()
    assert.equal(code, 6, out + err)
    assert.match(out + err, new RegExp(`${peer}`))
  })

  test('58 a directory of another cluster', async (t) => {
    const { deploy, home, cluster, ports } = await preflight(t)
    const topology = `master_servers: [{ host: 127.0.0.1, port: 1, peer_port: 2, deploy_dir: ${cluster.deployDir}/dm-master-${ports[0]} }]\n`
    await recorded(home, { name: 'other', topology })
    const { code, out, err } = await deploy()
    assert.equal(code, 2, out + err)
    assert.match(err, /other[\s\S]*E-CONFLICT/)
  })
})
