import assert from 'node:assert/strict'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tlsFilesOf } from '../../../src/playground/http/tls_files.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'

test('tlsFilesOf() reads the files, and again when they change', (t) => {
  const folder = temporaryFolder(t)
  const paths = ['ca', 'cert', 'key'].map((name) => join(folder, name))
  for (const path of paths) writeFileSync(path, `old ${path}`)
  const [ca = '', cert = '', key = ''] = paths
  const files = tlsFilesOf(new Map(Object.entries({ 'ssl-ca': ca, 'ssl-cert': cert, 'ssl-key': key })))
  assert.equal(files?.material.cert, `old ${cert}`)
  assert.equal(files?.refresh(), false)
  writeFileSync(cert, 'new')
  utimesSync(cert, new Date(0), new Date(1000))
  assert.deepEqual([files?.refresh(), files?.material.cert], [true, 'new'])
})

test('tlsFilesOf() is null without TLS, and ends the program where a file is missing', () => {
  assert.equal(tlsFilesOf(new Map([['ssl-ca', '']])), null)
  assert.throws(() => tlsFilesOf(new Map([['ssl-ca', '/none']])), /could not load client key pair/)
})
