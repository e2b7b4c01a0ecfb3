import assert from 'node:assert/strict'
import { test } from 'node:test'
import { masterServer, workerServer } from '../../../src/dm/schema/servers.js'
import { placement, storage } from '../../../src/dm/schema/shared.js'

const common = new Set([...Object.keys(placement), ...Object.keys(storage)])
const own = (schema: { readonly properties: object }): string =>
  Object.keys(schema.properties)
    .filter((key) => !common.has(key))
    .join(' ')

test('masters and workers have the keys of tiup dm beside the common ones (spec §2.3)', () => {
  assert.equal(own(masterServer), 'name port peer_port source config v1_source_path')
  assert.equal(own(workerServer), 'name port source config')
})
