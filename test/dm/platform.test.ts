import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packageArch, platformText } from '../../src/dm/platform.js'

test('packageArch() gives the word of package names', () => {
  const words = ['x86_64', 'AARCH64', 'amd64', 'arm64']
  assert.deepEqual(words.map(packageArch), ['amd64', 'arm64', 'amd64', 'arm64'])
})

test('platformText() gives the word of the kernel, and no architecture before anybody looked', () => {
  assert.equal(platformText('linux', 'amd64'), 'linux/x86_64')
  assert.equal(platformText('linux', 'arm64'), 'linux/aarch64')
  assert.equal(platformText('linux', null), 'linux')
})
