// HTTP to addresses that the cluster names: no proxy of the environment, no redirect, no kept connection.
// One deadline for the whole exchange, a limit on the answer; the text is handed on whatever the status is.

import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as tls } from 'node:tls'
import { DmbookError, reason } from '../core/error.js'
import { ChannelRefusedError } from './errors.js'

/** As modules ask: throws HttpError where no whole answer came in time. */
export type Fetch = (
  url: string,
  options: { readonly timeoutMs: number; readonly method?: string; readonly body?: string },
) => Promise<{ readonly status: number; readonly text: string }>

export const longestAnswerBytes = 10 * 1024 * 1024

export class HttpError extends DmbookError {
  /** the machine took the connection, or refused it: it is there, whatever runs on it */
  readonly reached: boolean

  constructor(
    readonly url: string,
    why: string,
    { cause, reached = false }: { readonly cause?: unknown; readonly reached?: boolean } = {},
  ) {
    super(`cannot get an answer from ${url} as ${why}`, { code: 'E-HTTP', exit: 'failed', cause })
    this.reached = reached
    this.name = 'HttpError'
  }
}

/** Opens a stream to an address. */
export type Tunnel = (address: string, port: number) => Promise<Duplex>

export const httpFetch: Fetch = (url, options) => exchange(url, { ...options, socket: null, identity: null })

/** Whom https trusts, and as whom it speaks; PEM texts. */
export interface Identity {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

/** Asked before each use: a run makes it. Null: as the system trusts, as nobody. */
export type IdentityNow = () => Promise<Identity | null>

/** The same, speaking https as a cluster's client. */
export const fetchAs =
  (identity: IdentityNow): Fetch =>
  async (url, options) =>
    exchange(url, { ...options, socket: null, identity: url.startsWith('https:') ? await identity() : null })

/** The same, each time through a stream of its own; the deadline counts for both together. */
export function fetchThrough(tunnel: Tunnel, identity: IdentityNow = async () => null): Fetch {
  return async (url, options) => {
    const began = performance.now()
    const { port, protocol } = new URL(url)
    const secure = protocol === 'https:'
    const address = addressOf(url)
    const opening = tunnel(address, Number(port) || (secure ? 443 : 80))
    const stream = await opened(opening, { url, timeoutMs: options.timeoutMs })
    const timeoutMs = Math.max(1, options.timeoutMs - (performance.now() - began))
    try {
      const known = secure ? await identity() : null
      const socket = secure ? tls({ socket: stream, servername: nameIn(address), ...credentials(known) }) : stream
      return await exchange(url, { ...options, timeoutMs, socket, identity: null })
    } finally {
      // a channel is only gone when it was read to its end
      stream.resume()
      stream.destroy()
    }
  }
}

/** The host of a URL, without the brackets of IPv6. */
export const addressOf = (url: string): string => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')

/** A stream that comes too late is closed. */
async function opened(
  opening: Promise<Duplex>,
  { url, timeoutMs }: { url: string; timeoutMs: number },
): Promise<Duplex> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs)
  })
  try {
    const stream = await Promise.race([opening, late])
    if (stream) return stream
  } catch (cause) {
    throw new HttpError(url, reason(cause), { cause, reached: isRefusal(cause) })
  } finally {
    clearTimeout(timer)
  }
  opening.then(
    (stream) => stream.resume().destroy(),
    () => {},
  )
  throw new HttpError(url, `none came within ${timeoutMs} ms`)
}

/**
 * `localhost` is tried at several addresses, and fails with all of them. A jump host hands on what it was told in words
 * alone, the C locale's as sshd keeps to it; whatever else it says, nothing is known of the machine behind.
 */
function isRefusal(cause: unknown): boolean {
  if (cause instanceof ChannelRefusedError) return cause.message.endsWith('Connection refused')
  if (cause instanceof AggregateError) return cause.errors.some(isRefusal)
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}

interface Asking {
  readonly timeoutMs: number
  readonly method?: string
  readonly body?: string
  /** null: a connection of its own */
  readonly socket: Duplex | null
  readonly identity: Identity | null
}

/** TLS has no name for an address. */
const nameIn = (address: string): string => (isIP(address) ? '' : address)

const credentials = (identity: Identity | null): object =>
  identity ? { ca: identity.ca, cert: identity.certificate, key: identity.key } : {}

function exchange(url: string, { timeoutMs, method = 'GET', body, socket, identity }: Asking) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const open = url.startsWith('https:') ? requestHttps : requestHttp
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const way = socket ? { createConnection: () => socket } : {}
    const request = open(url, { method, agent: false, headers, ...credentials(identity), ...way })
    let reached = socket !== null
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(deadline)
      reject(new HttpError(url, why, { cause, reached: reached || isRefusal(cause) }))
      request.destroy()
    }
    const deadline = setTimeout(() => fail(`none came within ${timeoutMs} ms`), timeoutMs)
    request.on('socket', (opening) => opening.once('connect', () => (reached = true)))
    request.on('error', (error) => fail(error.message, error))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > longestAnswerBytes) fail('it is longer than 10 MiB')
        else chunks.push(chunk)
      })
      response.on('error', (error) => fail(error.message, error))
      response.on('end', () => {
        clearTimeout(deadline)
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
      })
    })
    request.end(body)
  })
}
