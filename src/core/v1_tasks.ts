// The tasks that a dm-worker 1.0 keeps in its store (dm_worker_meta/kv): what DM 2.0 takes over at its first start.
// The stage is the one that was asked for; the configuration is the subtask's TOML, with passwords in it.

import { ByteReader, lengthed, varint } from './leveldb/bytes.js'
import { type StoreFiles, storeFiles, storeRows } from './leveldb/store.js'

export const v1Stages = ['InvalidStage', 'New', 'Running', 'Paused', 'Stopped', 'Finished'] as const
export type V1Stage = (typeof v1Stages)[number]

export interface V1Task {
  readonly name: string
  readonly stage: V1Stage
  /** TOML */
  readonly config: string
}

const prefix = '!DM!TaskMeta'
const logPrefix = '!DM!TaskLog'
const operationField = 1
const stageField = 2
const nameField = 3
const configField = 4

/** Sorted by name. Throws RangeError where the store is broken. */
export function v1Tasks(files: StoreFiles): V1Task[] {
  const rows = [...storeRows(files)].filter(([key]) => key.startsWith(prefix))
  return rows.map(([, value]) => taskOf(value)).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Tasks that `stop-task` took out of the store: of them only the log of what was asked for is left. */
export function v1StoppedTasks(files: StoreFiles): string[] {
  const last = new Map<string, number>()
  const rows = [...storeRows(files)].filter(([key]) => key.startsWith(logPrefix))
  for (const [, value] of rows.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { texts } = fieldsOf(value)
    const { texts: task, numbers } = fieldsOf(texts.get(2) ?? Buffer.alloc(0))
    last.set(task.get(nameField)?.toString() ?? '', numbers.get(operationField) ?? 0)
  }
  const kept = v1Tasks(files).map(({ name }) => name)
  return [...last].filter(([name, operation]) => operation === stop && !kept.includes(name)).map(([name]) => name)
}

function taskOf(message: Buffer): V1Task {
  const { texts, numbers } = fieldsOf(message)
  return {
    name: texts.get(nameField)?.toString() ?? '',
    stage: v1Stages[numbers.get(stageField) ?? 0] ?? 'InvalidStage',
    config: texts.get(configField)?.toString() ?? '',
  }
}

/** A message of protocol buffers whose fields are whole numbers and byte strings. */
function fieldsOf(message: Buffer) {
  const reader = new ByteReader(message)
  const numbers = new Map<number, number>()
  const texts = new Map<number, Buffer>()
  while (!reader.done) {
    const tag = reader.varint()
    const field = tag >> 3
    if ((tag & 7) === 2) texts.set(field, reader.string())
    else if ((tag & 7) === 0) numbers.set(field, reader.varint())
    else throw new RangeError('a task has a part of an unknown kind')
  }
  return { texts, numbers }
}

const stop = 1
const start = 4

/** The files of a store with these tasks, as a dm-worker of this version leaves them when it ends. */
export function v1TaskFiles(tasks: readonly V1Task[], version: string): StoreFiles {
  const about = JSON.stringify({ 'internal-no': 1, 'release-version': version })
  const rows = tasks.map(({ name, stage, config }) => {
    const numbers = [varint((1 << 3) | 0), varint(start), varint(stageField << 3), varint(v1Stages.indexOf(stage))]
    const texts = [nameField, configField].map((field, index) =>
      Buffer.concat([varint((field << 3) | 2), lengthed(Buffer.from(index === 0 ? name : config))]),
    )
    return [Buffer.from(`${prefix}${name}`), Buffer.concat([...numbers, ...texts])] as const
  })
  return storeFiles([[Buffer.from('!DM-worker!version'), Buffer.from(about)], ...rows])
}
