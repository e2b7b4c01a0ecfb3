// Every host key passes here before any credential goes out. New ones of all machines are gathered until no handshake is
// left that could bring another one, so that a person is asked once. A changed or revoked key is refused whoever asks.

import { DmbookError } from '../../core/error.js'
import { hostPort } from '../../dm/host_address.js'
import { fingerprint, type HostKey, hostKeyAlgorithms, hostKeyOf, type Where } from './host_key.js'
import { type KnownKeys, knownHostsLine, verdictOn } from './known_hosts.js'

/** What is known of host keys. `place` names where to correct it. */
export interface HostKeyBook {
  readonly place: string
  known(where: Where): Promise<KnownKeys>
  add(keys: readonly ShownKey[]): Promise<void>
}

export interface ShownKey {
  readonly where: Where
  readonly key: HostKey
}

/** What becomes of keys that nobody knows: a person says it, all are taken, or none is. */
export type NewKeys =
  | { readonly kind: 'ask'; ask(keys: readonly ShownKey[]): Promise<boolean> }
  | { readonly kind: 'accept'; noted(key: ShownKey): void }
  | { readonly kind: 'refuse' }

interface Waiting extends ShownKey {
  settle(accepted: Promise<boolean>): void
}

export class HostKeyDesk {
  readonly #book: HostKeyBook
  readonly #newKeys: NewKeys
  readonly #waiting: Waiting[] = []
  #handshakes = 0

  constructor(book: HostKeyBook, newKeys: NewKeys) {
    this.#book = book
    this.#newKeys = newKeys
  }

  /** A handshake begins; the function it gives says that it is over, whatever came of it. */
  enter(): () => void {
    this.#handshakes += 1
    let left = false
    return () => {
      if (left) return
      left = true
      this.#handshakes -= 1
      this.#askWhenAllWait()
    }
  }

  /** What to ask this sshd for. */
  async algorithms(where: Where): Promise<readonly string[]> {
    return hostKeyAlgorithms((await this.#book.known(where)).trusted)
  }

  /** Throws E-HOST-KEY where the key is not to be trusted, E-DECLINED where a person says no. */
  async admit(where: Where, blob: Buffer): Promise<void> {
    const shown = { where, key: hostKeyOf(blob) }
    const known = await this.#book.known(where)
    const verdict = verdictOn(shown.key, known)
    if (verdict === 'known') return
    if (verdict !== 'unknown') throw changed(shown, { known, verdict, place: this.#book.place })
    if (this.#newKeys.kind === 'refuse') throw unknown(shown)
    if (this.#newKeys.kind === 'accept') {
      await this.#book.add([shown])
      this.#newKeys.noted(shown)
    } else if (!(await this.#wait(shown))) throw declined(shown)
  }

  #wait(shown: ShownKey): Promise<boolean> {
    return new Promise((settle) => {
      this.#waiting.push({ ...shown, settle })
      this.#askWhenAllWait()
    })
  }

  #askWhenAllWait(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#handshakes) return
    this.#ask(this.#waiting.splice(0))
  }

  #ask(waiting: readonly Waiting[]): void {
    const lines = new Map(waiting.map(({ where, key }) => [knownHostsLine(where, key), { where, key }]))
    const answer = this.#answer([...lines.values()])
    for (const { settle } of waiting) settle(answer)
  }

  async #answer(keys: readonly ShownKey[]): Promise<boolean> {
    const accepted = this.#newKeys.kind === 'ask' && (await this.#newKeys.ask(keys))
    if (accepted) await this.#book.add(keys)
    return accepted
  }
}

const doorOf = ({ address, port }: Where): string => hostPort(address, port)

/** `ssh-ed25519 SHA256:…` */
export const keyText = (key: HostKey): string => `${key.type} ${fingerprint(key)}`

function changed(
  { where, key }: ShownKey,
  { known, verdict, place }: { known: KnownKeys; verdict: 'changed' | 'revoked'; place: string },
): DmbookError {
  const was = known.trusted.map(keyText).join(', ')
  const why =
    verdict === 'revoked'
      ? `its host key is revoked: ${keyText(key)}`
      : `its host key has changed: known is ${was}, shown is ${keyText(key)}`
  return new DmbookError(`cannot trust ${doorOf(where)} as ${why}`, {
    code: 'E-HOST-KEY',
    exit: 'identity',
    hint: `nothing was sent to it. If it was installed anew, remove its line from ${place}; the new key is then asked for`,
  })
}

function unknown({ where, key }: ShownKey): DmbookError {
  return new DmbookError(`cannot trust ${doorOf(where)} as its host key is not known: ${keyText(key)}`, {
    code: 'E-HOST-KEY',
    exit: 'identity',
    hint: 'compare it on the machine (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then run this on a terminal, or give --accept-new-host-keys',
  })
}

function declined({ where }: ShownKey): DmbookError {
  return new DmbookError(`cannot trust ${doorOf(where)} as its new host key was not accepted`, {
    code: 'E-DECLINED',
    exit: 'refused',
  })
}
