import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DmbookError, problemText } from '../../src/core/error.js'
import { loadPlaybook } from '../../src/language/load.js'
import { catalog } from '../../src/modules/index.js'

const playbook = `inputs: { port: { type: int } }
plays:
  - name: p
    hosts: all
    vars: { motd: hello }
    tasks:
      - include: parts/more.yaml
      - template: { src: page.hbs, dest: /page }
      - template: { src: "\${{ host.id }}.hbs", dest: /named-later }
`
const part = 'inputs: { deep: { type: bool, default: true } }\ntasks:\n  - template: { src: ../page.hbs, dest: /x }\n'

/** What loading says, `file:line:column` before each. */
async function said(files: Readonly<Record<string, string>>): Promise<string[]> {
  const all = new Map(Object.entries({ 'main.yaml': playbook, 'parts/more.yaml': part, ...files }))
  const read = async (file: string): Promise<string> => {
    const text = all.get(file)
    if (text === undefined) throw new Error(`no ${file}`)
    return text
  }
  try {
    await loadPlaybook('main.yaml', { read, catalog: catalog() })
    return []
  } catch (thrown) {
    if (!(thrown instanceof DmbookError)) throw thrown
    return thrown.problems.map((problem) => problemText(problem).split('\n')[0] ?? '')
  }
}

describe('judgeTemplates()', () => {
  test('passes what every task that uses the template knows', async () => {
    assert.deepEqual(await said({ 'page.hbs': '{{host.id}} {{facts.os}}{{#each groups.all}}{{id}}{{/each}}' }), [])
  })

  test('judges a template by the inputs and vars of each place that uses it', async () => {
    assert.deepEqual(await said({ 'page.hbs': '{{inputs.port}}{{vars.motd}}' }), [
      'page.hbs:1:3 cannot render the template as nothing is named inputs.port',
      'page.hbs:1:18 cannot render the template as nothing is named vars.motd',
    ])
    assert.deepEqual(
      await said({ 'page.hbs': '{{inputs.prot}}', 'parts/more.yaml': 'tasks: [{ debug: { message: x } }]' }),
      ['page.hbs:1:3 cannot render the template as nothing is named inputs.prot'],
    )
  })

  test('says a template that is none, and one that is not there, at the line that names it', async () => {
    assert.match((await said({ 'page.hbs': '{{#if x}}' }))[0] ?? '', /^page\.hbs:1:1 .* a block is not closed/)
    assert.deepEqual(await said({}), [
      'parts/more.yaml:3:22 cannot read the task as there is no template page.hbs',
      'main.yaml:8:26 cannot read the task as there is no template page.hbs',
    ])
  })
})
