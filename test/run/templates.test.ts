import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Duration } from '../../src/core/duration.js'
import { Secret } from '../../src/core/secret.js'
import { Unknown, UnknownValueError } from '../../src/language/unknown.js'
import { Templates } from '../../src/run/templates.js'

const folder = mkdtempSync(join(tmpdir(), 'dmbook-templates-'))
after(() => rmSync(folder, { recursive: true }))

function file(text: string): string {
  const path = join(folder, `${Math.random()}.hbs`)
  writeFileSync(path, text)
  return path
}

test('render() sees what expressions see and what the task adds', async () => {
  const scope = {
    host: { id: 'a' },
    facts: { cpus: 2 },
    inputs: { wait: new Duration(5000) },
    vars: {},
    run: {},
    groups: {},
  }
  const text = await new Templates().render(file('{{host.id}} {{facts.cpus}} {{inputs.wait}} {{more}}'), {
    scope,
    data: { more: 'x' },
  })
  assert.equal(text, 'a 2 5s x')
})

test('render() hands a secret over, and what a loop and a register hold', async () => {
  const scope = { inputs: { word: new Secret('hunter22') }, item: { port: 1 }, listed: { stdout: 'x' } }
  assert.equal(
    await new Templates().render(file('{{inputs.word}} {{item.port}} {{listed.stdout}}'), { scope, data: {} }),
    'hunter22 1 x',
  )
})

test('render() reads a file once per run, and says which one it cannot read', async () => {
  const templates = new Templates()
  const path = file('one')
  assert.equal(await templates.render(path, { scope: {}, data: {} }), 'one')
  writeFileSync(path, 'two')
  assert.equal(await templates.render(path, { scope: {}, data: {} }), 'one')
  await assert.rejects(templates.render(join(folder, 'none.hbs'), { scope: {}, data: {} }), { code: 'E-TEMPLATE' })
})

test('render() throws what a plan cannot know only where the template mentions it', async () => {
  const scope = { vars: { kernel: new Unknown('"Look" has not run'), port: 80 } }
  const templates = new Templates()
  await assert.rejects(templates.render(file('{{vars.kernel}}'), { scope, data: {} }), UnknownValueError)
  assert.equal(await templates.render(file('{{vars.port}}'), { scope, data: {} }), '80')
})
