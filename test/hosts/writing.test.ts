import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { sh } from '../../src/core/sh.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { type LocalMachine, localMachine } from '../fakes/local_machine.js'

describe('writing()', () => {
  let machine: LocalMachine
  before(async () => {
    machine = await localMachine({ sharesFiles: false })
  })
  after(() => machine.close())

  function local(name: string, content: string) {
    const path = `${machine.folder}/${name}`
    writeFileSync(path, content)
    return { path, sha256: createHash('sha256').update(content).digest('hex'), size: content.length }
  }

  test('no content ever stands in an argument list', async () => {
    await machine.host.write(`${machine.folder}/inline`, 'hush-hush\n', { mode: '0600' })
    await machine.host.write(`${machine.folder}/stream`, 'hush-hush\0', { mode: '0600' })
    await machine.host.send(local('sent', 'hush-hush'), `${machine.folder}/sent-there`, { mode: '0600' })
    assert.equal(
      machine.opened.some((words) => words.join(' ').includes('hush')),
      false,
    )
  })

  test('a short text travels in the resident shell, anything else on a channel of its own', async () => {
    const before = machine.opened.length
    await machine.host.write(`${machine.folder}/a`, 'short\n', { mode: '0600' })
    assert.equal(machine.opened.length, before)
    await machine.host.write(`${machine.folder}/a`, 'x'.repeat(100_000), { mode: '0600' })
    assert.equal(machine.opened.length, before + 1)
  })

  test('send() of a short text opens no channel; of another file none where the digest is equal', async () => {
    let bytes = 0
    const opened = machine.opened.length
    const progress = (sent: number) => {
      bytes = sent
    }
    await machine.host.send(local('short', 'content'), `${machine.folder}/short-there`, { mode: '0644', progress })
    assert.deepEqual([await machine.host.text(`${machine.folder}/short-there`), bytes], ['content', 7])
    assert.equal(machine.opened.length, opened)
    const file = local('package', 'content'.repeat(5_000))
    await machine.host.send(file, `${machine.folder}/there`, { mode: '0644' })
    const before = machine.opened.length
    await machine.host.send(file, `${machine.folder}/there`, { mode: '0600' })
    assert.equal(machine.opened.length, before)
  })

  test('a file that was sent is not read again to know its digest, unless it was touched since', async () => {
    const file = local('proven', 'content'.repeat(5_000))
    const path = `${machine.folder}/proven-there`
    await machine.host.send(file, path, { mode: '0644' })
    const proven = machine.connection.proven.get(path)
    assert.deepEqual([proven?.sha256, proven?.identity.split(' ')[2]], [file.sha256, '35000'])
    machine.connection.proven.set(path, { identity: proven?.identity ?? '', sha256: 'as the machine said' })
    assert.equal(await machine.host.digest(path), 'as the machine said')
    for (const touch of [sh`printf x | dd of=${path} conv=notrunc bs=1 seek=7 status=none`, sh`chmod 0600 ${path}`]) {
      await machine.host.run(touch)
      assert.notEqual(await machine.host.digest(path), 'as the machine said')
    }
    await machine.host.run(sh`rm ${path}`)
    assert.equal(await machine.host.digest(path), null)
  })

  test('stage() uploads once per machine and user, into a folder that is nobody else’s', async () => {
    const file = local('staged', `content ${process.pid}${' '.repeat(20_000)}`)
    const before = machine.opened.length
    const hosts = [machine.host, machine.host, writerOver(machine.connection)]
    const [path = '', ...others] = await Promise.all(hosts.map((host) => host.stage(file)))
    assert.deepEqual(others, [path, path])
    assert.equal(machine.opened.length, before + 1)
    assert.equal((await machine.host.text(path))?.trim(), `content ${process.pid}`)
    const folder = await machine.host.stat(path.slice(0, path.lastIndexOf('/')))
    assert.deepEqual(folder, { ...folder, kind: 'directory', mode: '0700' })
    await machine.host.run(sh`rm ${path}`)
  })

  test('stage() tries again after a failure', async () => {
    const file = local('late', 'late')
    await assert.rejects(machine.host.stage({ ...file, path: `${machine.folder}/absent` }), /ENOENT/)
    const path = await machine.host.stage(file)
    await machine.host.run(sh`rm ${path}`)
  })
})
