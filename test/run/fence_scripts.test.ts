import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { type Script, sh } from '../../src/core/sh.js'
import {
  fencedCode,
  foundInstead,
  type Guarded,
  guarded,
  type MarkPlace,
  parseRaised,
  raiseScript,
  removeScript,
} from '../../src/run/fence_scripts.js'
import { shells } from '../fakes/shells.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const word = 'a-random-word'

for (const { name, words, skip } of shells) {
  describe(`marks in ${name}`, { skip }, () => {
    const run = (script: Script, env: Readonly<Record<string, string>> = {}) => {
      const [command = '', ...rest] = words
      const options = { input: 'payload', encoding: 'utf8', env: { ...process.env, ...env } } as const
      const { status, stdout, stderr } = spawnSync(command, [...rest, '-c', `( eval "$SCRIPT" )`], {
        ...options,
        env: { ...options.env, SCRIPT: script },
      })
      return { rc: status ?? -1, stdout, stderr }
    }
    const raise = (place: MarkPlace, line: string) => parseRaised(run(raiseScript(place, line)).stdout)

    const place = (t: TestContext): MarkPlace & { readonly mark: string; readonly folder: string } => {
      const folder = join(temporaryFolder(t), "it's here", 'c1')
      return { folder, name: '.mark', mark: join(folder, '.mark') }
    }

    test('raiseScript() makes the folder and the mark, and raises it', (t) => {
      const here = place(t)
      assert.deepEqual(raise(here, '1 a'), { kind: 'raised', path: here.mark, waits: true })
      assert.equal(raise(here, '2 b').kind, 'raised')
      assert.equal(raise(here, '2 b').kind, 'raised')
      assert.equal(readFileSync(here.mark, 'utf8'), '2 b\n')
    })

    test('raiseScript() leaves the mark of a newer run, or of another one with the same number', (t) => {
      const here = place(t)
      raise(here, '10 b')
      assert.deepEqual(raise(here, '9 a'), { kind: 'newer', generation: 10 })
      assert.deepEqual(raise(here, '10 a'), { kind: 'newer', generation: 10 })
      assert.equal(readFileSync(here.mark, 'utf8'), '10 b\n')
    })

    test('raiseScript() writes over a mark that it never empties; its first line counts', (t) => {
      const here = place(t)
      raise(here, '1 the-longer-name')
      raise(here, '2 b')
      assert.equal(readFileSync(here.mark, 'utf8'), '2 b\ne-longer-name\n')
      const own = { path: here.mark, line: '2 b', word }
      assert.equal(run(guarded(own, sh`echo begun`)).stdout, 'begun\n')
      run(removeScript(own, here))
      assert.equal(existsSync(here.mark), false)
    })

    test('raiseScript() takes a mark that was cut short for none', (t) => {
      const here = place(t)
      mkdirSync(here.folder, { recursive: true })
      writeFileSync(here.mark, '')
      assert.equal(raise(here, '1 a').kind, 'raised')
    })

    test('guarded() runs the script with its stdin, output and exit code', (t) => {
      const here = place(t)
      raise(here, '1 a')
      const own: Guarded = { path: here.mark, line: '1 a', word }
      const output = run(guarded(own, sh`printf '%s|' ${"it's"}; cat; echo no >&2; exit 7`))
      assert.deepEqual(output, { rc: 7, stdout: "it's|payload", stderr: 'no\n' })
      assert.equal(foundInstead(own, output), null)
      assert.equal(foundInstead(own, run(guarded(own, sh`exit ${fencedCode}`))), null)
    })

    test('guarded() begins nothing where the mark is another one, cut short or gone', (t) => {
      const here = place(t)
      raise(here, '1 a')
      const own: Guarded = { path: here.mark, line: '1 a', word }
      const touch = guarded(own, sh`: >${join(here.folder, 'touched')}`)
      raise(here, '2 b')
      assert.equal(foundInstead(own, run(touch)), '2 b')
      writeFileSync(here.mark, '')
      assert.equal(foundInstead(own, run(touch)), '')
      run(removeScript({ path: here.mark, line: '' }, here))
      assert.equal(existsSync(here.folder), false)
      assert.equal(foundInstead(own, run(touch)), '')
      assert.equal(existsSync(join(here.folder, 'touched')), false)
    })

    test('raiseScript() waits for a script that has begun, not for what it left running', (t) => {
      const here = place(t)
      raise(here, '1 a')
      const own: Guarded = { path: here.mark, line: '1 a', word }
      const log = join(here.folder, 'log')
      const slow = guarded(own, sh`sleep 30 >/dev/null 2>&1 & sleep 0.5; echo written >${log}`)
      const both = sh`( eval ${sh.word(slow)} ) & sleep 0.2; ${sh.part(raiseScript(here, '2 b'))}; cat ${log}; kill %1 2>/dev/null; :`
      assert.match(run(both).stdout, /^raised yes .*\nwritten\n$/)
    })

    test('removeScript() leaves the mark of another run, and a folder that holds something', (t) => {
      const here = place(t)
      raise(here, '1 a')
      run(removeScript({ path: here.mark, line: '2 b' }, here))
      assert.equal(existsSync(here.mark), true)
      writeFileSync(join(here.folder, 'x'), '')
      run(removeScript({ path: here.mark, line: '1 a' }, here))
      assert.deepEqual([existsSync(here.mark), existsSync(here.folder)], [false, true])
    })
  })
}

test('without flock the line is compared all the same, and it is said that nothing is waited for', (t) => {
  const root = temporaryFolder(t)
  const bin = join(root, 'bin')
  mkdirSync(bin)
  for (const tool of ['mkdir', 'cat', 'id', 'rm']) symlinkSync(`/bin/${tool}`, join(bin, tool))
  const run = (script: Script) => {
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: { PATH: bin } })
    return { rc: status ?? -1, stdout, stderr }
  }
  const place = { folder: join(root, 'c1'), name: '.mark' }
  assert.deepEqual(parseRaised(run(raiseScript(place, '1 a')).stdout), {
    kind: 'raised',
    path: join(root, 'c1', '.mark'),
    waits: false,
  })
  const own: Guarded = { path: join(root, 'c1', '.mark'), line: '1 a', word }
  assert.equal(run(guarded(own, sh`echo ran`)).stdout, 'ran\n')
  run(raiseScript(place, '2 b'))
  assert.equal(foundInstead(own, run(guarded(own, sh`echo ran`))), '2 b')
})
