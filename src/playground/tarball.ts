// A tar archive as a value: the same files give the same bytes, whoever packs them and when.

import { Header } from 'tar'

export interface ArchiveFile {
  /** relative, below 100 bytes */
  readonly path: string
  readonly text: string
  readonly executable: boolean
}

const blockBytes = 512

/** Nothing in a package is younger than this; the date itself means nothing. */
const packedAt = new Date('2024-01-01T00:00:00Z')

export function tarOf(files: readonly ArchiveFile[]): Buffer {
  return Buffer.concat([...files.flatMap(entryOf), Buffer.alloc(2 * blockBytes)])
}

function entryOf({ path, text, executable }: ArchiveFile): Buffer[] {
  const content = Buffer.from(text)
  const head = Buffer.alloc(blockBytes)
  const mode = executable ? 0o755 : 0o644
  new Header({ path, mode, size: content.length, mtime: packedAt, type: 'File', uid: 0, gid: 0 }).encode(head)
  const padding = (blockBytes - (content.length % blockBytes)) % blockBytes
  return [head, content, Buffer.alloc(padding)]
}
