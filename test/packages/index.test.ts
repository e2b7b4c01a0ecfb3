import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { packagesFrom } from '../../src/packages/index.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { countingClock } from './counting_clock.js'
import { fileServer, serveMap } from './file_server.js'
import { contentOf, madeMirror, rootKeys, rootSigned, sha256, signedFile, written } from './made_mirror.js'

const release = { component: 'dmctl', version: 'v8.1.0' }
const wish = { ...release, os: 'linux', arch: 'amd64' }
const clock = countingClock()

describe('packagesFrom()', () => {
  test('takes a folder of packages', async (t) => {
    const folder = temporaryFolder(t)
    const file = 'dmctl-v8.1.0-linux-amd64.tar.gz'
    writeFileSync(join(folder, file), contentOf(release))
    writeFileSync(join(folder, 'sha256sums.txt'), `${sha256(contentOf(release))}  ${file}\n`)
    const { path } = await packagesFrom(folder, { cache: temporaryFolder(t) }).get(wish)
    assert.equal(path, join(folder, file))
  })

  test('takes a folder that is a mirror', async (t) => {
    const folder = written(temporaryFolder(t), madeMirror({ releases: [release] }))
    const told: string[] = []
    const options = { cache: temporaryFolder(t), clock, onTrust: (text: string) => void told.push(text) }
    assert.equal(await packagesFrom(folder, options).resolve(wish), 'v8.1.0')
    assert.match(told.join(), /^Trusting the mirror \//)
  })

  test('takes a URL', async (t) => {
    const url = await fileServer(t, serveMap(madeMirror({ releases: [release] })))
    assert.equal(await packagesFrom(url, { cache: temporaryFolder(t), clock }).resolve(wish), 'v8.1.0')
  })

  test('trusts a given root only', async (t) => {
    const folder = written(temporaryFolder(t), madeMirror({ releases: [release] }))
    const rootFile = join(folder, 'given.json')
    writeFileSync(rootFile, signedFile({ ...rootSigned(), expires: '2020-01-01T00:00:00Z' }, rootKeys))
    const packages = packagesFrom(folder, { cache: temporaryFolder(t), clock, rootFile })
    await assert.rejects(packages.resolve(wish), { code: 'E-MIRROR', message: /given\.json as it has expired/ })
  })

  test('refuses another kind of address, and touches nothing before', async (t) => {
    const cache = temporaryFolder(t)
    const packages = packagesFrom('ftp://mirror', { cache })
    packagesFrom(null, { cache })
    await assert.rejects(packages.get(wish), { code: 'E-MIRROR', message: /^cannot take packages from ftp:\/\/mirror/ })
    assert.deepEqual(readdirSync(cache), [])
  })
})
