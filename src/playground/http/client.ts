// Requests between simulated programs: plain HTTP to the address told, never through a proxy, connections kept open.

import { Agent, request } from 'node:http'

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
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 })

  /** Throws the socket's error, or one with code ETIMEDOUT when no whole answer came in time. */
  send(url: string, call: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const body = call.body === undefined ? '' : JSON.stringify(call.body)
      const sent = request(url, {
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
