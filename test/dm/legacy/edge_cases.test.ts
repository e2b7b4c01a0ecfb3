// The edge cases of the specification (dm-ansible-import.md §6.2), each by its number: E is an error that ends the import,
// W a warning, C just works. Those of the inventory's grammar are in test/language/ansible, those of the command in
// test/commands/import.test.ts.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { v1TaskFiles } from '../../../src/core/v1_tasks.js'
import { noAnsibleCfg } from '../../../src/dm/legacy/ansible_cfg.js'
import { changed, messages, readText, stock, takenOver } from './reading.js'

type Case = readonly [name: string, text: string, expected: RegExp]

const w1 = 'dm_worker1 ansible_host=172.16.10.72'
const w2 = 'dm_worker2 ansible_host=172.16.10.73'
const dir = 'deploy_dir = /home/tidb/deploy'

describe('errors of the inventory', () => {
  const cases: readonly Case[] = [
    [
      '5 no [dm_master_servers]',
      changed(['[dm_master_servers]\ndm_master ansible_host=172.16.10.71\n', '']),
      /no dm-master: \[dm_master_servers\] is missing/,
    ],
    [
      '5 an empty [dm_master_servers]',
      changed(['dm_master ansible_host=172.16.10.71\n', '']),
      /\[dm_master_servers\] is empty/,
    ],
    [
      '6 two masters',
      changed(['dm_master ansible_host=172.16.10.71', 'm1 ansible_host=172.16.10.71\nm2 ansible_host=172.16.10.72']),
      /2 dm-masters as DM 1\.0 has exactly one: m1, m2/,
    ],
    ['7 a directory of DM 2.0', stock.replaceAll(/ source_id=.*/g, ''), /deploys DM 2\.0/],
    ['8 no workers', stock.replaceAll(/dm_worker\d .*\n/g, ''), /no dm-worker/],
    [
      '11 one ip:port twice',
      changed([w2, 'dm_worker2 ansible_host=172.16.10.72 deploy_dir=/data2']),
      /both listen on 172\.16\.10\.72:8262/,
    ],
    [
      '12 two workers in one directory',
      changed([w2, 'dm_worker2 ansible_host=172.16.10.72 dm_worker_port=8263']),
      /both live in \/home\/tidb\/deploy of 172\.16\.10\.72/,
    ],
    [
      '14 a source_id twice',
      changed(['mysql-replica-02', 'mysql-replica-01']),
      /both have the source_id mysql-replica-01/,
    ],
    ['17 a source_id of 33 characters', changed(['mysql-replica-02', 'x'.repeat(33)]), /longer than 32 characters/],
    [
      '21 a comment behind a path',
      changed([dir, 'deploy_dir = /home/tidb/deploy # disk 1']),
      /almost surely a comment/,
    ],
    ['30 an unknown flavor', changed([w1, `${w1} flavor=oracle`]), /neither mysql nor mariadb: "oracle"/],
    [
      '34 a slip in the name of a group',
      changed(['[dm_worker_servers]', '[dm_workers_servers]']),
      /\[dm_worker_servers\] is missing/,
    ],
    [
      '35 two ports for SSH',
      changed([w1, `${w1} ansible_port=22 ansible_ssh_port=2222`]),
      /ansible_port and ansible_ssh_port differ: 22 and 2222/,
    ],
    ['36 a port that is none', changed([w1, `${w1} dm_worker_port=70000`]), /no port from 1 to 65535: "70000"/],
    [
      '37 a loopback address among others',
      changed([w1, 'dm_worker1 ansible_host=127.0.0.1']),
      /address 127\.0\.0\.1 of dm_worker1 as other hosts are to reach it/,
    ],
    ['40 two users', changed([w1, `${w1} ansible_user=dm`]), /two users, tidb and dm/],
    ['41 the user root', changed(['ansible_user = tidb', 'ansible_user = root']), /ansible_user root/],
    ['59 a relative directory', changed([dir, 'deploy_dir = deploy']), /it is not absolute/],
    ['59 a home with a tilde', changed([dir, 'deploy_dir = ~/deploy']), /whose home is meant/],
    ['59 a blank in a directory', changed([dir, 'deploy_dir = /home/my dm/deploy']), /holds a blank/],
    ['C08 a comma behind an address', changed([w1, 'dm_worker1 ansible_host=172.16.10.72,']), /it holds a comma/],
    [
      'C09 curly quotes around a source_id',
      changed(['source_id="mysql-replica-01"', 'source_id=“mysql-replica-01”']),
      /holds a curly quote/,
    ],
    [
      'C23 a range in a value',
      changed([w1, 'dm_worker1 ansible_host=172.16.10.[72:73]']),
      /ranges are not expanded in values/,
    ],
    [
      '31 a range of workers with one address',
      changed(
        [w1, 'dm_worker[1:2] ansible_host=172.16.10.72'],
        [
          `${w2} source_id="mysql-replica-02" server_id=102 mysql_host=172.16.10.82 mysql_user=root mysql_password='secret-2' mysql_port=3306\n`,
          '',
        ],
      ),
      /both listen on 172\.16\.10\.72:8262/,
    ],
  ]
  for (const [name, text, expected] of cases)
    test(name, () => {
      const { legacy, errors } = readText(text)
      assert.match(messages(errors), expected)
      assert.equal(legacy, null)
    })

  test('34 the group that was meant is named', () => {
    const { errors } = readText(changed(['[dm_worker_servers]', '[dm_workers_servers]']))
    assert.equal(errors[0]?.hint, 'did you mean dm_worker_servers by dm_workers_servers?')
  })
})

describe('warnings of the inventory', () => {
  const cases: readonly Case[] = [
    [
      '10 one bare host in two groups, with two directories',
      changed(
        ['prometheus ansible_host=172.16.10.71', '172.16.10.71 deploy_dir=/a'],
        ['grafana ansible_host=172.16.10.71', '172.16.10.71 deploy_dir=/b'],
      ),
      /which is one host to Ansible: deploy_dir of the last line counts for all: \/b/,
    ],
    [
      '15 one server_id for one upstream',
      changed(['server_id=102 mysql_host=172.16.10.82', 'server_id=101 mysql_host=172.16.10.81']),
      /one server_id for one upstream/,
    ],
    ['18 a port where it has no effect', `${stock}\n[dm_worker_servers:vars]\ndm_worker_port=9999\n`, /dm_worker_port/],
    [
      '23 a password cut by a #',
      changed(["mysql_password='secret-1'", 'mysql_password=ab#c']),
      /password of dm_worker1 ends before a #/,
    ],
    [
      '24 a password like a number',
      changed(["mysql_password='secret-1'", 'mysql_password=1.10']),
      /password of dm_worker1 for a number/,
    ],
    [
      '29 enable_gtid with a capital letter',
      changed([w1, `${w1} enable_gtid=True`]),
      /enable_gtid of dm_worker1 is True/,
    ],
    [
      '33 a group that nobody knows',
      `${stock}\n[spare]\nspare1 ansible_host=172.16.10.90\n`,
      /the group spare means nothing to DM/,
    ],
    ['33 a host without a group', `spare1 ansible_host=172.16.10.90\n${stock}`, /ungrouped means nothing to DM/],
    [
      '38 a name for an address',
      changed([w1, 'dm_worker1 ansible_host=dm-72.example.com']),
      /dm-72\.example\.com is a name/,
    ],
    [
      '39 an IPv6 address',
      changed([w1, 'dm_worker1 ansible_host=fd00::72']),
      /IPv6 address, with which DM 1\.0 could not work/,
    ],
    [
      '61 no alertmanager',
      changed(['alertmanager ansible_host=172.16.10.71\n', '']),
      /\[alertmanager_servers\] has no host/,
    ],
    [
      '73 an upstream on this very host',
      changed(['mysql_host=172.16.10.81', 'mysql_host=127.0.0.1']),
      /the upstream of dm_worker1 is 127\.0\.0\.1/,
    ],
  ]
  for (const [name, text, expected] of cases)
    test(name, () => {
      const { legacy, errors, warnings } = readText(text)
      assert.equal(messages(errors), '')
      assert.match(messages(warnings), expected)
      assert.ok(legacy)
    })

  test('23, 24 a password is never shown', () => {
    for (const password of ['ab#cdefg', '12345.10']) {
      const { warnings } = readText(changed(["mysql_password='secret-1'", `mysql_password=${password}`]))
      assert.doesNotMatch(messages(warnings), /cdefg|12345/)
    }
  })
})

describe('what just works', () => {
  const process = (text: string, alias = 'dm_worker1') =>
    readText(text).legacy?.processes.find((one) => one.alias === alias)

  test('3 no ansible.cfg; a port of ansible.cfg counts where no line has one', () => {
    const cfg = { ...noAnsibleCfg, remotePort: 2222 }
    assert.equal(process(stock)?.sshPort, null)
    assert.equal(readText(stock, { cfg }).legacy?.processes[0]?.sshPort, 2222)
  })
  test('9 a bare address for a name', () => {
    const text = changed(['prometheus ansible_host=172.16.10.71', '172.16.10.75'])
    assert.equal(process(text, '172.16.10.75')?.address, '172.16.10.75')
  })
  test('16 no source_id on the line: the file of the worker has it', () => {
    assert.ok(process(changed(['source_id="mysql-replica-01" ', ''])))
  })
  test('19 edited group_vars are honoured', () => {
    assert.equal(process(changed([w1, `${w1} dm_worker_port=18262`]))?.port.value, 18262)
  })
  test('20 quotes around a directory', () => {
    assert.equal(process(changed([dir, 'deploy_dir = "/data/dm"']))?.deployDir.value, '/data/dm')
  })
  test('22 references are resolved', () => {
    assert.equal(process(stock)?.vars.get('deploy_user')?.value, 'tidb')
    assert.equal(readText(stock).legacy?.user.value, 'tidb')
  })
  test('25 an empty password', () => {
    assert.equal(
      process(changed(["mysql_password='secret-1'", "mysql_password=''"]))?.vars.get('mysql_password')?.value,
      '',
    )
  })
  test('32 a group below a group', () => {
    const text = changed(['[dm_worker_servers]', '[dm_worker_servers:children]\ndc1\n\n[dc1]'])
    assert.equal(readText(text).legacy?.processes.filter(({ role }) => role === 'dm-worker').length, 2)
  })
  test('37 a loopback address of a cluster on one machine', () => {
    const text = stock.replaceAll(/172\.16\.10\.7[13]/g, '127.0.0.1').replace('172.16.10.72', '127.0.0.1')
    const { errors } = readText(text.replace('dm_worker2 ', 'dm_worker2 dm_worker_port=8263 deploy_dir=/data2 '))
    assert.equal(messages(errors), '')
  })
  test('59 slashes at the end', () => {
    assert.equal(process(changed([dir, 'deploy_dir = /home/tidb/deploy//']))?.deployDir.value, '/home/tidb/deploy')
  })
  test('62 the portal is left out, with its unit', () => {
    const { legacy } = readText(`${stock}\n[dm_portal_servers]\ndm_portal ansible_host=172.16.10.71\n`)
    assert.match(legacy?.dropped[0] ?? '', /dm_portal on 172\.16\.10\.71: .* dm-portal-8280 stays as it is/)
  })
})

describe('errors of the hosts', () => {
  const tasks = (stage: 'Stopped' | 'New') => {
    const files = v1TaskFiles([{ name: 'old', stage, config: '' }], 'v1.0.6')
    return Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.toString('base64')]))
  }
  const script = takenOver().takeover?.seen.find(({ process }) => process.alias === 'dm_worker1')?.look.script ?? ''
  const toml = takenOver().takeover?.seen.find(({ process }) => process.alias === 'dm_worker1')?.look.config?.text ?? ''
  const path = '/home/tidb/deploy/conf/dm-worker.toml'
  const meta = { path: '/home/tidb/deploy/dm_worker_meta' }
  const cases: readonly (readonly [name: string, change: Parameters<typeof takenOver>, expected: RegExp])[] = [
    [
      '7 a run script of DM 2.0',
      [{ dm_worker1: { script: script.replace('--worker-addr', '--join="x" \\\n    --worker-addr') } }],
      /its run script starts DM 2\.0/,
    ],
    [
      '16 a file without a source-id',
      [{ dm_worker1: { config: { path, text: toml.replace('mysql-replica-01', '') } } }],
      /has no source-id/,
    ],
    [
      '26 an encrypted password, for DM 8',
      [
        { dm_worker1: { config: { path, text: toml.replace('secret-1', 'VjX8cEeTX+qcvZ3bPaO4h0C80pe/1aU=') } } },
        { version: 'v8.1.0' },
      ],
      /encrypted with the key that DM had built in before v8\.0\.0/,
    ],
    [
      '40 a unit of another user',
      [{ dm_worker1: { unit: '[Service]\nUser=dm\n' } }],
      /its unit runs as dm, the inventory says tidb/,
    ],
    [
      '43 no run script',
      [{ dm_worker1: { script: null } }],
      /its run script is missing: \/home\/tidb\/deploy\/scripts\/run_dm-worker\.sh/,
    ],
    ['45 no file of the worker', [{ dm_worker1: { config: { path, text: null } } }], /its file is missing/],
    [
      '45 a file that is no TOML: True',
      [{ dm_worker1: { config: { path, text: toml.replace('= false', '= True') } } }],
      /have no capital letters in TOML/,
    ],
    [
      '47 another source-id in the file',
      [{ dm_worker1: { config: { path, text: toml.replace('mysql-replica-01', 'other') } } }],
      /has the source-id other, the inventory mysql-replica-01/,
    ],
    [
      '47 the master knows the worker elsewhere',
      [
        {
          dm_master: {
            config: {
              path: 'x',
              text: '[[deploy]]\nsource-id = "mysql-replica-01"\ndm-worker = "172.16.10.99:8262"\n',
            },
          },
        },
      ],
      /dm-master has it at 172\.16\.10\.99:8262/,
    ],
    [
      '50 a process that runs',
      [{ dm_worker1: { running: ['its port 8262 is open'] } }],
      /dm_worker1 \(172\.16\.10\.72\) as it still runs: its port 8262 is open/,
    ],
    ['51 an old release', [{ dm_worker1: { version: 'v1.0.0-rc.1' } }], /it is DM v1\.0\.0-rc\.1/],
    ['51 a release after 1.0', [{ dm_worker1: { version: 'v2.0.0' } }], /it is DM v2\.0\.0/],
    ['52 a target below v2.0.0-rc.2', [{}, { version: 'v2.0.0-rc.1' }], /only DM from v2\.0\.0-rc\.2 on/],
    ['52 a target that is no version', [{}, { version: '8.x' }], /no version of DM/],
    [
      'a task that stop-task has stopped',
      [{ dm_worker1: { meta: { ...meta, files: tasks('Stopped') } } }],
      /the task old of mysql-replica-01 is Stopped/,
    ],
    [
      'a store that is broken',
      [{ dm_worker1: { meta: { ...meta, files: { CURRENT: '' } } } }],
      /dm_worker_meta\/kv is broken: CURRENT is missing/,
    ],
    [
      'drift: another directory',
      [{ dm_worker1: { script: script.replace('DEPLOY_DIR=/home/tidb/deploy', 'DEPLOY_DIR=/data') } }],
      /lives in \/data, the inventory says \/home\/tidb\/deploy/,
    ],
    [
      'drift: another port',
      [{ dm_worker1: { script: script.replace(':8262', ':8299') } }],
      /run script has port 8299, the inventory 8262/,
    ],
  ]
  for (const [name, change, expected] of cases)
    test(name, () => {
      const { takeover, errors } = takenOver(...change)
      assert.match(messages(errors), expected)
      assert.equal(takeover, null)
    })

  test('52 v2.0.0-rc.2 and nightlies are good', () => {
    for (const version of ['v2.0.0-rc.2', 'v2.0.0', 'v7.5.0', 'nightly', 'v8.2.0-nightly'])
      assert.ok(takenOver({}, { version }).takeover, version)
  })

  test('a stopped task that may stay behind is a warning', () => {
    const change = { dm_worker1: { meta: { ...meta, files: tasks('Stopped') } } }
    const { takeover, warnings } = takenOver(change, { leave: ['old'] })
    assert.match(messages(warnings), /the task old of mysql-replica-01 is Stopped/)
    assert.deepEqual(
      takeover?.tasks.map(({ source }) => source),
      ['mysql-replica-02'],
    )
  })

  const warned: readonly (readonly [name: string, change: Parameters<typeof takenOver>, expected: RegExp])[] = [
    [
      '44 a flag that was added',
      [{ dm_worker1: { script: script.replace('-L=', '--pprof="x" \\\n    -L=') } }],
      /its run script has --pprof, which is left out/,
    ],
    [
      '46 keys that DM 2.0 does not know',
      [{ dm_worker1: { config: { path, text: `${toml}\n[tracer]\nenable = true\n` } } }],
      /left out: tracer: DM 2\.0 does not know it/,
    ],
    ['49 no tasks', [{ dm_worker1: { meta: { ...meta, files: null } } }], /it keeps no tasks/],
    ['51 mixed releases', [{ dm_worker1: { version: 'v1.0.7' } }], /different versions: v1\.0\.6, v1\.0\.7/],
    [
      '60 the port of grafana.ini',
      [{ grafana: { config: { path: '/x/grafana.ini', text: '[server]\nhttp_port = 3001\n' } } }],
      /grafana\.ini says port 3001, the inventory 3000/,
    ],
    [
      'the password differs, and is not shown',
      [{ dm_worker1: { config: { path, text: toml.replace('secret-1', 'other') } } }],
      /another password of the upstream than the inventory/,
    ],
  ]
  for (const [name, change, expected] of warned)
    test(name, () => {
      const { takeover, errors, warnings } = takenOver(...change)
      assert.equal(messages(errors), '')
      assert.match(messages(warnings), expected)
      assert.ok(takeover)
    })

  test('48 tasks that lie where meta-dir says are brought from there', () => {
    const files =
      takenOver().takeover?.seen.find(({ process }) => process.alias === 'dm_worker1')?.look.meta?.files ?? null
    const { takeover, warnings } = takenOver({ dm_worker1: { meta: { path: '/data/meta', files } } })
    assert.equal(takeover?.seen.find(({ process }) => process.alias === 'dm_worker1')?.look.meta?.path, '/data/meta')
    assert.doesNotMatch(messages(warnings), /keeps no tasks/)
  })

  test('of the stock cluster only what nobody can see is said', () => {
    const { errors, warnings } = takenOver()
    assert.equal(messages(errors), '')
    assert.equal(warnings.length, 2)
    assert.match(messages(warnings), /dump and load must be over/)
    assert.match(messages(warnings), /checkpoint tables of tidb\.example\.com:4000 as dm/)
    assert.equal(takenOver().takeover?.seen.length, 6)
  })
})
