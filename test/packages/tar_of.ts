// Tars as no honest program writes them, header by header, and gzipped. Nothing is checked here.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { temporaryFolder } from '../fakes/temporary_folder.js'

/** `type` is the byte of the header: 0 file, 1 hard link, 2 link, 3 and 4 devices, 5 directory, 6 pipe, x more headers. */
export interface RawEntry {
  readonly path: string
  readonly type?: string
  readonly mode?: number
  readonly target?: string
  readonly content?: string | Buffer
}

const block = 512

export function tarOf(entries: readonly RawEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(2 * block)])
}

/** Path of a .tar.gz in a folder of the test's own. */
export function tarFile(test: TestContext, entries: readonly RawEntry[]): string {
  return fileOf(test, gzipSync(tarOf(entries)))
}

export function fileOf(test: TestContext, content: Buffer): string {
  const path = join(temporaryFolder(test), 'p.tar.gz')
  writeFileSync(path, content)
  return path
}

/** A line of an extended header: its length counts itself. */
export function paxLine(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  const length = [1, 2, 3].map((digits) => rest.length + digits).find((sum) => rest.length + `${sum}`.length === sum)
  return `${length}${rest}`
}

function blocksOf({ path, type = '0', mode = 0o644, target = '', content = '' }: RawEntry): Buffer[] {
  const body = Buffer.from(content)
  const header = Buffer.alloc(block)
  header.write(path, 0, 100)
  header.write(`${octal(mode, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(body.length, 11)}\0${octal(0, 11)}\0`, 100)
  header.write(`        ${type}`, 148)
  header.write(target, 157, 100)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 6)}\0 `, 148)
  return [header, body, Buffer.alloc((block - (body.length % block)) % block)]
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0')
