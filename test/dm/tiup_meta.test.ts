import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError, errorText } from '../../src/core/error.js'
import { readTiupMeta } from '../../src/dm/tiup_meta.js'

const read = (text: string) => readTiupMeta({ file: 'meta.yaml', text })

function refused(text: string): DmbookError {
  try {
    read(text)
  } catch (thrown) {
    if (thrown instanceof DmbookError) return thrown
    throw thrown
  }
  throw new Error('it was taken')
}

const whole = (topology: string, head = 'user: tidb\ndm_version: v8.1.0\n') =>
  `${head}topology:\n${topology.replaceAll(/^/gm, '  ')}\n`
const master = 'master_servers:\n- host: 10.0.0.1\n  name: m1'

describe('readTiupMeta() reads what each release wrote', () => {
  for (const [release, text] of Object.entries({
    '1.1': whole(
      `global:\n  user: tidb\n  ssh_port: 22\n  deploy_dir: deploy\n  data_dir: data\n  os: linux\n  arch: amd64\nserver_configs:\n  master: {}\n  worker: {}\n${master}\n  ssh_port: 22\n  imported: true\n  port: 8261\n  peer_port: 8291\n  deploy_dir: deploy/dm-master-8261\n  data_dir: /home/tidb/deploy/dm-master-8261/data\n  log_dir: log\nworker_servers: []\nmonitoring_servers: []`,
    ),
    '1.4, with a patch': whole(
      `monitored: {}\n${master}\n  patched: true\nworker_servers:\n- host: 10.0.0.2\n  patched: true\n  ignore_exporter: true\n- host: 10.0.0.3`,
    ),
    '1.16': whole(
      `global: { user: tidb, systemd_mode: user, pd_mode: "" }\ncomponent_sources: {}\nserver_configs: { master: {}, worker: {}, grafana: {} }\n${master}\n  source: dm-master\n  manage_host: 192.168.0.1`,
    ),
  }))
    test(release, () => {
      const found = read(text)
      assert.deepEqual([found.user, found.version, found.encrypted], ['tidb', 'v8.1.0', false])
      assert.ok(!JSON.stringify(found.topology).includes('patched'))
      assert.deepEqual(found.warnings, [])
      assert.equal(found.systemdMode, release === '1.16' ? 'user' : 'system')
      const patched = release.includes('patch') ? ['10.0.0.1:8261 dm-master', '10.0.0.2:8262 dm-worker'] : []
      assert.deepEqual(
        found.patched.map(({ id, role }) => `${id} ${role}`),
        patched,
      )
    })

  test('the user beside the topology is the one it runs as', () =>
    assert.match(
      JSON.stringify(read(whole(master, 'user: dm\ndm_version: nightly\n')).topology),
      /"global":\{"user":"dm"\}/,
    ))

  test('a key that nobody knows is a warning, and so is a setting that DM may not like', () => {
    const { warnings } = read(
      whole(`${master}\n  colour: red\nmonitoring_servers: [{ host: 10.0.0.2, storage_retention_time: long }]`),
    )
    assert.deepEqual(
      warnings.map(({ at }) => at?.line),
      [7, 8],
    )
    assert.match(warnings[0]?.message ?? '', /^cannot adopt the cluster as "colour" is not a key/)
  })
})

describe('readTiupMeta() refuses', () => {
  const levels = [...'bcdefghij'].map((name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]},`.repeat(9)}]`)
  const bomb = `a: &a [x,x,x]\n${levels.join('\n')}\n${whole(master)}`
  for (const [what, text, said] of [
    [
      'a user that is shell text',
      whole(master, 'user: "tidb; id"\ndm_version: v8.1.0\n'),
      /:1:7 cannot adopt the cluster as user must be/,
    ],
    [
      'a version that leaves its folder',
      whole(master, 'user: tidb\ndm_version: v8.1.0/../../x\n'),
      /:2:13 .*no version of DM/,
    ],
    [
      'a cluster of tiup cluster',
      'user: tidb\ntidb_version: v7.5.0\ntopology: { tidb_servers: [] }\n',
      /dm_version is missing[\s\S]*of tiup cluster, not of tiup dm/,
    ],
    ['no topology', 'user: tidb\ndm_version: v8.1.0\n', /it has no topology/],
    ['a name that is shell text', whole(master.replace('m1', '"m1$(touch x)"')), /name must be a name of letters/],
    ['a host that is an option', whole(master.replace('10.0.0.1', '-oProxyCommand=x')), /host/],
    ['a directory that climbs', whole(`${master}\n  data_dir: /dm/../etc`), /must not climb/],
    ['a directory of the system', whole(`${master}\n  data_dir: /etc`), /belongs to the system: \/etc/],
    [
      'directories inside each other',
      whole(`${master}\n  deploy_dir: /dm\nworker_servers:\n- host: 10.0.0.1\n  deploy_dir: /dm/worker`),
      /lies inside/,
    ],
    ['a YAML bomb', bomb, /alias/],
    ['a tag', whole(master.replace('m1', '!!python/object m1')), /!!python\/object/],
    ['nothing', '', /empty/],
    ['binary', 'PK\u0003\u0004\u0000\u0000', /cannot/],
  ] as const)
    test(what, () => assert.match(errorText(refused(text)), said))

  test('all at once, each at its place, passwords covered', () => {
    const text = whole(
      `${master}\n  data_dir: /etc\ngrafana_servers:\n- host: "a b"\n  password: [secret]`,
      'user: ROOT\ndm_version: 1\n',
    )
    const { problems } = refused(text)
    assert.deepEqual(
      problems.map(({ at }) => at?.line),
      [1, 2, 7, 9, 10],
    )
    assert.ok(!errorText(refused(text)).includes('secret'))
  })
})
