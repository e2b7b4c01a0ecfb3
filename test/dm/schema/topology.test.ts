import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import type { Shape } from '../../../src/dm/schema/shape.js'
import { topology, topologySchema } from '../../../src/dm/schema/topology.js'
import { shipped } from '../clusters.js'

describe('topologySchema()', () => {
  const valid = new Ajv({ allErrors: true, strict: false }).compile(topologySchema())

  for (const name of ['minimal', 'full', 'quickstart']) {
    test(`agrees with inventories/${name}.yaml, so that editors do`, () => {
      valid(parse(shipped(name)))
      assert.deepEqual(valid.errors ?? [], [])
    })
  }

  test('refuses what the reader refuses', () => {
    for (const wrong of [
      { worker_server: [] },
      { master_servers: [{}] },
      { master_servers: [{ host: 'a', port: 0 }] },
    ]) {
      assert.equal(valid(wrong), false)
    }
  })

  test('explains every key', () => {
    const bare: string[] = []
    const look = (shape: Shape, path: string): void => {
      for (const [key, inner] of Object.entries(shape.properties ?? {})) {
        if (!('description' in inner)) bare.push(`${path}${key}`)
        look(inner, `${path}${key}.`)
      }
      if (shape.items) look(shape.items, path)
    }
    look(topology, '')
    assert.deepEqual(
      bare.filter((path) => !/\.(arch|os)$/.test(path)),
      [],
    )
  })
})
