// Asks a person in the middle of a run: the report stands still until the answer is there, and one question waits for
// the other. Where nobody sits at a terminal there is nobody to ask.

import type { Io } from '../cli/io.js'
import type { Redactor } from '../core/secret.js'
import { Secret } from '../core/secret.js'
import type { Reporter } from '../report/index.js'

export interface Asking {
  readonly interactive: boolean
  /** Shows the lines, then asks; only `yes` is a yes. */
  yes(lines: readonly string[], question: string): Promise<boolean>
  /** Null at the end of input. */
  hidden(question: string): Promise<Secret | null>
  say(text: string): void
}

interface Around {
  readonly io: Io
  readonly reporter: Pick<Reporter, 'pause'>
  readonly redactor: Redactor
  /** output is for programs: nothing may be asked on it */
  readonly silent: boolean
}

export function askingAmid({ io, reporter, redactor, silent }: Around): Asking {
  let last: Promise<unknown> = Promise.resolve()
  const alone = <T>(ask: () => Promise<T>): Promise<T> => {
    const next = last.then(async () => {
      const goOn = await reporter.pause()
      try {
        return await ask()
      } finally {
        goOn()
      }
    })
    last = next.catch(() => {})
    return next
  }
  return {
    interactive: io.interactive && !silent,
    yes: (lines, question) =>
      alone(async () => {
        for (const line of lines) io.say(line)
        return /^y(es)?$/i.test(((await io.ask(`${question} [y/N]`)) ?? '').trim())
      }),
    hidden: (question) =>
      alone(async () => {
        const answer = await io.askHidden(question)
        if (answer === null) return null
        const secret = new Secret(answer)
        redactor.add(secret)
        return secret
      }),
    say: (text) => io.warn(text),
  }
}
