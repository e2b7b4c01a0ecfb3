// A server of this machine for one test. Each request is answered by the test; it ends with the test.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { TestContext } from 'node:test'

/** Gives the URL. */
export async function fileServer(
  test: TestContext,
  answer: (name: string, response: ServerResponse, request: IncomingMessage) => void,
): Promise<string> {
  const server = createServer((request, response) => answer((request.url ?? '').slice(1), response, request))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  test.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** Serves a map, and 404 for what is not in it. */
export function serveMap(map: ReadonlyMap<string, Buffer>) {
  return (name: string, response: ServerResponse): void => {
    const content = map.get(name)
    response.statusCode = content ? 200 : 404
    response.end(content)
  }
}
