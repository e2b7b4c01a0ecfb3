// A server of files inside the network of the lab, where no packet comes from: a process of its own, ended by its id.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { startedInNetwork } from './lab.js'

/** The lab's own end of its bridge. */
const address = '172.19.0.1'

const program = `const { createReadStream } = require('node:fs')
const { createServer } = require('node:http')
const { basename, join } = require('node:path')
const [folder, address] = process.argv.slice(1)
createServer((request, response) => {
  const file = createReadStream(join(folder, basename(request.url)))
  file.on('error', () => response.writeHead(404).end())
  file.pipe(response)
}).listen(0, address, function () { console.log(this.address().port) })`

/** Serves what lies in a folder, without folders below it. */
export async function webServer(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const child = startedInNetwork([process.execPath, '-e', program, folder, address], process.env)
  child.stderr.pipe(process.stderr)
  const [line] = await once(child.stdout, 'data')
  const { pid } = child
  assert.ok(pid !== undefined)
  return {
    url: `http://${address}:${Number(line)}`,
    async close() {
      const ended = once(child, 'exit')
      process.kill(pid, 'SIGTERM')
      await ended
    },
  }
}
