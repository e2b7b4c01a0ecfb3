// What a command of dmctl gets, and how it talks: JSON with four spaces, exit 0 even for `result: false` (dm-runtime §2.3).

import type { HttpClient } from '../http/client.js'
import type { Program } from '../program.js'
import { callRpc } from '../rpc_client.js'

export interface Command {
  readonly usage: string
  /** its own options besides the global ones */
  readonly options?: Readonly<Record<string, Option>>
  run(call: CommandCall): Promise<void>
}

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
}

export interface CommandCall {
  readonly program: Program
  readonly args: readonly string[]
  readonly sources: readonly string[]
  /** '' where the option was not given */
  text(option: string): string
  flag(option: string): boolean
  /** Sends one call to the master that dmctl is connected to. Throws GrpcError. */
  ask<T = unknown>(method: string, request: object): Promise<T>
}

/** Words on the command line that dmctl cannot use: the usage is printed, exit 1. */
export class UsageError extends Error {}

export const printed = {
  reply: (program: Program, reply: unknown) => program.out(`${JSON.stringify(reply, null, 4)}\n`),
}

export function asker(
  client: HttpClient,
  { address, timeoutMs }: { readonly address: string; readonly timeoutMs: number },
): CommandCall['ask'] {
  return async <T>(method: string, request: object) =>
    (await callRpc(client, address, { service: 'pb.Master', method, request, timeoutMs })) as T
}
