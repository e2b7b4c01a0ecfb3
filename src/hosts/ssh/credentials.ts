// What a login is proven with, and in which order ssh2 shows it: the agent, keys, the password. A key is loaded when its
// turn comes, so that a passphrase is asked for only where nothing before it was enough.

import type { AnyAuthMethod, AuthenticationType, ParsedKey } from 'ssh2'
import type { Secret } from '../../core/secret.js'
import type { PrivateKey } from './private_key.js'

export interface Credentials {
  readonly user: string
  /** path of its socket */
  readonly agent: string | null
  readonly keys: readonly PrivateKey[]
  readonly password: Secret | null
  /** what was named to log in with, so that nothing else is shown; null where all that is usual is tried */
  readonly chosen: 'key' | 'password' | null
}

/** What was shown and what the machine would take, for messages. */
export interface Trail {
  readonly tried: string[]
  accepted: readonly string[]
  /** why a key could not be shown at all */
  problem: unknown
}

type Next = (method: AnyAuthMethod | false) => void
type Step = { readonly what: string; method(): Promise<AnyAuthMethod> }

export const newTrail = (): Trail => ({ tried: [], accepted: [], problem: null })

interface Telling {
  readonly trail: Trail
  /** a person may be asked from here on, until `resume` */
  hold(): void
  resume(): void
}

/** The handler that ssh2 asks for the next method. */
export function authenticate(credentials: Credentials, { trail, hold, resume }: Telling) {
  const steps = stepsOf(credentials)
  return (left: readonly AuthenticationType[] | null, _partial: boolean | null, next: Next): void => {
    if (left) trail.accepted = left
    const take = (): void => {
      const step = steps.shift()
      if (!step) {
        next(false)
        return
      }
      trail.tried.push(step.what)
      hold()
      step.method().then(
        (method) => {
          resume()
          next(method)
        },
        (problem: unknown) => {
          trail.problem ??= problem
          take()
        },
      )
    }
    take()
  }
}

function stepsOf({ user: username, agent, keys, password }: Credentials): Step[] {
  const secret = password?.reveal() ?? null
  const answers = (prompts: readonly unknown[]): string[] => prompts.map(() => secret ?? '')
  return [
    ...(agent === null ? [] : [step('the agent', async () => ({ type: 'agent', username, agent }))]),
    ...keys.map((key) => step(`the key ${key.path}`, async () => keyMethod(username, await key.load()))),
    ...(secret === null
      ? []
      : [
          step('the password', async () => ({ type: 'password', username, password: secret })),
          step('the password, asked for', async () => ({
            type: 'keyboard-interactive',
            username,
            prompt: (_name, _text, _language, prompts, finish) => finish(answers(prompts)),
          })),
        ]),
  ]
}

const step = (what: string, method: () => Promise<AnyAuthMethod>): Step => ({ what, method })

const keyMethod = (username: string, key: ParsedKey): AnyAuthMethod => ({ type: 'publickey', username, key })
