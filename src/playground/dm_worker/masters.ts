// A worker's way to the masters: the addresses known now, tried in turn; a join that must succeed, questions that may fail.

import { errorText } from '../dm_error.js'
import type { HttpClient } from '../http/client.js'
import { callRpc } from '../rpc_client.js'
import type { WatchReply, WatchRequest, WorkerProposal } from '../watch_protocol.js'

const joinMs = 3000
const askMs = 3000

export class Masters {
  #addresses: readonly string[]
  #at = 0

  constructor(
    private readonly client: HttpClient,
    private readonly join: readonly string[],
  ) {
    this.#addresses = join
  }

  /** Each address in order, 3 s each; the first success wins. Throws Error 40077 when none does. */
  async register(worker: { readonly name: string; readonly address: string }): Promise<void> {
    let last = 'no endpoint'
    for (const address of this.join) {
      const call = { service: 'pb.Master', method: 'RegisterWorker', request: worker, timeoutMs: joinMs } as const
      const reply = (await callRpc(this.client, address, call).catch((error: Error) => ({
        result: false,
        msg: error.message,
      }))) as { readonly result: boolean; readonly msg: string }
      if (reply.result) return
      last = reply.msg
    }
    throw new Error(errorText(40077, { args: [`[${this.join.join(' ')}]`, last] }))
  }

  /** Null when the master asked now does not answer; the next question goes to the next one. */
  async watch(request: WatchRequest): Promise<WatchReply | null> {
    const text = await this.#ask('/playground/watch', { body: request, timeoutMs: askMs + request.waitMs })
    if (text === null) return null
    const reply = JSON.parse(text) as WatchReply
    if (reply.masters.length > 0) this.#addresses = reply.masters
    return reply
  }

  /** True when it is agreed. */
  async propose(change: WorkerProposal): Promise<boolean> {
    for (const _ of this.#addresses) {
      if ((await this.#ask('/playground/propose', { body: change, timeoutMs: askMs })) !== null) return true
    }
    return false
  }

  async #ask(path: string, call: { readonly body: unknown; readonly timeoutMs: number }): Promise<string | null> {
    const address = this.#addresses[this.#at % this.#addresses.length]
    const answer = await this.client.send(`http://${address}${path}`, call).catch(() => null)
    if (answer?.status === 200) return answer.text
    this.#at += 1
    return null
  }
}
