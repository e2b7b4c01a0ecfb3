// HTTP to addresses that the cluster names: no proxy of the environment, no redirect, no kept connection.
// One deadline for the whole exchange, a limit on the answer; the text is handed on whatever the status is.

import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { DmbookError } from '../core/error.js'

/** As modules ask: throws HttpError where no whole answer came in time. */
export type Fetch = (
  url: string,
  options: { readonly timeoutMs: number; readonly method?: string; readonly body?: string },
) => Promise<{ readonly status: number; readonly text: string }>

export const longestAnswerBytes = 10 * 1024 * 1024

export class HttpError extends DmbookError {
  constructor(
    readonly url: string,
    why: string,
    cause?: unknown,
  ) {
    super(`cannot get an answer from ${url} as ${why}`, { code: 'E-HTTP', exit: 'failed', cause })
    this.name = 'HttpError'
  }
}

export const httpFetch: Fetch = (url, { timeoutMs, method = 'GET', body }) =>
  new Promise((resolve, reject) => {
    const open = url.startsWith('https:') ? requestHttps : requestHttp
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const request = open(url, { method, agent: false, headers })
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(deadline)
      reject(new HttpError(url, why, cause))
      request.destroy()
    }
    const deadline = setTimeout(() => fail(`none came within ${timeoutMs} ms`), timeoutMs)
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
