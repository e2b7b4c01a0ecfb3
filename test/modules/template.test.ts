import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { template } from '../../src/modules/template.js'
import { completed } from '../contract/modules.js'
import { fakeHost } from '../fakes/fake_host.js'
import { fakeTools, summary } from './fake_tools.js'

const tools = fakeTools({ render: async (file) => `of ${file}\n` })
const want = completed(template, { src: 't.hbs', dest: '/conf/x.yml', validate: ['promtool', 'check', '{file}'] })

describe('template', () => {
  test('check() compares the rendered text', async () => {
    const found = fakeHost({ '/conf/x.yml': { text: 'of t.hbs\n' } })
    assert.equal(summary(await template.check(found, want, tools)), 'same')
    assert.deepEqual(summary(await template.check(fakeHost(), want, tools)), ['create /conf/x.yml'])
  })

  test('apply() has the new text judged beside the old one', async () => {
    const host = fakeHost().allowWrites()
    await template.apply(host, want, tools)
    assert.deepEqual(host.scripts, [
      'promtool check /conf/x.yml.dmbook-check; rc=$?; rm -f /conf/x.yml.dmbook-check; exit $rc',
    ])
    assert.deepEqual(
      host.writes.map(({ path }) => path),
      ['/conf/x.yml.dmbook-check', '/conf/x.yml'],
    )
  })

  test('apply() leaves the old text where the new one is refused', async () => {
    const host = fakeHost()
      .allowWrites()
      .expect(/promtool/, { rc: 1, stderr: 'line 3: bad\n' })
    await assert.rejects(template.apply(host, want, tools), {
      message: 'cannot put /conf/x.yml into place as promtool refuses the new text',
      detail: 'line 3: bad',
    })
    assert.equal(await host.text('/conf/x.yml'), null)
  })
})
