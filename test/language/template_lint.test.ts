import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import Handlebars from 'handlebars'
import { templateProblems } from '../../src/language/template_lint.js'
import { Unknown } from '../../src/language/unknown.js'

const data = {
  host: { id: 'a', items: [{ n: 1 }, { n: 2 }], map: { k: 1 }, empty: [], none: null },
  inputs: { x: true },
}
const said = (text: string) =>
  templateProblems(Handlebars.parse(text), { source: { file: 't', text }, data }).problems.map(
    ({ message, at }) => `${at?.line}:${at?.column} ${message.replace('cannot render the template as ', '')}`,
  )

describe('templateProblems()', () => {
  const right = [
    '{{host.id}}',
    '{{@root.host.id}}',
    '{{#each host.items}}{{n}}{{@index}}{{../inputs.x}}{{this.n}}{{/each}}',
    '{{#each host.items as |item i|}}{{item.n}}{{i}}{{/each}}',
    '{{#each host.map}}{{@key}}{{this}}{{/each}}',
    '{{#each host.empty}}{{whatever}}{{/each}}',
    '{{#with host}}{{id}}{{/with}}',
    '{{#if host.none}}{{else}}{{host.id}}{{/if}}',
    '{{default host.nothing "x"}}',
    '{{#if (eq host.id "a")}}x{{/if}}',
    '{{json host.map}}',
    '{{host.none}}',
    '{{! a comment }}',
    '{{host.items.[0].n}}',
  ]
  for (const text of right) test(`finds nothing in ${text}`, () => assert.deepEqual(said(text), []))

  const wrong: readonly [string, readonly string[]][] = [
    ['{{host.idd}}', ['1:3 nothing is named host.idd']],
    ['a\n {{#if inputs.y}}{{/if}}', ['2:8 nothing is named inputs.y']],
    ['{{#unless typo}}{{typo2}}{{/unless}}', ['1:11 nothing is named typo', '1:19 nothing is named typo2']],
    ['{{#each host.items}}{{m}}{{/each}}', ['1:23 nothing is named m']],
    ['{{#with host}}{{inputs.x}}{{/with}}', ['1:17 nothing is named inputs.x']],
    ['{{join host.itms ","}}', ['1:8 nothing is named host.itms']],
    ['{{#if (eq host.iid 1)}}{{/if}}', ['1:11 nothing is named host.iid']],
    ['{{host.items}}', ['1:1 host.items is a list']],
    ['{{host.map}}', ['1:1 host.map is a map']],
    ['{{foo host.id}}', ['1:1 there is no helper foo']],
    ['{{#foo}}{{/foo}}', ['1:4 #foo is no block']],
    ['{{> part}}', ['1:1 partials are not supported']],
    ['{{@index}}', ['1:3 @index is known inside #each only']],
    ['{{../x}}', ['1:3 ../ leads out of the data']],
    ['{{constructor}}{{host.__proto__}}', ['1:3 nothing is named constructor', '1:18 nothing is named host.__proto__']],
  ]
  for (const [text, problems] of wrong)
    test(`finds what is wrong in ${JSON.stringify(text)}`, () => assert.deepEqual(said(text), problems))
})

describe('templateProblems() of what is not known yet', () => {
  const later = new Unknown('"Look" has not run')
  const lint = (text: string) =>
    templateProblems(Handlebars.parse(text), {
      source: { file: 't', text },
      data: { host: later, inputs: { x: later } },
    })

  const cases: readonly [string, number][] = [
    ['{{host}}', 1],
    ['{{host.a.b}}', 1],
    ['{{#each host.list as |one i|}}{{one.n}}{{i}}{{@index}}{{../inputs.x}}{{/each}}', 3],
    ['{{#with inputs.x}}{{id}}{{/with}}', 2],
    ['{{#if inputs.x}}a{{/if}}', 1],
    ['plain', 0],
  ]
  for (const [text, unknown] of cases)
    test(`lets anything follow it in ${text}`, () => {
      assert.deepEqual(lint(text).problems, [])
      assert.equal(lint(text).unknown.length, unknown)
    })

  test('still knows the names around it', () => {
    assert.match(lint('{{#each host.list}}{{../inputs.y}}{{/each}}').problems[0]?.message ?? '', /inputs\.y/)
  })
})
