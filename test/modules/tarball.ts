// Tarballs made by hand, so that they may hold what no tar would write.

import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'

export interface FakeEntry {
  readonly path: string
  readonly text?: string
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice'
  readonly linkpath?: string
  readonly mode?: number
  /** said in the header, whatever the text is */
  readonly size?: number
}

const blockBytes = 512

export async function writeTarball(path: string, entries: readonly FakeEntry[]): Promise<string> {
  await writeFile(path, gzipSync(Buffer.concat([...entries.map(encoded), Buffer.alloc(2 * blockBytes)])))
  return path
}

function encoded({ path, text = '', type = 'File', linkpath, mode = 0o755, size }: FakeEntry): Buffer {
  const data = Buffer.from(text)
  const header = new Header({
    path,
    type,
    mode,
    size: size ?? data.length,
    mtime: new Date(0),
    ...(linkpath === undefined ? {} : { linkpath }),
  })
  const block = Buffer.alloc(blockBytes)
  header.encode(block, 0)
  return Buffer.concat([block, data, Buffer.alloc((blockBytes - (data.length % blockBytes)) % blockBytes)])
}
