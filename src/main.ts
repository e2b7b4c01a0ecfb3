// The only file that touches the process: words, environment, signals, exit.

import { setMaxListeners } from 'node:events'
import { realpathSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processIo } from './cli/process_io.js'
import { main } from './cli/run_verb.js'

// A reader that went away (`| head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const stop = new AbortController()
const abort = new AbortController()
// every script in flight listens: hundreds are no leak
setMaxListeners(0, stop.signal, abort.signal)
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
let ended: number | null = null
for (const [signal, code] of Object.entries(signals)) {
  process.on(signal, () => {
    if (abort.signal.aborted) process.exit(code)
    if (stop.signal.aborted) abort.abort()
    else process.stderr.write('\nstopping after what is under way; once more to end that too\n')
    ended = code
    stop.abort()
  })
}

const here = dirname(realpathSync(fileURLToPath(import.meta.url)))
main(process.argv.slice(2), {
  io: processIo(process),
  around: {
    env: process.env,
    cwd: process.cwd(),
    userHome: homedir(),
    user: userInfo().username,
    packageRoot: join(here, '..'),
  },
  stop: stop.signal,
  abort: abort.signal,
}).then((code) => {
  process.exitCode = ended !== null && code !== 0 ? (ended === 129 ? 130 : ended) : code
})
