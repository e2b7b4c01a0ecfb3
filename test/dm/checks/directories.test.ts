import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { directories } from '../../../src/dm/checks/directories.js'
import { findingsOf } from './findings_of.js'

const master = (words: string): string => `master_servers: [{host: a, ${words}}]\n`
const two = (first: string, second: string): string =>
  `master_servers: [{host: a, ${first}}, {host: a, port: 1, ${second}}]\n`

describe('directories()', () => {
  const fine: [string, string][] = [
    ['the defaults', 'monitored: {}\nmaster_servers: [{host: a}, {host: a, port: 1}]\nworker_servers: [{host: a}]\n'],
    ['one directory on two machines', 'master_servers: [{host: a, deploy_dir: /x}, {host: b, deploy_dir: /x}]\n'],
    ['data and log below deploy', master('deploy_dir: /x, data_dir: /x/d, log_dir: /x/l')],
    ['the log beside programs', master('deploy_dir: /x, log_dir: /x, data_dir: /d')],
    ['a home as parent', 'global: {deploy_dir: /home/tidb, data_dir: /opt}\nmaster_servers: [{host: a}]\n'],
  ]
  for (const [what, text] of fine) test(`takes ${what}`, () => assert.deepEqual(findingsOf(directories, text), []))

  const refused: [string, string, RegExp][] = [
    [
      '/etc',
      master('data_dir: /etc'),
      /^error master_servers\[0\]\.data_dir: data_dir of dm-master-8261 belongs to the system: \/etc$/,
    ],
    ['/', master('deploy_dir: /'), /belongs to the system|holds the home/],
    ['the home of the user', master('deploy_dir: /home/tidb'), /holds the home of the cluster: \/home\/tidb$/],
    ['the home of the user, said relatively', master('deploy_dir: .'), /holds the home/],
    ['another home', master('log_dir: /home/me'), /belongs to the system/],
    ['/usr/lib/x', master('deploy_dir: /usr/lib/x'), /belongs to the system/],
    [
      'a parent of the system',
      'global: {data_dir: /etc/}\nmaster_servers: [{host: a}]\n',
      /^error global\.data_dir: data_dir belongs to the system: \/etc$/,
    ],
    [
      '..',
      master('deploy_dir: ../x'),
      /^error master_servers\[0\]\.deploy_dir: deploy_dir must not climb with \.\.: "\.\.\/x"$/m,
    ],
    [
      '.. of monitored',
      'monitored: {log_dir: a/../b}\nmaster_servers: [{host: a}]\n',
      /monitored\.log_dir: log_dir must not climb/,
    ],
    [
      'data in the place of programs',
      master('deploy_dir: /x, data_dir: /x'),
      /^error master_servers\[0\]\.data_dir \(master_servers\[0\]\.deploy_dir\): data_dir of dm-master-8261 is also deploy_dir/,
    ],
    [
      'programs inside data',
      master('deploy_dir: /x/y, data_dir: /x'),
      /data_dir of dm-master-8261 holds deploy_dir of dm-master-8261/,
    ],
    ['logs inside data', master('data_dir: /x, log_dir: /x/y'), /log_dir of dm-master-8261 lies inside data_dir/],
    [
      'one directory for two',
      two('deploy_dir: /x', 'deploy_dir: /x/'),
      /deploy_dir of dm-master-1 is also deploy_dir of dm-master-8261: \/x$/,
    ],
    [
      'one inside the other',
      two('deploy_dir: /x', 'data_dir: /x/data2'),
      /data_dir of dm-master-1 lies inside deploy_dir of dm-master-8261/,
    ],
    [
      'a shared log_dir',
      'global: {log_dir: /logs}\nmaster_servers: [{host: a}, {host: a, port: 1}]\n',
      /log_dir of dm-master-1 is also log_dir of dm-master-8261/,
    ],
    [
      'the directory of the exporters',
      `monitored: {deploy_dir: /x}\n${master('deploy_dir: /x')}`,
      /^error monitored\.deploy_dir \(master_servers\[0\]\.deploy_dir\): deploy_dir of the exporters is also/,
    ],
  ]
  for (const [what, text, found] of refused) {
    test(`refuses ${what}`, () => assert.match(findingsOf(directories, text).join('\n'), found))
  }

  test('says a shared mistake once', () => {
    assert.equal(findingsOf(directories, two('deploy_dir: /x', 'deploy_dir: /x')).length, 1)
    const parent = 'global: {data_dir: /etc}\nmaster_servers: [{host: a}, {host: b}]\n'
    assert.equal(findingsOf(directories, parent).length, 1)
  })
})
