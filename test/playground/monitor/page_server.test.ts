import assert from 'node:assert/strict'
import { test } from 'node:test'
import { probePages } from '../../../src/playground/monitor/page_server.js'

test('probePages() answers both probes with the name', async () => {
  const pages = probePages('Prometheus Server')
  const request = { method: 'GET', path: '/', query: new URLSearchParams(), body: '' }
  assert.equal((await pages['/-/ready']?.(request))?.text, 'Prometheus Server is Ready.\n')
  assert.equal((await pages['/-/healthy']?.(request))?.status, 200)
})
