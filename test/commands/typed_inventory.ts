// Words typed at `dmbook inventory`, beside a small inventory with group_vars and whatever else a test adds.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { typed, withHome } from '../fakes/typed.js'

const ini =
  '[dm_master_servers]\nm ansible_host=10.0.0.1\n[dm_worker_servers]\nw1:2222 ansible_host=10.0.0.2 mysql_password=hunter2\n' +
  '[monitored:children]\ndm_master_servers\n[all:vars]\nansible_user=tidb\ndeploy_dir=/home/tidb/deploy\n[dm_worker_servers:vars]\ndm_worker_port=9999\n'
const files = {
  'i/inventory.ini': ini,
  'i/group_vars/dm_worker_servers.yml': 'dm_worker_port: "8262"\nlog_dir: "{{ deploy_dir }}/log"\n',
}

export const inventory = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  withHome(async (home) => {
    for (const [path, text] of Object.entries({ ...files, ...more })) {
      mkdirSync(dirname(join(home, path)), { recursive: true })
      writeFileSync(join(home, path), text, { mode: 0o600 })
    }
    const said = await typed(['inventory', ...words], { home: join(home, 'state'), cwd: home })
    const read = (path: string) => readFileSync(join(home, path), 'utf8')
    return {
      ...said,
      made: words.includes('new.yaml') && said.code === 0 ? read('new.yaml') : '',
      mode: modeAt(join(home, 'new.yaml')),
    }
  })

const modeAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0
