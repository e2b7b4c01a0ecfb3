// Ports for programs that a test starts, which nobody else is given while they restart: none of those that the kernel
// hands out to connections and to whoever listens at port 0, but blocks below. A process of the tests that has a block
// listens at its first port as long as it lives, so that another one takes another block.

import { createServer, type Server } from 'node:net'

const [lowest, highest, blockSize] = [20_000, 32_000, 32]
const blocks = (highest - lowest) / blockSize

/** Gives each once. */
const own = ownPorts()

/** So many that nobody listens at, all different, and different at each call. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const { value: port } = await own.next()
    const server = await listening(port)
    if (server === null) continue
    await new Promise((resolve) => server.close(resolve))
    ports.push(port)
  }
  return ports
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1)
  return port
}

async function* ownPorts(): AsyncGenerator<number, never> {
  for (let turn = 0; turn < blocks; turn++) {
    const first = lowest + ((process.pid + turn) % blocks) * blockSize
    const guard = await listening(first)
    guard?.unref()
    if (guard !== null) for (let port = first + 1; port < first + blockSize; port++) yield port
  }
  throw new Error('every block of ports is taken')
}

/** Null where somebody else does. */
function listening(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
