// Upkeep of an embedded cluster that speaks TLS, with a busy source: certificates, other nodes in place of old and of dead
// ones, logs and data. Each command is killed where that hurts, typed again, and once more.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePorts } from '../fakes/free_ports.js'
import { processesIn } from '../fakes/processes_in.js'
import { until } from '../fakes/until.js'
import { type Embedded, type Ended, embedded } from './embedded.js'
import { started, succeeded } from './steps.js'

interface Shown {
  readonly id: string
  readonly role: string
  readonly status: string
  readonly source?: string
}

describe('upkeep of a cluster that speaks TLS', () => {
  let it: Embedded
  const run = async (...words: readonly string[]): Promise<Ended> => succeeded(await it.type(words))
  const refused = async (said: RegExp, ...words: readonly string[]): Promise<void> => {
    const { code, out, err } = await it.type(words)
    assert.equal(code, 6, out + err)
    assert.match(out + err, said)
  }
  const shown = async (): Promise<Shown[]> => JSON.parse((await it.type(['display', 'up', '--json'])).out).instances
  const holder = async (): Promise<string> => (await shown()).find(({ source }) => source === 's1')?.id ?? ''
  const bound = (): Promise<string> => until(holder, (id) => id !== '', 60_000)
  const healthy = async (): Promise<void> => {
    const display = () => it.type(['display', 'up', '--exit-code'])
    succeeded(await until(display, ({ code }) => code === 0, 30_000))
  }
  const deployed = (): string => join(it.home, 'run', 'up', 'deploy')
  const folderOf = (id: string, role: string): string => join(deployed(), `${role}-${id.split(':')[1]}`)
  /** A topology of one new worker; gives its id too. */
  const newWorker = async (name: string): Promise<{ readonly file: string; readonly id: string }> => {
    const [port] = await freePorts(1)
    const file = join(it.home, `${name}.yaml`)
    writeFileSync(file, `worker_servers: [{ host: 127.0.0.1, name: ${name}, port: ${port} }]\n`)
    return { file, id: `127.0.0.1:${port}` }
  }
  /** By path: from when on each certificate is good. */
  const certificates = (): Map<string, number> => {
    const files = readdirSync(deployed()).flatMap((instance) => {
      const folder = join(deployed(), instance, 'tls')
      const names = existsSync(folder) ? readdirSync(folder) : []
      return names.filter((name) => name.endsWith('.crt') && name !== 'ca.crt').map((name) => join(folder, name))
    })
    return new Map(
      [...files, join(it.home, 'clusters/up/tls/client.crt')].map((file) => [
        file,
        Date.parse(new X509Certificate(readFileSync(file)).validFrom),
      ]),
    )
  }

  before(async () => {
    it = await embedded('up', { tls: true, leaseSeconds: 20 })
    await started(it)
    await it.migrate(1)
    await bound()
  })
  after(() => it.end())

  test('tls rotate, killed at the third master: the same command renews every certificate, and all serve', async () => {
    await refused(/config export up DIR/, 'tls', 'up', 'disable', '-y')
    const old = certificates()
    assert.equal(old.size, 3 + 2 + 1 + 1 + 1) // masters, workers, prometheus, blackbox_exporter, dmbook itself
    await it.kill(['tls', 'up', 'rotate', '-y'], { task: 'Keep its certificate', host: it.masters[2] ?? '' })
    await run('tls', 'up', 'rotate', '-y')
    const renewed = certificates()
    assert.deepEqual(
      [...old].filter(([file, from]) => (renewed.get(file) ?? 0) <= from),
      [],
    )
    await healthy()
    assert.match((await run('check', 'up')).out, /^The first certificate ends \d{4}-\d\d-\d\d \(/m)
    assert.match((await run('reload', 'up', '-y')).out, /Nothing had to change/)
    await bound()
  })

  test('replace by a node at another port, killed when the old one stops: the same command finishes', async () => {
    const old = await bound()
    const { file, id } = await newWorker('w8')
    const words = ['replace', 'up', old, file, '-y']
    await it.kill(words, { task: 'Stop the unit', host: old })
    await run(...words)
    const all = await shown()
    assert.ok(all.some((each) => each.id === id) && !all.some((each) => each.id === old))
    assert.equal(existsSync(folderOf(old, 'dm-worker')), false)
    assert.match((await run(...words)).out, /is already replaced/)
    await bound()
  })

  test('replace --force of a node that died: its lease is waited for, nothing of it is touched', async () => {
    const dead = await bound()
    const port = dead.split(':')[1]
    const of = processesIn(it.home).filter(({ command }) => command.includes(`dm-worker-${port}`))
    for (const { pid } of of) process.kill(pid, 'SIGKILL')
    const { file, id } = await newWorker('w9')
    const early = await it.type(['replace', 'up', dead, file, '--force', '-y', '--lease-timeout', '100ms'])
    assert.equal(early.code, 1, early.out + early.err)
    assert.ok((await shown()).some((each) => each.id === dead))
    const { out } = await run('replace', 'up', dead, file, '--force', '-y')
    assert.match(out, new RegExp(`Leave on 127\\.0\\.0\\.1: the unit dm-worker-${port}`))
    assert.ok(existsSync(folderOf(dead, 'dm-worker')))
    assert.ok((await shown()).some((each) => each.id === id))
    await bound()
    assert.match((await run('prune', 'up')).out, /Nothing had to change/)
  })

  test('clean: logs while it runs, data of what is stopped alone', async () => {
    const [master = ''] = it.masters
    const log = join(folderOf(master, 'dm-master'), 'log')
    writeFileSync(join(log, 'dm-master-2026-01-01.log'), 'rotated')
    await run('clean', 'up', '--log', '-y')
    assert.equal(existsSync(join(log, 'dm-master-2026-01-01.log')), false)
    for (const name of readdirSync(log).filter((entry) => entry.endsWith('.log')))
      assert.ok(statSync(join(log, name)).size < 1000, name)
    await healthy()

    await refused(/cannot delete the data of .* as it runs/, 'clean', 'up', '--data', '-y')
    const worker = (await shown()).find(({ role }) => role === 'dm-worker')?.id ?? ''
    const data = join(folderOf(worker, 'dm-worker'), 'data')
    const workers = ['--data', '--ignore-role', 'dm-master,prometheus,grafana,alertmanager', '-y']
    await run('stop', 'up', '-R', 'dm-worker', '-y')
    writeFileSync(join(data, 'old'), '')
    await it.kill(['clean', 'up', ...workers], { task: 'Keep its place' })
    await run('clean', 'up', ...workers)
    assert.deepEqual(readdirSync(data), ['.dmbook'])
    assert.match((await run('clean', 'up', ...workers)).out, /Nothing had to change/)
    await run('start', 'up')
    await bound()
  })
})
