import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthed, varint } from '../../src/core/leveldb/bytes.js'
import { storeFiles } from '../../src/core/leveldb/store.js'
import { v1StoppedTasks, v1TaskFiles, v1Tasks } from '../../src/core/v1_tasks.js'

const tasks = [
  { name: 'orders', stage: 'Paused', config: 'name = "orders"\n' },
  { name: 'shop', stage: 'Running', config: 'name = "shop"\n' },
] as const

test('v1Tasks() reads what v1TaskFiles() wrote, sorted', () => {
  assert.deepEqual(v1Tasks(v1TaskFiles(tasks.toReversed(), 'v1.0.7')), tasks)
  assert.deepEqual(v1Tasks(v1TaskFiles([], 'v1.0.7')), [])
})

const meta = (operation: number, name: string): Buffer =>
  Buffer.concat([varint(1 << 3), varint(operation), varint((3 << 3) | 2), lengthed(Buffer.from(name))])

const logged = (id: number, task: Buffer) => {
  const key = Buffer.concat([Buffer.from('!DM!TaskLog'), Buffer.alloc(7), Buffer.from([id])])
  const value = Buffer.concat([varint(1 << 3), varint(id), varint((2 << 3) | 2), lengthed(task)])
  return [key, value] as const
}

test('v1StoppedTasks() are those whose last word was stop-task and that are kept no more', () => {
  const files = storeFiles([
    logged(1, meta(4, 'old')),
    logged(2, meta(1, 'old')),
    logged(3, meta(1, 'again')),
    logged(4, meta(4, 'again')),
  ])
  assert.deepEqual(v1StoppedTasks(files), ['old'])
})

test('v1Tasks() refuses a task that is no message', () => {
  const files = storeFiles([[Buffer.from('!DM!TaskMetax'), Buffer.from([7])]])
  assert.throws(() => v1Tasks(files), RangeError)
})
