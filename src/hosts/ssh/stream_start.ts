// Takes the first line that is a certain word off a stream, with all that came before it; the rest stays on the stream.

import type { Readable } from 'node:stream'

/** False where the stream ends without that line. */
export async function beginsWith(stream: Readable, word: string): Promise<boolean> {
  const end = Buffer.from(`${word}\n`)
  let seen: Buffer = Buffer.alloc(0)
  for (;;) {
    const chunk: Buffer | null = stream.read()
    if (chunk === null) {
      if (!(await more(stream))) return false
      continue
    }
    seen = Buffer.concat([seen, chunk])
    const at = seen.indexOf(end)
    if (at < 0) continue
    const rest = seen.subarray(at + end.length)
    if (rest.length > 0) stream.unshift(rest)
    return true
  }
}

function more(stream: Readable): Promise<boolean> {
  if (stream.readableEnded || stream.destroyed) return Promise.resolve(false)
  return new Promise((resolve) => {
    const settle = (there: boolean) => (): void => {
      stream.off('readable', yes).off('end', no).off('close', no)
      resolve(there)
    }
    const [yes, no] = [settle(true), settle(false)]
    stream.once('readable', yes).once('end', no).once('close', no)
  })
}
