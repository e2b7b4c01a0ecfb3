import assert from 'node:assert/strict'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { localFile } from '../../src/modules/local_file.js'
import { type Place, placeOf } from '../../src/modules/release_place.js'
import { stageRelease } from '../../src/modules/release_stage.js'
import { fakeTools } from './fake_tools.js'
import { type LocalMachine, localMachine } from './local_machine.js'
import { type FakeEntry, writeTarball } from './tarball.js'

const program = (body: string): string => `#!/bin/sh\n${body}\n`
const worker = program('echo "Release Version: v8.1.0"')

describe('stageRelease()', () => {
  let machine: LocalMachine
  let place: Place
  let count = 0
  before(async () => {
    machine = await localMachine()
  })
  after(() => machine.close())
  beforeEach(async () => {
    place = placeOf(join(machine.folder, `dm ${count++}`, 'bin'))
    await mkdir(place.bin, { recursive: true })
  })

  async function stage(entries: readonly FakeEntry[], component?: string): Promise<void> {
    const path = await writeTarball(join(machine.folder, `p${count}.tar.gz`), entries)
    await stageRelease(machine.host, {
      place,
      files: [await localFile(path, fakeTools())],
      digest: 'd',
      component,
      tools: fakeTools(),
    })
  }
  const next = (path: string): Promise<string> => readFile(join(place.next, path), 'utf8')

  test('unpacks over a copy, asks the program, and records it last', async () => {
    await writeFile(join(place.bin, 'kept'), 'kept')
    await writeFile(join(place.bin, '.release'), '{"digest":"old","confirmed":true}')
    await stage([{ path: 'dm-worker/dm-worker', text: worker }], 'dm-worker')
    assert.equal(await next('kept'), 'kept')
    assert.deepEqual(JSON.parse(await next('.release')), { digest: 'd', confirmed: false, version: 'v8.1.0' })
  })

  test('puts a bare program into a directory of its name, beside or over what is there', async () => {
    await mkdir(join(place.bin, 'dm-worker'))
    await writeFile(join(place.bin, 'dm-worker/dm-worker'), 'old')
    await writeFile(join(place.bin, 'node_exporter'), 'an old bare one')
    await stage([
      { path: 'dm-worker', text: worker },
      { path: 'node_exporter', text: program('exit 1') },
      { path: 'README' },
    ])
    assert.equal(await next('dm-worker/dm-worker'), worker)
    assert.equal(await next('node_exporter/node_exporter'), program('exit 1'))
    await access(join(place.next, 'README'))
  })

  test('refuses a program that does not tell its version, and records nothing', async () => {
    await assert.rejects(stage([{ path: 'dm-worker/dm-worker', text: program('echo no; exit 3') }]), {
      message: 'cannot use this dm-worker as it does not tell its version: exit code 3',
      detail: 'no',
    })
    await assert.rejects(next('.release'), { code: 'ENOENT' })
  })

  test('refuses a package without the wanted program', async () => {
    await assert.rejects(stage([{ path: 'grafana/x' }], 'grafana'), /brings no program .*\/bin\/grafana-server/)
  })

  test('completes a missing bin from the last confirmed one first', async () => {
    await writeFile(join(place.bin, 'old'), 'old')
    await machine.host.run(sh`mv ${place.bin} ${place.prev}`)
    await stage([{ path: 'dm-worker/dm-worker', text: worker }])
    await access(join(place.bin, 'old'))
    assert.equal(await next('old'), 'old')
  })
})
