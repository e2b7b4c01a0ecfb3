// A mirror behind HTTP. Redirects are followed, but never from https to http; trouble in passing is tried again.
// A manifest has to come within a time, a package has to keep coming. The proxies of the environment are not asked.

import { open } from 'node:fs/promises'
import { DmbookError, reason } from '../core/error.js'
import type { Clock } from '../hosts/clock.js'
import { mirrorError } from './mirror_error.js'
import { type DownloadOptions, type HttpFiles, tooLong } from './mirror_files.js'
import { PassingTrouble, retried } from './retries.js'

const longestReadMs = 30_000
const longestSilenceMs = 60_000

export function httpFiles(url: string, clock: Clock): HttpFiles {
  const base = url.replace(/\/+$/, '')
  const addressOf = (name: string): string => `${base}/${name.replace(/^\/+/, '')}`
  return {
    kind: 'http',
    where: base,
    read: (name, { atMostBytes }) => {
      const address = addressOf(name)
      return retried(() => readOnce(address, atMostBytes), { clock, doing: `read ${address}` })
    },
    download: (name, options) => {
      const address = addressOf(name)
      return retried(() => downloadOnce(address, options), { clock, doing: `fetch ${address}` })
    },
  }
}

async function readOnce(address: string, atMostBytes: number): Promise<Buffer | null> {
  const watch = deadline(longestReadMs)
  const chunks: Buffer[] = []
  try {
    const response = await answer(address, watch.signal)
    if (!response) return null
    for await (const chunk of limited(response, address, atMostBytes)) chunks.push(chunk)
    return Buffer.concat(chunks)
  } finally {
    watch.stop()
  }
}

async function downloadOnce(address: string, { to, atMostBytes, progress }: DownloadOptions): Promise<boolean> {
  const watch = deadline(longestSilenceMs)
  try {
    const response = await answer(address, watch.signal)
    if (response) await written(to, watched(limited(response, address, atMostBytes), { ...watch, progress }))
    return response !== null
  } finally {
    watch.stop()
  }
}

async function written(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    for await (const chunk of chunks) await file.writeFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function* watched(
  chunks: AsyncIterable<Buffer>,
  { again, progress }: Deadline & Pick<DownloadOptions, 'progress'>,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    again()
    bytes += chunk.length
    progress?.(bytes)
    yield chunk
  }
}

/** Null where there is no such file. */
async function answer(address: string, signal: AbortSignal): Promise<Response | null> {
  const response = await fetch(address, { signal, headers: { 'accept-encoding': 'identity' } }).catch(passing)
  if (response.ok && address.startsWith('https:') && !response.url.startsWith('https:'))
    throw mirrorError(`cannot read ${address} as it leads to an address without TLS: ${response.url}`)
  if (response.ok) return response
  await response.body?.cancel()
  if (response.status === 404) return null
  if (response.status === 429 || response.status >= 500)
    throw new PassingTrouble(`the server answers ${response.status}`)
  throw mirrorError(`cannot read ${address} as the server answers ${response.status} ${response.statusText}`)
}

/** The body in pieces. A connection that ends too early throws PassingTrouble. */
async function* limited(response: Response, address: string, atMostBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > atMostBytes) throw tooLong(address, atMostBytes)
      yield Buffer.from(chunk)
    }
  } catch (cause) {
    throw cause instanceof DmbookError ? cause : passing(cause)
  }
}

function passing(cause: unknown): never {
  throw new PassingTrouble(reason(cause), { cause })
}

interface Deadline {
  readonly signal: AbortSignal
  /** The time begins anew. */
  again(): void
  stop(): void
}

function deadline(ms: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error(`nothing came for ${ms / 1000} seconds`)), ms)
  return { signal: controller.signal, again: () => void timer.refresh(), stop: () => clearTimeout(timer) }
}
