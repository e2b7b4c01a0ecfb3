// A check changes nothing: that of every module runs on a host whose whole disk is mounted read-only.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Connection, Writer } from '../../src/hosts/host.js'
import { writerOver } from '../../src/hosts/remote_host.js'
import { modules } from '../../src/modules/index.js'
import { type Module, ModuleError } from '../../src/modules/module.js'
import type { Tools } from '../../src/modules/tools.js'
import { servicesFor } from '../../src/services/index.js'
import { completed } from '../contract/modules.js'
import { fakeTools } from '../modules/fake_tools.js'
import { lab, readOnlyAt } from './lab.js'

describe('on a host that is mounted read-only', () => {
  let connection: Connection
  before(async () => {
    lab('up', '1')
    connection = await readOnlyAt('h1')
  })
  after(() => connection.close())

  const tools = (): Tools => fakeTools({ services: servicesFor('systemd', { folder: '/nowhere' }), waitTimeoutMs: 1 })

  test('nothing can be written', async () => {
    const host = writerOver(connection)
    await assert.rejects(host.write('/etc/dmbook-was-here', 'x\n', { mode: '0600' }), /Read-only file system/)
  })

  for (const [name, module] of modules) {
    // those of the control machine look at its state folder, and at no host
    if (module.control) continue
    test(`${name} looks, by each of its examples`, async () => {
      for (const example of module.examples) {
        const said = await look(module, Object(completed(module, example)), {
          host: writerOver(connection),
          tools: tools(),
        })
        assert.doesNotMatch(said, /Read-only file system/i)
      }
    })
  }
})

/** What came of a look, be it a refusal: there is no cluster on the host. */
async function look(module: Module, want: object, { host, tools }: { host: Writer; tools: Tools }): Promise<string> {
  try {
    if (module.kind === 'state') return JSON.stringify(await module.check(host, want, tools))
    if (module.kind === 'action') return JSON.stringify(await module.foresee(host, want, tools))
    return JSON.stringify(await module.read(host, want, tools))
  } catch (thrown) {
    if (thrown instanceof ModuleError) return `${thrown.message} ${thrown.detail ?? ''}`
    if (thrown instanceof Error) return `${thrown.message} ${'detail' in thrown ? thrown.detail : ''}`
    throw thrown
  }
}
