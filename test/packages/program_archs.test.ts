import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { archOf } from '../../src/packages/program_archs.js'
import { inspectTarball } from '../../src/packages/tarball.js'
import { tarFile } from './tar_of.js'

/** The first bytes of an ELF program; `data` 1 is little endian, 2 big. */
function elf(machine: number, data: 1 | 2 = 1): Buffer {
  const head = Buffer.alloc(64)
  head.write('\x7fELF', 0, 'latin1')
  head[5] = data
  if (data === 1) head.writeUInt16LE(machine, 18)
  else head.writeUInt16BE(machine, 18)
  return head
}

describe('archOf()', () => {
  test('tells the processor as TiUP names it', () => {
    assert.deepEqual([archOf(elf(0x3e)), archOf(elf(0xb7)), archOf(elf(0x3e, 2))], ['amd64', 'arm64', 'amd64'])
    assert.equal(archOf(elf(0x2a)), 'machine 42')
  })

  test('tells none of what is no ELF file, or a cut one', () => {
    assert.deepEqual(
      [archOf(Buffer.from('#!/bin/sh\necho a long script\n')), archOf(elf(0x3e).subarray(0, 10))],
      [null, null],
    )
  })
})

test('ProgramHeads gives those of all programs of a package, each once', async (t) => {
  const path = tarFile(t, [
    { path: 'dm-master/dm-master', content: elf(0xb7) },
    { path: 'dm-worker/dm-worker', content: elf(0x3e) },
    { path: 'dmctl/dmctl', content: elf(0x3e) },
    { path: 'dm-master/conf/x.yml', content: 'x' },
  ])
  assert.deepEqual((await inspectTarball(path)).archs, ['amd64', 'arm64'])
})
