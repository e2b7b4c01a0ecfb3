// The packed programs as processes: every one starts, says its version, and serves what probes ask for.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { HttpClient } from '../../src/playground/http/client.js'
import { pause, until } from '../contract/dm/cluster.js'
import { DmNode } from '../contract/dm/node.js'
import { openTarget, type Target } from '../contract/dm/target.js'
import { freePorts } from '../fakes/free_ports.js'

suite('packed programs', { skip: process.env.DMBOOK_CONTRACT_DM ? 'about the simulator only' : false }, () => {
  let target: Target
  const nodes: DmNode[] = []
  const client = new HttpClient()

  before(async () => {
    target = await openTarget({ version: 'v8.1.0-hotfix', gitHash: 'd'.repeat(40) })
    // Files without extension below such a folder are no CommonJS for node; the programs must not care.
    writeFileSync(join(target.dir, 'package.json'), '{"type": "module"}')
  })

  after(async () => {
    client.close()
    await Promise.all(nodes.map((node) => node.kill()))
    await target?.remove()
  })

  const program = (path: string) => join(target.bin, path)

  function run(path: string, args: readonly string[], env = {}): Promise<{ code: number; out: string; err: string }> {
    return new Promise((resolve) => {
      execFile(program(path), args, { cwd: target.dir, env: { ...process.env, ...env } }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err })
      })
    })
  }

  function start(path: string, args: readonly string[], name = path.replaceAll('/', '-')): DmNode {
    const node = new DmNode({ name, address: '', program: program(path), args, dir: target.dir })
    nodes.push(node)
    node.start()
    return node
  }

  const get = (port: number | undefined, path: string) =>
    until(`${port}${path} answers`, () =>
      client.send(`http://127.0.0.1:${port}${path}`, { timeoutMs: 2000 }).catch(() => undefined),
    )

  test('every one says what it was packed as', async () => {
    const said = await run('dm-worker/dm-worker', ['-V'])
    assert.match(said.out, /^Release Version: v8\.1\.0-hotfix\nGit Commit Hash: d{40}\n/)
    for (const [path, line] of [
      ['prometheus/promtool', /^promtool, version 8\.1\.0-hotfix /],
      ['bin/grafana-server', /^Version 8\.1\.0-hotfix /],
      ['node_exporter/node_exporter', /^node_exporter, version 1\.3\.1 /],
      ['alertmanager/amtool', /^amtool, version 0\.17\.0 /],
    ] as const) {
      const { out, code } = await run(path, ['--version'])
      assert.match(out, line)
      assert.equal(code, 0)
    }
  })

  test('unknown flags and keys end with 2', async () => {
    const flag = await run('dm-master/dm-master', ['--what'])
    assert.equal(flag.code, 2)
    assert.match(flag.err, /^flag provided but not defined: -what\n/)
    writeFileSync(join(target.dir, 'bad.toml'), 'what = 1\n')
    assert.equal((await run('dm-worker/dm-worker', ['--config', 'bad.toml'])).code, 2)
  })

  test('the monitoring stand-ins are ready where they were told to be', async () => {
    const [prometheus, alertmanager, cluster, grafana, node, blackbox] = await freePorts(6)
    const dir = join(target.dir, 'conf')
    mkdirSync(dir)
    writeFileSync(join(dir, 'p.yml'), 'global: {}\n')
    writeFileSync(join(dir, 'grafana.ini'), `[server]\nhttp_port = ${grafana}\n`)
    start('prometheus/prometheus', [
      `--config.file=${dir}/p.yml`,
      `--web.listen-address=:${prometheus}`,
      `--storage.tsdb.path=${dir}/data`,
      '--web.enable-admin-api',
    ])
    start('alertmanager/alertmanager', [
      `--config.file=${dir}/p.yml`,
      `--web.listen-address=127.0.0.1:${alertmanager}`,
      `--cluster.listen-address=127.0.0.1:${cluster}`,
      `--storage.path=${dir}/am`,
    ])
    start('bin/grafana-server', [`--homepath=${target.bin}`, `--config=${dir}/grafana.ini`])
    start('node_exporter/node_exporter', [`--web.listen-address=:${node}`, '--collector.tcpstat'])
    const last = start('blackbox_exporter/blackbox_exporter', [`--web.listen-address=:${blackbox}`])
    assert.equal((await get(prometheus, '/-/ready')).status, 200)
    assert.equal((await get(alertmanager, '/-/ready')).status, 200)
    assert.equal((await get(cluster, '/')).status, 404)
    assert.equal((await get(grafana, '/login')).status, 200)
    assert.match((await get(grafana, '/api/health')).text, /"database":"ok"/)
    assert.match((await get(node, '/metrics')).text, /process_start_time_seconds/)
    assert.equal((await get(blackbox, '/metrics')).status, 200)
    assert.equal((await last.stop()).code, 0)
  })

  test('fault switches: fail, hang, ignore a stop, lie', async () => {
    const faults = (given: object) => ({ DM_PLAYGROUND_FAULTS: JSON.stringify(given) })
    assert.equal((await run('dm-master/dm-master', ['-V'], faults({ fail_start: true }))).code, 1)
    assert.match(
      (await run('dm-master/dm-master', ['-V'], faults({ shown_version: 'v1.2.3' }))).out,
      /^Release Version: v1\.2\.3\n/,
    )
    writeFileSync(
      join(target.bin, 'dm-master', 'playground.json'),
      '{"timeScale": 0.05, "faults": {"hang": true, "ignore_sigterm_ms": 500}}',
    )
    const [port, peer] = await freePorts(2)
    const master = start(
      'dm-master/dm-master',
      [
        ...[
          '--name=m',
          `--master-addr=127.0.0.1:${port}`,
          `--peer-urls=127.0.0.1:${peer}`,
          `--data-dir=${target.dir}/m`,
        ],
      ],
      'hanging',
    )
    await until('it listens', () => (master.log.includes('become the leader') ? true : undefined))
    await assert.rejects(client.send(`http://127.0.0.1:${port}/status`, { timeoutMs: 300 }), { code: 'ETIMEDOUT' })
    const asked = performance.now()
    const ended = master.stop()
    await pause(100)
    assert.equal(master.running, true)
    await ended
    assert.ok(performance.now() - asked >= 450)
  })
})
