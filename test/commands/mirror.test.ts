import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { packTiny } from '../fakes/tiny_packages.js'
import { typed, withHome } from '../fakes/typed.js'

const withPackages = <T>(body: (it: { home: string; packages: string }) => Promise<T>): Promise<T> =>
  withHome((home) => {
    const packages = join(home, 'mine')
    packTiny(packages, 'v8.1.0')
    return body({ home, packages })
  })

describe('mirror set and show', () => {
  test('keep a default for the state folder, for the owner only', async () => {
    await withPackages(async ({ home }) => {
      assert.match((await typed(['mirror', 'show'], { home })).out, /^https:.* \(the public one\)\n$/)
      const { code, out } = await typed(['mirror', 'set', 'mine'], { home, cwd: home })
      assert.deepEqual([code, out], [0, `${join(home, 'mine')}\n`])
      assert.equal(statSync(join(home, 'config.json')).mode & 0o777, 0o600)
      const { mirror, home: kept, environment } = JSON.parse((await typed(['mirror', 'show', '--json'], { home })).out)
      assert.deepEqual([mirror, kept, environment], [join(home, 'mine'), join(home, 'mine'), null])
      assert.match((await typed(['mirror', 'set', 'default'], { home })).out, /the public one/)
    })
  })

  test('DMBOOK_MIRROR wins over the default', async () => {
    await withPackages(async ({ home, packages }) => {
      await typed(['mirror', 'set', 'https://mirror.example'], { home })
      const { out } = await typed(['mirror', 'show'], { home, env: { DMBOOK_MIRROR: packages } })
      assert.equal(out, `${packages} (DMBOOK_MIRROR)\n`)
    })
  })
})

describe('mirror versions and get', () => {
  test('use the default of the state folder, or the flag', async () => {
    await withPackages(async ({ home, packages }) => {
      await typed(['mirror', 'set', packages], { home })
      assert.match(
        (await typed(['mirror', 'versions', 'dm-master'], { home })).out,
        /^Version +Platforms\n.*\nv8\.1\.0 +linux\/amd64|arm64\n$/,
      )
      const { out } = await typed(['mirror', 'get', 'dmctl', 'v8.1.0'], { home })
      assert.match(out, /\/mine\/dmctl-v8\.1\.0-linux-\w+\.tar\.gz\n$/)
      assert.equal((await typed(['mirror', 'get', 'dmctl', '--mirror', join(home, 'nowhere')], { home })).code, 2)
    })
  })

  test('say what there is instead', async () => {
    await withPackages(async ({ home, packages }) => {
      const env = { DMBOOK_MIRROR: packages }
      assert.match((await typed(['mirror', 'get', 'dmctl', 'v9.9.9'], { home, env })).err, /the nearest are v8\.1\.0/)
      assert.match((await typed(['mirror', 'versions', 'dm-mastr'], { home, env })).err, /did you mean dm-master\?/)
    })
  })
})

test('mirror refuses what is incomplete or unknown', async () => {
  await withHome(async (home) => {
    for (const words of [['set'], ['set', 'ftp://x'], ['versions'], ['get'], ['toString']]) {
      const { code, err } = await typed(['mirror', ...words], { home })
      assert.equal(code, 2, err)
      assert.match(err, /hint: dmbook mirror set WHERE/)
    }
  })
})
