// How files come to a machine: short texts inside the script, everything else on a channel of its own, and nothing is
// replaced where the digest is equal already. The content never stands in an argument list.

import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { sh } from '../core/sh.js'
import type { Attributes, Connection, LocalFile, Reader, SendAttributes, Writer } from './host.js'
import { identityIn } from './looks.js'
import {
  bringText,
  fitsInline,
  longestInlineBytes,
  type Replacement,
  replaceByStdin,
  replaceByText,
  setAttributes,
} from './replace_file.js'
import type { Run } from './run.js'

/** A transfer may take long; it is over when the machine stops answering, not after a minute. */
const transferMs = 3_600_000

const chunkBytes = 256 * 1024

interface WritingOptions {
  readonly reader: Reader
  /** runs a script that changes the machine */
  readonly change: Run
  readonly connection: Connection
  readonly user: string | null
}

export function writing(options: WritingOptions): Pick<Writer, 'write' | 'send' | 'stage'> {
  const send = sender(options)
  return { write: textWriter(options), send, stage: stager(options, send) }
}

function textWriter({ change, connection }: WritingOptions): Writer['write'] {
  return async (path, content, attributes) => {
    const doing = `write ${path}`
    const want = replacement(path, attributes, connection)
    if (fitsInline(content)) await change(replaceByText(want, content), { doing })
    else await change(replaceByStdin(want, sha256(content)), { ...bytes(content), doing })
  }
}

function sender({ change, connection, reader }: WritingOptions): Writer['send'] {
  return async (file, path, attributes) => {
    const text = await shortText(file)
    if (text !== null) {
      await change(bringText(replacement(path, attributes, connection), text, file.sha256), { doing: `send ${path}` })
      attributes.progress?.(file.size)
      return
    }
    if (await holds(reader, path, file.sha256)) {
      await change(setAttributes(path, attributes), { doing: `set owner and mode of ${path}` })
      return
    }
    const script = replaceByStdin(replacement(path, attributes, connection), file.sha256)
    const stdin = counted(file.path, attributes.progress)
    const { stdout } = await change(script, { stdin, timeoutMs: transferMs, doing: `send ${path}` })
    connection.proven.set(path, { identity: identityIn(stdout), sha256: file.sha256 })
  }
}

/** What travels inside a script: null of anything longer, of what is no text, and of a file that was changed meanwhile. */
async function shortText({ path, sha256: wanted, size }: LocalFile): Promise<string | null> {
  if (size > longestInlineBytes) return null
  const content = await readFile(path)
  const text = content.toString()
  return fitsInline(text) && Buffer.from(text).equals(content) && sha256(content) === wanted ? text : null
}

/** Bytes count when they are read: what the connection cannot take yet is not read. All chunks lie in the same memory. */
async function* counted(path: string, progress: SendAttributes['progress'] = () => {}): AsyncGenerator<Buffer> {
  const file = await open(path)
  const buffer = Buffer.allocUnsafeSlow(chunkBytes)
  try {
    for (let bytes = 0; ; ) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes)
      if (bytesRead === 0) return
      bytes += bytesRead
      progress(bytes)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** Once per user and digest, however many ask; a failure is not kept. */
function stager(options: WritingOptions, send: Writer['send']): Writer['stage'] {
  const { staged } = options.connection
  return (file, progress) => {
    const key = `${options.user ?? ''} ${file.sha256}`
    const path = staged.get(key) ?? stage(file, { ...options, send, progress })
    staged.set(key, path)
    path.catch(() => staged.delete(key))
    return path
  }
}

const replacement = (path: string, attributes: Attributes, { mark, random }: Connection): Replacement => ({
  path,
  attributes,
  mark,
  token: mark + random(8),
})

/** A regular file with this digest; a link is replaced by a file, whatever it points at. */
async function holds(reader: Reader, path: string, digest: string): Promise<boolean> {
  const found = await reader.stat(path)
  return found.kind === 'file' && (await reader.digest(path)) === digest
}

interface StagingOptions extends WritingOptions, Pick<SendAttributes, 'progress'> {
  readonly send: Writer['send']
}

async function stage(file: LocalFile, options: StagingOptions): Promise<string> {
  const { change, connection, reader, send, progress } = options
  if (connection.sharesFiles && (await reader.read(sh`[ -r ${file.path} ]`, { accept: [0, 1] })).rc === 0)
    return file.path
  const { stdout } = await change(makeStagingDirectory, { doing: 'make the folder for packages' })
  const path = posix.join(stdout, `${file.sha256.slice(0, 16)}-${posix.basename(file.path)}`)
  await send(file, path, { mode: '0600', progress })
  return path
}

/** In the home of the user that will read it, and nobody else's. */
export const findStagingDirectory = sh`d=$HOME/.cache/dmbook
[ -d "$HOME" ] && [ -w "$HOME" ] || d=/var/tmp/dmbook-$(id -u)`

const makeStagingDirectory = sh`${sh.part(findStagingDirectory)}
umask 077
mkdir -p "$d" && [ -O "$d" ] && ! [ -L "$d" ] && chmod 0700 "$d" && printf %s "$d"`

const bytes = (content: string | Buffer) => ({ stdin: Buffer.from(content), timeoutMs: transferMs })

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
