// Requests between simulated programs: HTTP to the address told, never through a proxy, connections kept open. One that
// has a certificate speaks TLS, whatever the URL says.

import { Agent, request } from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import type { TlsFiles } from './tls_files.js'

export interface Call {
  readonly method?: string
  readonly body?: unknown
  readonly timeoutMs: number
}

export interface Answer {
  readonly status: number
  readonly text: string
}

export class HttpClient {
  #agent: Agent

  constructor(private readonly tls: TlsFiles | null = null) {
    this.#agent = this.#newAgent()
  }

  /** Throws the socket's error, or one with code ETIMEDOUT when no whole answer came in time. */
  send(url: string, call: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const body = call.body === undefined ? '' : JSON.stringify(call.body)
      const sent = this.#request(url)({
        agent: this.#agent,
        method: call.method ?? (body === '' ? 'GET' : 'POST'),
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      })
      const timer = setTimeout(() => sent.destroy(new TimeoutError(url)), call.timeoutMs)
      sent.on('error', (error) => {
        clearTimeout(timer)
        reject(error)
      })
      sent.on('response', (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          clearTimeout(timer)
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') })
        })
      })
      sent.end(body)
    })
  }

  #request(url: string) {
    const { tls } = this
    if (tls === null) return (options: object) => request(url, options)
    if (tls.refresh()) {
      this.#agent.destroy()
      this.#agent = this.#newAgent()
    }
    return (options: object) => requestSecure(url.replace(/^http:/, 'https:'), options)
  }

  #newAgent(): Agent {
    const kept = { keepAlive: true, maxSockets: 64 }
    return this.tls === null ? new Agent(kept) : new SecureAgent({ ...kept, ...this.tls.material })
  }

  close(): void {
    this.#agent.destroy()
  }
}

class TimeoutError extends Error {
  readonly code = 'ETIMEDOUT'
  constructor(url: string) {
    super(`no answer from ${url} in time`)
  }
}
