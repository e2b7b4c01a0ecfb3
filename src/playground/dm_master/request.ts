// Requests as v8.1.0 reads them: absent fields have their zero value, enums come as name or number, unknown fields are
// passed over (the contract suite on real DM), wrong types are InvalidArgument (dm-runtime §1.3).

import { GrpcError, grpcCode } from '../grpc_error.js'

export const enums = {
  LeaderOp: ['InvalidLeaderOp', 'EvictLeaderOp', 'CancelEvictLeaderOp'],
  SourceOp: ['InvalidSourceOp', 'StartSource', 'UpdateSource', 'StopSource', 'ShowSource'],
  TaskOp: ['InvalidOp', 'Stop', 'Pause', 'Resume', 'Start', 'Update', 'AutoResume'],
  RelayOp: ['InvalidRelayOp', 'StopRelay', 'PauseRelay', 'ResumeRelay'],
  RelayOpV2: ['InvalidRelayOpV2', 'StartRelayV2', 'StopRelayV2'],
  CfgType: ['InvalidType', 'TaskType', 'MasterType', 'WorkerType', 'SourceType'],
} as const

export type FieldType = 'text' | 'texts' | 'flag' | keyof typeof enums
export type Fields = Readonly<Record<string, FieldType>>
export type FieldValue<T> = T extends 'text'
  ? string
  : T extends 'texts'
    ? readonly string[]
    : T extends 'flag'
      ? boolean
      : T extends keyof typeof enums
        ? (typeof enums)[T][number]
        : never
export type RequestOf<F extends Fields> = { readonly [K in keyof F]: FieldValue<F[K]> }

/** Throws GrpcError InvalidArgument. */
export function readRequest<F extends Fields>(fields: F, given: unknown): RequestOf<F> {
  const values = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {}
  const read = Object.entries(fields).map(([key, type]) => [key, readField(type, { key, value: values[key] })])
  return Object.fromEntries(read) as RequestOf<F>
}

/** What a path or a query says: always text, in a repeated field several. */
export function readText(type: FieldType, texts: readonly string[]): unknown {
  if (type === 'texts') return texts
  const last = texts.at(-1)
  if (type !== 'flag' || last === undefined) return last
  if (last === '' || last === 'true' || last === '1') return true
  if (last === 'false' || last === '0') return false
  throw invalid(`strconv.ParseBool: parsing ${JSON.stringify(last)}: invalid syntax`)
}

function readField(type: FieldType, { key, value }: { readonly key: string; readonly value: unknown }): unknown {
  if (type === 'text') return typed(value ?? '', { key, ok: typeof (value ?? '') === 'string' })
  if (type === 'flag') return typed(value ?? false, { key, ok: typeof (value ?? false) === 'boolean' })
  if (type === 'texts') {
    const list = value ?? []
    return typed(list, { key, ok: Array.isArray(list) && list.every((part) => typeof part === 'string') })
  }
  const names: readonly string[] = enums[type]
  const name = /^\d+$/.test(String(value ?? 0)) ? names[Number(value ?? 0)] : String(value)
  return typed(name, { key, ok: name !== undefined && names.includes(name) })
}

function typed(value: unknown, { key, ok }: { readonly key: string; readonly ok: boolean }): unknown {
  if (!ok) throw invalid(`type mismatch, parameter: ${key}, error: ${String(value)} is not valid`)
  return value
}

function invalid(message: string): GrpcError {
  return new GrpcError(grpcCode.invalidArgument, message)
}
