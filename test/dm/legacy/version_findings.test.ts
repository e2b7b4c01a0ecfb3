import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { targetTrouble, versionFindings } from '../../../src/dm/legacy/version_findings.js'
import { messages, takenOver } from './reading.js'

const seen = takenOver().takeover?.seen ?? []
/** The plain cluster, each of its DM processes telling the next of these versions. */
function found(...versions: readonly (string | null)[]) {
  const findings = { errors: [], warnings: [] }
  const dm = seen.filter(({ process }) => process.role.startsWith('dm-'))
  versionFindings(
    dm.map((one, index) => ({ ...one, look: { ...one.look, version: versions[index % versions.length] ?? null } })),
    findings,
  )
  return findings
}

describe('targetTrouble()', () => {
  for (const version of ['v2.0.0-rc.2', 'v2.0.7', 'v5.3.0', 'v8.1.0', 'nightly', 'v8.2.0-nightly-20240701'])
    test(`takes ${version}`, () => assert.equal(targetTrouble(version), null))
  for (const version of ['v1.0.7', 'v2.0.0-rc', 'v2.0.0-beta.2']) {
    test(`refuses ${version}`, () => assert.match(targetTrouble(version) ?? '', /only DM from v2\.0\.0-rc\.2 on/))
  }
  for (const version of ['', 'latest', 'v8', '8.1'])
    test(`"${version}" is none`, () => assert.match(targetTrouble(version) ?? '', /no version of DM: write it as v8/))
})

describe('versionFindings()', () => {
  for (const version of ['v1.0.0', '1.0.7', 'v1.0.6-20-gabcdef'])
    test(`${version} can be taken over`, () => assert.deepEqual(found(version), { errors: [], warnings: [] }))
  for (const version of ['v1.0.0-alpha', 'v1.0.3-rc.1', 'v1.1.0', 'v10.0.0', 'None'])
    test(`${version} cannot`, () => {
      const { errors } = found(version)
      assert.equal(errors.length, 3)
      assert.match(messages(errors), new RegExp(`^cannot import dm_master as it is DM ${version}: only 1\\.0\\.0`))
    })

  test('one that tells none is noted, and does not make a mixture', () => {
    const { errors, warnings } = found('v1.0.6', null, 'v1.0.6')
    assert.deepEqual([errors, messages(warnings)], [[], 'dm_worker1 does not tell its version'])
    assert.match(messages(found('v1.0.6', 'v1.0.7').warnings), /different versions: v1\.0\.6, v1\.0\.7$/)
  })
})
