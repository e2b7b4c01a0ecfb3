import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { directoryTroubles, portTroubles } from '../../src/modules/machine_fit_place.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'

const tenant = (port: number) => ({
  id: `h:${port}`,
  deploy_dir: `/dm/${port}`,
  vars: { ports: [port], owned_directories: [`/dm/${port}`, '/dm/log'], package: 'a', package_version: null },
})

describe('what stands in the way of a place', () => {
  test('ports that somebody else holds, in one look', async () => {
    const stdout = [
      'listen\t0100007F:2045\tsocket:[1]',
      'listen\t0100007F:2046\tsocket:[2]',
      'process\tsocket:[1]\t7\t/dm/8261/x\tdm-master',
      'process\tsocket:[2]\t8\t/else\tnc -l',
    ].join('\n')
    const host = fakeHost().expect(/proc\/net/, { stdout })
    assert.deepEqual(await portTroubles(host, [tenant(8261), tenant(8262)]), ['8262 is held by process 8: nc -l'])
    assert.equal(host.reads.length, 1)
    assert.deepEqual(await portTroubles(fakeHost(), []), [])
  })

  test('directories that the module directory would refuse, each once', async () => {
    const host = fakeHost({ '/dm/8261/.dmbook': { text: 'other\n' }, '/dm/log/file': {} })
    const said = await directoryTroubles(host, { hosts: [tenant(8261), tenant(8262)], mark: 'm1' }, fakeTools())
    assert.deepEqual(said, [
      'cannot use /dm/8261 as it belongs to another cluster: other',
      'cannot use /dm/log as it is not empty and not ours: file',
    ])
  })
})
