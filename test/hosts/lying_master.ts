// A master that answers on its port, but not as DM: what a proxy, a wrong address or a sick process says.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { TestContext } from 'node:test'

export interface Lie {
  readonly name: string
  readonly status?: number
  /** null: the connection is cut without an answer */
  readonly text: string | null
}

export const lies: readonly Lie[] = [
  { name: 'result:false', text: '{"result":false,"msg":"[code=46001:class=scheduler], Message: not started"}' },
  {
    name: 'a refusal of its gateway',
    status: 501,
    text: '{"error":"Not Implemented","code":12,"message":"Not Implemented"}',
  },
  { name: 'HTML', text: '<html><body>Welcome to nginx</body></html>' },
  { name: 'nothing', text: '' },
  { name: 'no answer', text: null },
  { name: 'JSON of something else', text: '[1,2,3]' },
  { name: 'half a JSON', text: '{"result":true,"members":[' },
  { name: '11 MB', text: `{"result":true,"members":"${'x'.repeat(11 * 1024 * 1024)}"}` },
]

/** Gives its address. */
export async function lyingMaster(t: TestContext, { status = 200, text }: Lie): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    if (text === null) request.socket.destroy()
    else response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}
