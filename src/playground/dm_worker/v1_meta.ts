// OperateV1Meta: what a dm-worker 1.0 left in the working directory, told to the master that takes it over, and removed
// when that is through. The place is fixed, as in DM; where there is nothing the answer is empty and no error.

import { rmSync } from 'node:fs'
import { readTaskStore } from '../v1/task_store.js'

const folder = 'dm_worker_meta'

export interface V1MetaReply {
  readonly result: boolean
  readonly msg: string
  readonly meta: Readonly<Record<string, { readonly name: string; readonly stage: string; readonly task: string }>>
}

export function v1MetaReply({ op }: { readonly op: string }): V1MetaReply {
  try {
    const tasks = op === 'GetV1Meta' ? readTaskStore(`${folder}/kv`) : []
    if (op === 'RemoveV1Meta') rmSync(folder, { recursive: true, force: true })
    const meta = Object.fromEntries(
      tasks.map(({ name, stage, config }) => [name, { name, stage, task: Buffer.from(config).toString('base64') }]),
    )
    return { result: true, msg: '', meta }
  } catch (error) {
    return { result: false, msg: error instanceof Error ? error.message : String(error), meta: {} }
  }
}
