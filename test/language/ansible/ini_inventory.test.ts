import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Findings } from '../../../src/language/ansible/findings.js'
import { readIni } from '../../../src/language/ansible/ini_inventory.js'
import { inventorySource } from '../../../src/language/ansible/inventory_source.js'
import { goldenErrors } from '../golden.js'
import { read, valuesOf, wrongs } from './reading.js'

describe('readIni()', () => {
  test('gives the sections in their order, each with its place', () => {
    const source = inventorySource({ file: 'i', text: 'h a=1\n[g:children]\nc\n[c:vars]\nx=1\n' }, { ini: true })
    const findings = new Findings([])
    const seen = readIni(source, findings).map(({ name, declares, at, hosts, children, vars }) => [
      `${name}:${at.line}:${at.column}`,
      declares,
      hosts.length + children.length + vars.length,
    ])
    assert.deepEqual(seen, [
      ['ungrouped:1:1', true, 1],
      ['g:2:2', true, 1],
      ['c:4:2', false, 1],
    ])
    assert.ok(!findings.problems.any)
  })

  const settings: readonly [string, unknown][] = [
    ['c = "x" # note', 'x'],
    ['e = 5 # note', 5],
    ['d = x # note', 'x # note'],
    ['f = x ; note', 'x ; note'],
    [`d = 'a # b'`, 'a # b'],
    ['o = "/home/tidb/deploy"', '/home/tidb/deploy'],
    ['k = {{ nothing }}/x', '{{ nothing }}/x'],
    ['l = "a" "b"', 'ab'],
    [`i = 'x"`, `'x"`],
    ['j = "  j', '"  j'],
    ['a =', ''],
    ['i == x', '= x'],
    [`t = '"8261"'`, '"8261"'],
    ['i = !vault |', '!vault |'],
  ]
  for (const [line, value] of settings)
    test(`:vars ${line}`, () => assert.deepEqual(Object.values(valuesOf(`h\n[all:vars]\n${line}\n`).h ?? {}), [value]))

  test('places each value, and keeps what was written', () => {
    const a = read(`[g]\n  h  a='1.10'\n[g:vars]\n b  =  x\n`).hosts.get('h')?.vars
    assert.deepEqual(
      ['a', 'b'].map((name) => [
        a?.get(name)?.at.line,
        a?.get(name)?.at.column,
        a?.get(name)?.text,
        a?.get(name)?.rendered,
      ]),
      [
        [2, 8, '1.10', '1.1'],
        [4, 8, 'x', 'x'],
      ],
    )
  })

  test('says what is no setting', () => {
    assert.equal(wrongs('h\n[all:vars]\nkey\nk: v\na b = c\n = d\n').length, 4)
    assert.equal(wrongs('h =x\n').length, 1)
  })

  test('tells all that is wrong, as a reader sees it', () => {
    const wrong = [
      '[dm_master_servers]\ndm_master ansible_host = 10.0.0.1\n\n[dm_workers_servers:vars]\na=1\n[dm_worker_servers]\nw[1:3\n',
      '[g:childs]\nx\n[g] ; note\nh mysql_password="secret value\nh ; why\nh\u3000a=1\n',
      'h a=1\n[p:children]\nc\n',
    ]
    goldenErrors(
      'ini_inventory',
      wrong.map((text) => [text, () => read(text)] as const),
    )
  })
})
