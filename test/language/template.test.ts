import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileTemplate } from '../../src/language/template.js'
import { goldenErrors } from './golden.js'

const data = { host: { id: 'a', items: [1, 2], map: { b: 1 } }, text: '<&"{{host.id}}', on: true }
const render = (text: string) => compileTemplate({ file: 'x.hbs', text }).render(data)

describe('compileTemplate()', () => {
  const cases: readonly [string, string][] = [
    ['{{host.id}} {{text}}', 'a <&"{{host.id}}'],
    ['{{#if on}}yes{{else}}no{{/if}}', 'yes'],
    ['{{#each host.items}}{{this}};{{/each}}', '1;2;'],
    ['{{toml host.map}}', 'b = 1'],
    ['\\{{ .Values }}', '{{ .Values }}'],
    ['{{default host.zz "d"}}', 'd'],
    ['{{indent 2 (yaml host.map)}}', '  b: 1'],
  ]
  for (const [text, result] of cases) test(`renders ${text}`, () => assert.equal(render(text), result))

  test('tells all that is wrong at its place', () => {
    const wrong = [
      '{{#if x}}',
      '{{ x | f }}',
      '{{host.idd}}\n{{#if onn}}{{/if}} {{host.items}} {{jsn host.map}}',
      '{{log 1}}{{lookup host "id"}}',
      '{{shq host.map}}',
    ]
    goldenErrors(
      'template',
      wrong.map((text) => [text, () => render(text)] as const),
    )
  })

  test('compiles once and renders often', () => {
    const template = compileTemplate({ file: 'x', text: '{{n}}' })
    assert.deepEqual([template.render({ n: 1 }), template.render({ n: 2 })], ['1', '2'])
  })

  test('refuses a template that is too large', () => {
    assert.throws(() => compileTemplate({ file: 'x', text: 'x'.repeat(300_000) }), /larger than 256\.0 KiB/)
  })

  test('refuses functions in its data', () => {
    const data: unknown = { f: () => 'called' }
    const hostile = Object(data)
    assert.throws(() => compileTemplate({ file: 'x', text: '{{f}}' }).render(hostile), /a function: f/)
  })
})
