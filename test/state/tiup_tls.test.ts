import assert from 'node:assert/strict'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readTiupTls } from '../../src/state/tiup_tls.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { putTiupCluster, putTiupTls } from '../fakes/tiup_home.js'

const read = async (folder: string) => {
  const problems: string[] = []
  const tls = await readTiupTls(folder, ({ message }) => problems.push(message))
  return { tls, said: problems.join('\n') }
}

describe('readTiupTls()', () => {
  test('reads the authority and the client', async (context) => {
    const folder = putTiupCluster(temporaryFolder(context), 'prod')
    await putTiupTls(folder)
    const { tls, said } = await read(folder)
    assert.equal(said, '')
    assert.equal(tls?.authority.key, readFileSync(join(folder, 'tls', 'ca.pem'), 'utf8'))
    assert.equal(tls?.client.certificate, readFileSync(join(folder, 'tls', 'client.crt'), 'utf8'))
  })

  test('takes no files that do not fit together, are missing, or lie elsewhere', async (context) => {
    const home = temporaryFolder(context)
    const folder = putTiupCluster(home, 'prod')
    const other = putTiupCluster(home, 'other')
    await putTiupTls(folder)
    await putTiupTls(other)
    const at = (name: string): string => join(folder, 'tls', name)
    const from = (name: string): string => readFileSync(join(other, 'tls', name), 'utf8')
    const own = readFileSync(at('ca.pem'))
    writeFileSync(at('ca.pem'), from('ca.pem'))
    assert.match((await read(folder)).said, /prod, which is encrypted, .*ca\.pem is not the key of ca\.crt/)
    writeFileSync(at('ca.pem'), own)
    for (const name of ['client.crt', 'client.pem']) writeFileSync(at(name), from(name))
    assert.match((await read(folder)).said, /another authority has issued client\.crt/)
    writeFileSync(at('client.crt'), 'PEM')
    assert.match((await read(folder)).said, /no certificate or no key/)
    rmSync(at('client.crt'))
    symlinkSync('/etc/hostname', at('client.crt'))
    rmSync(at('client.pem'))
    assert.match((await read(folder)).said, /client\.crt is a link\n.*there is no .*client\.pem/)
  })
})
