import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { releaseRoom } from '../../src/modules/release_room.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools } from './fake_tools.js'
import { localMachine } from './local_machine.js'

const parcel = { path: '/p.tar.gz', sha256: 'x', size: 10 * 1024 * 1024 }
const hostWith = (stdout: string) => ({ ...fakeHost(), read: async () => ({ rc: 0, stdout, stderr: '' }) })
const look = (stdout: string, allow: string[] = [], tools = fakeTools()) =>
  releaseRoom.read(hostWith(stdout), { dest: '/dm/bin', package: parcel, allow }, tools)

describe('release_room', () => {
  test('wants room for a copy and five times the package', async () => {
    const MiB = 1024 * 1024
    assert.deepEqual(await look('20480 71680\n'), { free: 70 * MiB, needed: 70 * MiB })
  })

  test('refuses less, unless it is overruled', async () => {
    const message = 'cannot stage a release beside /dm/bin as its file system has 69 MiB free: 70 MiB are wanted'
    await assert.rejects(look('20480 71679\n'), { code: 'E-SPACE', message })
    const tools = fakeTools()
    await look('20480 71679\n', ['space'], tools)
    assert.equal(tools.said.length, 1)
  })

  test('asks a real machine, also where the directory is missing', async (t) => {
    const { host, folder, close } = await localMachine()
    t.after(close)
    for (const dest of [folder, `${folder}/not/there`]) {
      const found = Object(await releaseRoom.read(host, { dest, package: parcel, allow: [] }, fakeTools()))
      assert.ok(found.free > 0 && found.needed >= 50 * 1024 * 1024)
    }
  })
})
