// The table of files behind a fake host, and the looks at it. A directory exists where a file lies below it.

import { createHash } from 'node:crypto'
import type { Attributes, Stat } from '../../src/hosts/host.js'

/** What a test says of one path; the rest is filled in: a file of root's with mode 0644 (0755 for a directory). */
export interface FakeFile {
  readonly kind?: 'file' | 'directory' | 'link' | 'other'
  readonly mode?: string
  readonly owner?: string
  readonly group?: string
  readonly size?: number
  readonly text?: string
  readonly target?: string
}

export type FakeFiles = Map<string, FakeFile>

export function putFile(files: FakeFiles, path: string, file: FakeFile | null): void {
  if (file) {
    files.set(path, file)
    return
  }
  for (const key of [...files.keys()]) if (key === path || key.startsWith(`${path}/`)) files.delete(key)
}

export const fileWith = (text: string, { mode, owner, group }: Attributes): FakeFile => ({
  text,
  mode,
  ...(owner === undefined ? {} : { owner }),
  ...(group === undefined ? {} : { group }),
})

export function statOf(files: FakeFiles, path: string): Stat {
  const file = files.get(path)
  if (!file) return path === '/' || childrenOf(files, path).length > 0 ? directory({}) : { kind: 'missing' }
  const { owner = 'root', group = owner } = file
  if (file.kind === 'link') return { kind: 'link', target: file.target ?? '', owner, group }
  if (file.kind === 'directory') return directory(file)
  const size = file.size ?? Buffer.byteLength(file.text ?? '')
  return { kind: file.kind ?? 'file', mode: file.mode ?? '0644', owner, group, size }
}

const directory = ({ mode = '0755', owner = 'root', group = owner, size = 4096 }: FakeFile): Stat => ({
  kind: 'directory',
  mode,
  owner,
  group,
  size,
})

export function childrenOf(files: FakeFiles, path: string): string[] {
  const below = path === '/' ? '/' : `${path}/`
  const names = [...files.keys()].filter((key) => key.startsWith(below) && key !== below)
  return [...new Set(names.map((key) => key.slice(below.length).split('/')[0] ?? ''))].sort()
}

/** All directories above a path, the outermost first. */
export function ancestors(path: string): string[] {
  const parts = path.split('/').filter(Boolean)
  return parts.slice(0, -1).map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
