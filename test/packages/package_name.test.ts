import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { namedPackage, packageFileName } from '../../src/packages/package_name.js'

describe('namedPackage()', () => {
  const names: [string, string, string, string, string][] = [
    ['dm-master-v8.1.0-linux-amd64.tar.gz', 'dm-master', 'v8.1.0', 'linux', 'amd64'],
    ['dm-worker-v2.0.7-20211224-linux-arm64.tar.gz', 'dm-worker', 'v2.0.7-20211224', 'linux', 'arm64'],
    ['node_exporter-v1.3.1-darwin-amd64.tar.gz', 'node_exporter', 'v1.3.1', 'darwin', 'amd64'],
    ['dmctl-nightly-linux-amd64.tar.gz', 'dmctl', 'nightly', 'linux', 'amd64'],
    ['dmctl-v9.0.0-beta.1-linux-x86_64.tar.gz', 'dmctl', 'v9.0.0-beta.1', 'linux', 'x86_64'],
  ]
  for (const [file, component, version, os, arch] of names)
    test(`reads ${file}, and packageFileName() writes it`, () => {
      assert.deepEqual(namedPackage(file), { file, component, version, os, arch })
      assert.equal(packageFileName({ component, version, os, arch }), file)
    })

  for (const file of ['sha256sums.txt', 'dm-master.tar.gz', 'dm-master-v8.1.0-linux-amd64.tar.gz.sha256', ''])
    test(`takes "${file}" for no package`, () => assert.equal(namedPackage(file), null))
})
