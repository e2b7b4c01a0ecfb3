import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fetchedPackage } from '../../src/modules/fetched_package.js'
import { fakeTools } from './fake_tools.js'

test('fetchedPackage() gives the package, and says of one that had to come how fast it came', async () => {
  const wish = { component: 'dm-worker', version: 'v8.1.0', os: 'linux', arch: 'amd64' }
  const file = { path: '/p', sha256: 's', size: 2048, component: 'dm-worker', version: 'v8.1.0' }
  for (const [bytes, said] of [
    [[], []],
    [[1024, 2048], ['fetched dm-worker: 2.0 KiB in 2s, 1.0 KiB/s']],
  ] as const) {
    const tools = fakeTools()
    const get = async (_: object, fetching?: (bytes: number, size: number) => void) => {
      for (const some of bytes) {
        await tools.clock.sleep(1000)
        fetching?.(some, 2048)
      }
      return file
    }
    assert.deepEqual(await fetchedPackage(wish, { ...tools, packages: { ...tools.packages, get } }), file)
    assert.deepEqual(tools.said, said)
  }
})
