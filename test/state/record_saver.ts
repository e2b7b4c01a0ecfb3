// A process that saves a cluster's record again and again until it is killed.

import { clusterStore } from '../../src/state/cluster_file_store.js'
import { stateFolder } from '../../src/state/folder.js'
import { emptyRecord } from './records.js'

const [root = '', name = ''] = process.argv.slice(2)
const store = clusterStore(await stateFolder(root), name)
let meta = (await store.load()) ?? emptyRecord(name)
for (let count = 0; ; count++) {
  meta = await store.save({ ...meta, source: String(count % 10).repeat(20_000) })
  if (count === 0) process.stdout.write('begun\n')
}
