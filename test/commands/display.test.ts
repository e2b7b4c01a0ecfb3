import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { typed, withHome } from '../fakes/typed.js'
import { dmServers, membersPage } from './dm_servers.js'
import { assertGolden } from './golden.js'
import { recorded, smallTopology } from './recorded.js'

type Servers = Awaited<ReturnType<typeof dmServers>>

/** Instances by their index in smallTopology: two masters, two workers, prometheus, grafana. */
const pages = (index: number, path: string): string | null => {
  if (path.startsWith('/apis')) {
    return membersPage('m1', { m1: true, m2: true }, [
      { name: 'w1', stage: 'bound', source: 'mysql-01' },
      { name: 'w2', stage: 'free' },
    ])
  }
  if (path === '/health') return '{"health":"true"}'
  if (path === '/status') return 'Release Version: v8.1.0\n'
  if (path === '/metrics') return `process_start_time_seconds ${Math.floor(Date.now() / 1000) - 93_784}\n`
  return path === '/-/ready' || path === '/login' ? 'ready' : String(index)
}

describe('display', () => {
  let servers: Servers
  let answer: (index: number, path: string) => string | null | 'silent' = pages

  before(async () => {
    servers = await dmServers(6, (index, path) => answer(index, path))
  })
  after(() => servers.close())

  /** Runs it on a recorded cluster; ports become 10001, 10002 … in what it says. */
  async function shown(words: readonly string[], more: Partial<Parameters<typeof recorded>[1]> = {}) {
    return withHome(async (home) => {
      await recorded(home, { topology: smallTopology(servers.ports), ...more })
      const said = await typed(['display', 'prod', ...words], { home })
      const masked = (text: string): string =>
        servers.ports.reduce((left, port, index) => left.replaceAll(`${port}`, `1000${index + 1}`), text)
      return { ...said, out: masked(said.out), err: masked(said.err) }
    })
  }
  const id = (index: number): string => `127.0.0.1:${servers.ports[index]}`

  test('prints head, table and foot as tiup dm does', async () => {
    const { code, out } = await shown([])
    assert.equal(code, 0)
    assertGolden('display.txt', out)
  })

  test('adds since when with --uptime', async () => {
    const { out } = await shown(['--uptime'])
    assert.match(out, / {2}Status +Since +Data Dir/)
    assert.match(out, / {2}Healthy\|L {2}1d2h3m\d+s {2}/)
  })

  test('marks what was patched, and says what was left half done', async () => {
    const { out } = await shown([], { marks: { [id(2)]: { patched: 'x.tar.gz' } }, state: 'deploying' })
    assert.match(out, /^127\.0\.0\.1:10003 {2}dm-worker \(patched\) {2}/m)
    assert.match(out, /1 of them patched/)
    assert.match(out, /not whole: it was left while deploying/)
  })

  test('prints the version only with --version', async () => {
    assert.equal((await shown(['--version'])).out, 'v8.1.0\n')
  })

  test('shows a selection, and refuses unknown nodes and roles all at once', async () => {
    const { out } = await shown(['-R', 'dm-master', '-N', `${id(0)},${id(3)}`])
    assert.match(out, /^Total nodes: 1$/m)
    const { code, err } = await shown(['-R', 'dm-mastr', '-N', 'nobody:1'])
    assert.equal(code, 2)
    assert.match(err, /the node nobody:1/)
    assert.match(err, /did you mean dm-master\?/)
  })

  test('says the same as JSON', async () => {
    const { out } = await shown(['--json'])
    const { schema, cluster_meta, instances, interrupted } = JSON.parse(out)
    assert.deepEqual([schema, cluster_meta.cluster_name, interrupted], ['dmbook/display/v1', 'prod', null])
    assert.deepEqual(cluster_meta.grafana_urls, ['http://127.0.0.1:10006'])
    const worker = instances.find((one: { source: string | null }) => one.source === 'mysql-01')
    assert.deepEqual([worker.id, worker.status, worker.version], ['127.0.0.1:10003', 'Bound', 'v8.1.0'])
  })

  test('ends with 0 whatever it shows, with 1 only for --exit-code', async () => {
    assert.equal((await shown(['--exit-code'])).code, 0)
    answer = (index, path) => (index === 5 ? null : pages(index, path))
    assert.equal((await shown([])).code, 0)
    const { code, out } = await shown(['--exit-code'])
    answer = pages
    assert.equal(code, 1)
    assert.match(out, /grafana .* Down /)
  })

  test('--status-timeout bounds it however many hosts are dead, with nothing left open behind it', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length
    const earlier = timers()
    const before = performance.now()
    await shown(['--status-timeout', '1s'])
    const alive = performance.now() - before
    answer = () => 'silent'
    const began = performance.now()
    const { out } = await shown(['--status-timeout', '1s'])
    const dead = performance.now() - began
    answer = pages
    assert.match(out, /dm-master .* Down /)
    assert.match(out, /dm-worker .* N\/A /)
    assert.ok(dead - alive < 1000 + 3000, `${dead} ms, alive ${alive} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.ok(timers() <= earlier + 2, `${timers()} timers are left, of ${earlier} before`)
  })

  test('refuses a time that is none before it looks at anything', async () => {
    const { code, err } = await shown(['--status-timeout', 'soon'])
    assert.equal(code, 2)
    assert.match(err, /--status-timeout as it is no time: "soon"/)
  })

  test('knows no cluster of another name, and says the nearest', async () => {
    await withHome(async (home) => {
      await recorded(home, { topology: smallTopology(servers.ports) })
      const { code, err } = await typed(['display', 'prd'], { home })
      assert.deepEqual(
        [code, err.split('\n').slice(0, 2)],
        [2, ['there is no cluster "prd"', 'hint: did you mean prod?']],
      )
    })
  })
})
