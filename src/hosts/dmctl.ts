// DM's own client as a process of the control machine: for what DM's HTTP API does not have. Words only, no secrets
// among them: files carry these. dmctl ends with 0 for many things that DM refuses, so that what it prints decides.

import { spawn } from 'node:child_process'

export interface Dmctl {
  /** of its package */
  readonly version: string
  /** Gives what it prints; throws DmctlError where it ends badly. */
  call(words: readonly string[]): Promise<string>
}

/** Finds, fetches and starts the client of a version; throws E-PACKAGE where there is none. */
export type DmctlOf = (version: string) => Promise<Dmctl>

/** DM refused, or the client could not do what was asked. */
export class DmctlError extends Error {
  constructor(words: readonly string[], why: string) {
    super(`dmctl ${words.slice(0, 2).join(' ')}: ${why}`)
    this.name = 'DmctlError'
  }
}

interface Program {
  readonly path: string
  readonly version: string
  /** client addresses of the masters */
  readonly masters: readonly string[]
  /** paths of what it shows and trusts, where masters speak https only */
  readonly tls?: ClientTls | undefined
}

export interface ClientTls {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

export function dmctlProcess({ path, version, masters, tls }: Program): Dmctl {
  const secure = tls ? ['--ssl-ca', tls.ca, '--ssl-cert', tls.certificate, '--ssl-key', tls.key] : []
  return {
    version,
    async call(words) {
      const { code, out, err } = await ended(path, ['--master-addr', masters.join(','), ...secure, ...words])
      if (code !== 0) throw new DmctlError(words, firstLines(`${out}${err}`) || `it ended with ${code}`)
      return out
    },
  }
}

/** The reply of a command whose words DM answers in JSON. Throws DmctlError where DM refused, also one of its workers. */
export async function dmctlReply(dmctl: Dmctl, words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const reply = fields(parsed(await dmctl.call(words)))
  const refused = [reply, ...rows(reply.sources)].find(({ result }) => result === false)
  if (!('result' in reply) || refused) throw new DmctlError(words, String(refused?.msg || 'its answer cannot be read'))
  return reply
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

export type Fields = Readonly<Record<string, unknown>>

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

export const rows = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : [])

/** What DM's libraries would send elsewhere although an address of the cluster is meant. */
const proxies = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

function ended(program: string, words: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('env', [...proxies.flatMap((name) => ['-u', name]), program, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
    })
    const texts = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, ...texts }))
  })
}

const firstLines = (text: string): string => text.trimEnd().split('\n').slice(0, 3).join(' ').trim()
