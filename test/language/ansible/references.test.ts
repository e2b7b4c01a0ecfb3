import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Secret } from '../../../src/core/secret.js'
import { Findings } from '../../../src/language/ansible/findings.js'
import { hasJinja, resolved } from '../../../src/language/ansible/references.js'
import type { Variable, VarValue } from '../../../src/language/ansible/variable.js'

const at = { source: { file: 'i', text: '' }, line: 1, column: 1, length: 1 }
const variable = (name: string, value: VarValue): Variable => ({
  name,
  value,
  text: '',
  rendered: '',
  at,
  layer: 'host',
  cut: false,
  shadows: [],
})

function values(given: Readonly<Record<string, VarValue>>) {
  const findings = new Findings([])
  const vars = new Map(Object.entries(given).map(([name, value]) => [name, variable(name, value)]))
  const made = resolved(vars, { inventory_hostname: 'h' }, findings)
  return { values: Object.fromEntries([...made].map(([name, { value }]) => [name, value])), findings }
}

describe('resolved()', () => {
  test('follows references through each other, in lists and maps too', () => {
    const { values: seen } = values({ c: '{{ b }}/c', b: '{{a}}/b', a: '/a', d: ['{{ c }}', { e: '{{ a }}' }] })
    assert.deepEqual(seen, { c: '/a/b/c', b: '/a/b', a: '/a', d: ['/a/b/c', { e: '/a' }] })
  })

  test('keeps the type of a whole value, and prints the rest as Python does', () => {
    assert.deepEqual(values({ n: 5, t: true, whole: '{{ n }}', text: '{{ t }}-{{ n }}' }).values, {
      n: 5,
      t: true,
      whole: 5,
      text: 'True-5',
    })
  })

  test('what holds a secret is one', () => {
    const { url } = values({ p: new Secret('hunter2'), url: 'x:{{ p }}@' }).values
    assert.ok(url instanceof Secret)
    assert.equal(url.reveal(), 'x:hunter2@')
  })

  test('never evaluates anything else', () => {
    const hostile = ["{{ lookup('pipe', 'id') }}", '{% for x in y %}', '{{ a }}{{ b | upper }}', '{{ a.b }}', '{{ a']
    for (const text of hostile) assert.equal(values({ a: '1', x: text }).values.x, text, text)
    assert.ok(hasJinja('{{') && !hasJinja(new Secret('{{ x }}')))
  })

  test('says which name nothing gives, and that a Vault may hold it', () => {
    const { findings } = values({ a: '{{ b }}/x', c: '{{ d.e }}' })
    assert.deepEqual(
      findings.warnings.map(({ message }) => message),
      [
        'a names b, which the inventory does not give: it stays as it stands',
        'c holds Jinja that is not evaluated here: it stays as it stands',
      ],
    )
    const closed = new Findings([])
    closed.sealed.push({ message: 'closed' })
    resolved(new Map([['a', variable('a', '{{ b }}')]]), {}, closed)
    assert.match(closed.warnings[0]?.hint ?? '', /a Vault that is closed/)
  })

  test('says a circle once per variable in it, and goes on', () => {
    const { findings } = values({ a: '{{ b }}', b: '{{ a }}', c: '{{ c }}' })
    assert.equal(findings.problems.list.length, 2)
  })
})
