import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { componentsIn } from '../../src/packages/package_components.js'

describe('componentsIn()', () => {
  const cases: [string, string[], string[]][] = [
    [
      "knows TiUP's layout",
      ['dm-master/dm-master', 'dm-master/conf/dm_worker.rules.yml', 'dm-master/scripts/DM-Monitor-Standard.json'],
      ['dm-master'],
    ],
    ['knows a bare program', ['dm-worker'], ['dm-worker']],
    [
      'knows several in one, in the order of the roles',
      ['dm-worker', 'dm-master/dm-master'],
      ['dm-master', 'dm-worker'],
    ],
    ['knows prometheus with what comes beside it', ['ng-monitoring-server', 'prometheus/prometheus'], ['prometheus']],
    ['knows grafana, which has no directory', ['bin/grafana-server', 'conf/defaults.ini'], ['grafana']],
    ['takes no other file below a name for the program', ['dm-worker/README', 'x/dm-worker'], []],
    ['knows nothing of others', ['tidb-server'], []],
  ]
  for (const [name, files, components] of cases) test(name, () => assert.deepEqual(componentsIn(files), components))
})
