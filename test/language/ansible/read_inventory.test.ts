// The conformance cases C01 to C30 of spec/dm-ansible-import.md §3.11, then what belongs to no single one of them.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isIni } from '../../../src/language/ansible/read_inventory.js'
import { effort } from './effort.js'
import { oddities, read, valuesOf, wrongs } from './reading.js'

const vars = (line: string) => Object.values(valuesOf(`${line}\n`))[0]
const hosts = (text: string): string[] => [...read(text).hosts.keys()]
const ports = (line: string) =>
  Object.fromEntries(Object.entries(valuesOf(line)).map(([host, all]) => [host, all.ansible_port]))

describe('readAnsibleInventory() conforms to', () => {
  test('C01: values are Python literals', () => {
    const typed = { a: 1, b: 1.5, c: true, d: 'true', e: null, f: [1, 2], j: '', k: 16, m: '017' }
    assert.deepEqual(vars('h a=1 b=1.5 c=True d=true e=None f=[1,2] j= k=0x10 m=017'), typed)
  })

  test('C02: inline values lose a second pair of quotes', () => {
    const line = `h a='"quoted"' b="'123'" c="'True'"`
    assert.deepEqual(vars(line), { a: 'quoted', b: '123', c: 'True' })
  })

  test('C03: quotes and backslashes as a shell has them', () => {
    const line = String.raw`h d='a b' e=a\ b f=a\\b g="a\"b" h='a\b'`
    assert.deepEqual(vars(line), { d: 'a b', e: 'a b', f: String.raw`a\b`, g: 'a"b', h: String.raw`a\b` })
  })

  test('C04: \\n is never a newline', () => {
    const seen = [String.raw`h k=a\nb`, String.raw`h k='a\nb'`, String.raw`h k="a\nb"`].map((line) => vars(line)?.k)
    assert.deepEqual(seen, ['anb', String.raw`a\nb`, String.raw`a\nb`])
  })

  test('C05: # in quotes and ; anywhere are data', () => {
    assert.deepEqual(vars(`h a="x # y" b='x;y' c=x;y`), { a: 'x # y', b: 'x;y', c: 'x;y' })
  })

  test('C06: an unquoted # ends the line even within a word', () => {
    assert.deepEqual(['h a=1# b=2', 'h a="1"#x b=2', 'h # c a=1'].map(vars), [{ a: 1 }, { a: 1 }, {}])
    assert.match(oddities('h a=1# b=2')[0] ?? '', /^1 a ends here, as an unquoted #/)
  })

  for (const line of ['h ; x', 'h a = b', 'h notkv', 'h a="open', 'h a=1 ]'])
    test(`C07: ${line} is wrong`, () => assert.ok(wrongs(line).length > 0))

  test('C08: a comma stays in the value', () => {
    assert.equal(vars('w1 ansible_host=10.0.0.1, source_id="x"')?.ansible_host, '10.0.0.1,')
  })

  test('C09: curly quotes are no quotes, and that is said', () => {
    assert.equal(vars('h source_id=“x”')?.source_id, '“x”')
    assert.match(oddities('h source_id=“x”')[0] ?? '', /quotation marks that are none/)
  })

  test('C10: [g] # c is a section', () => assert.deepEqual(wrongs('[g] # c\n'), []))
  for (const head of ['[g] ; c', '[g ]', '[ g]', '[]', '[g:]', '[g:bogus]', '[g:vars:x]'])
    test(`C10: ${head} is wrong`, () => assert.equal(wrongs(`${head}\n`).length, 1))

  test('C11: variables may come before their group, not without it', () => {
    assert.deepEqual(valuesOf('[g:vars]\na=1\n[g]\nh\n'), { h: { a: 1 } })
    assert.deepEqual(wrongs('\n[g:vars]\na=1\n'), ['2:2 the group g is declared nowhere'])
  })

  test('C12: a child is declared somewhere, alone on its line, and in no circle', () => {
    assert.deepEqual([...(read('[p:children]\nc\n[c]\nh\n').groups.get('p')?.hosts ?? [])], ['h'])
    assert.deepEqual(wrongs('[p:children]\nc\n'), ['2:1 the group c is declared nowhere'])
    assert.equal(wrongs('[p:children]\nc d\n[c]\n[d]\n').length, 1)
    assert.equal(wrongs('[a:children]\nb\n[b:children]\na\n').length, 2)
    assert.deepEqual(wrongs('[a:children]\na\n'), ['1:2 group a contains itself'])
  })

  const ranges: readonly [string, string][] = [
    ['a[01:03]', 'a01 a02 a03'],
    ['a[1:03]', 'a1 a2 a3'],
    ['a[:3]', 'a0 a1 a2 a3'],
    ['a[1:10:3]', 'a1 a4 a7 a10'],
    ['a[a:d]', 'aa ab ac ad'],
    ['a[A:D]', 'aA aB aC aD'],
    ['a[1:2]b[x:y]', 'a1bx a1by a2bx a2by'],
  ]
  for (const [pattern, names] of ranges)
    test(`C13: ${pattern} stands for ${names}`, () => assert.equal(hosts(pattern).join(' '), names))

  for (const pattern of ['a[01:3]', 'a[1:]', 'a[d:a]', 'a[Y:b]', 'a[1-3]', 'a[1:3:0]', 'node[1:2'])
    test(`C14: ${pattern} is wrong`, () => assert.equal(wrongs(`${pattern} a=1\n`).length, 1))

  test('C15: a range that ends before it begins has no hosts; that is said', () => {
    assert.deepEqual(hosts('a[3:1]'), [])
    assert.deepEqual(oddities('a[3:1]'), ['1 a[3:1] stands for no host'])
  })

  test('C16: ports stand behind names, ranges and bracketed IPv6', () => {
    assert.deepEqual(ports('a[1:3]:2222'), { a1: 2222, a2: 2222, a3: 2222 })
    assert.deepEqual(ports('10.0.0.[1:3]:22'), { '10.0.0.1': 22, '10.0.0.2': 22, '10.0.0.3': 22 })
    assert.deepEqual(ports('[::1]:22'), { '::1': 22 })
    assert.deepEqual(ports('fe80::[1:3]'), { 'fe80::1': undefined, 'fe80::2': undefined, 'fe80::3': undefined })
    assert.deepEqual(ports('::1'), { '::1': undefined })
  })

  test('C17: ansible_port beats the port of the name', () => {
    assert.deepEqual(ports('h1:22 ansible_port=33'), { h1: 33 })
    assert.deepEqual(ports('h:22 ansible_port='), { h: '' })
    assert.equal(wrongs('h:\n').length, 1)
    assert.deepEqual(ports('h:abc'), { 'h:abc': undefined })
    assert.deepEqual(ports('h:0'), { h: undefined })
    assert.deepEqual(ports('h\nh:22'), { h: undefined }, 'only where the host is named first')
  })

  test('C18: of two lines of one host the later one wins', () => {
    const lines = 'w ansible_host=1.1.1.1\nw ansible_host=2.2.2.2\n'
    assert.deepEqual(valuesOf(lines), { w: { ansible_host: '2.2.2.2' } })
  })

  test('C19: a host in two groups is one host', () => {
    const found = read('[A]\n10.0.0.1 deploy_dir=/a\n[B]\n10.0.0.1 deploy_dir=/b\n')
    assert.equal(found.hosts.get('10.0.0.1')?.vars.get('deploy_dir')?.value, '/b')
    assert.deepEqual([found.groups.get('A')?.hosts, found.groups.get('B')?.hosts], [['10.0.0.1'], ['10.0.0.1']])
    assert.deepEqual(
      found.hosts
        .get('10.0.0.1')
        ?.vars.get('deploy_dir')
        ?.shadows.map(({ value, at }) => [value, at.line]),
      [['/a', 2]],
    )
  })

  test('C20: of two [all:vars] the later one wins', () => {
    assert.deepEqual(valuesOf('h\n[all:vars]\na=1\n[all:vars]\na=2\n'), { h: { a: 2 } })
  })

  test('C21: a host of a real group is not ungrouped', () => {
    const { groups } = read('h\ni\n[g]\nh\n')
    assert.deepEqual([groups.get('g')?.hosts, groups.get('ungrouped')?.hosts], [['h'], ['i']])
  })

  test('C22: blanks, tabs, empty lines and every end of line', () => {
    assert.deepEqual(valuesOf('  [g]\r\n\r\n\th1\ta=1\r\n  h2   b=2  \r'), { h1: { a: 1 }, h2: { b: 2 } })
    assert.deepEqual(valuesOf('[g]\rh1 a=1\rh2\r'), { h1: { a: 1 }, h2: {} })
  })

  test('C23: ranges expand in names only', () => {
    const same = { ansible_host: '10.0.0.[1:3]' }
    assert.deepEqual(valuesOf('node[1:3] ansible_host=10.0.0.[1:3]'), { node1: same, node2: same, node3: same })
  })

  test('C24: a merge conflict is an error at its lines', () => {
    const text = '[g]\n<<<<<<< HEAD\nh1\n=======\nh2\n>>>>>>> theirs\n'
    assert.deepEqual(
      wrongs(text).map((said) => said.split(' ')[0]),
      ['2:1', '4:1', '6:1'],
    )
  })

  test('C25: YAML in an .ini file is an error', () => {
    assert.deepEqual(wrongs('all:\n'), ['1:1 a host cannot end with a colon: all:'])
    assert.deepEqual(wrongs('---\n'), ['1:1 the file looks like YAML: give it a name that ends with .yaml'])
  })

  test('C26: a byte order mark goes, and that is said', () => {
    assert.deepEqual(hosts('\uFEFF[g]\nh\n'), ['h'])
    assert.match(oddities('\uFEFF[g]\nh\n')[0] ?? '', /^1 a byte order mark begins the file/)
  })

  test('C27: unquoted Jinja falls apart, quoted it is data', () => {
    assert.equal(wrongs('h a={{ x }}').length, 2)
    assert.deepEqual(vars(`h a='{{ lookup("pipe", "id") }}'`), { a: '{{ lookup("pipe", "id") }}' })
  })

  test('C28: quotes and backslashes put blanks into names', () => {
    assert.deepEqual(hosts('"h with space" a=1\nh\\ x\n'), ['h with space', 'h x'])
  })

  test('C29: nothing but comments has no hosts', () => {
    assert.deepEqual(hosts('# nothing\n; at all\n'), [])
    assert.deepEqual(hosts(''), [])
  })

  test('C30: a value is all behind its first =', () => {
    assert.deepEqual(vars(`h mysql_password='VjX8cEeTX+qcvZ3bPaO4h0C80pe/1aU='`), {
      mysql_password: 'VjX8cEeTX+qcvZ3bPaO4h0C80pe/1aU=',
    })
  })
})

describe('readAnsibleInventory()', () => {
  test('lets the layers win in their order, and keeps what they beat', () => {
    const text = 'h e=inline f=inline\n[g]\nh\n[all:vars]\na=all\nb=all\n[g:vars]\nb=g\nc=g\n'
    const files = {
      'group_vars/all.yml': 'c: gv-all\nd: gv-all\n',
      'playbook/group_vars/all.yml': 'c: gv-all-2\n',
      'group_vars/g.yml': 'd: gv-g\ne: gv-g\n',
      'host_vars/h.yml': 'f: hv\n',
    }
    const defaults = [{ file: 'roles/r/defaults/main.yml', text: 'a: default\nz: default\n' }]
    assert.deepEqual(valuesOf(text, { vars: files, defaults }).h, {
      a: 'all',
      b: 'g',
      c: 'gv-all-2',
      d: 'gv-g',
      e: 'inline',
      f: 'hv',
      z: 'default',
    })
    const c = read(text, { vars: files, defaults }).hosts.get('h')?.vars.get('c')
    assert.deepEqual(
      c?.shadows.map(({ value, layer, group }) => [value, layer, group]),
      [
        ['gv-all', 'group_vars', 'all'],
        ['g', 'inventory', 'g'],
      ],
    )
  })

  test("dm-ansible's trap: group_vars beat [group:vars]", () => {
    const text = '[dm_worker_servers]\nw\n[dm_worker_servers:vars]\ndm_worker_port=9999\n'
    const vars = { 'group_vars/dm_worker_servers.yml': 'dm_worker_port: "8262"\n' }
    assert.deepEqual(valuesOf(text, { vars }), { w: { dm_worker_port: '8262' } })
  })

  test('siblings: the later name wins, unless a priority says otherwise', () => {
    const text = (priority: string) => `[a]\nh\n[b]\nh\n[b:vars]\nx=b\n[a:vars]\nx=a\n${priority}`
    assert.equal(valuesOf(text('')).h?.x, 'b')
    assert.equal(valuesOf(text('ansible_group_priority=10\n')).h?.x, 'a')
  })

  test('resolves plain references and nothing else', () => {
    const text =
      '[g]\nh ansible_host=10.0.0.1\n[all:vars]\ndeploy_dir = /home/tidb/deploy\nlog_dir = {{ deploy_dir }}/log\nuser={{ansible_user}}\n' +
      "me={{ inventory_hostname }}\nodd={{ lookup('pipe', 'id') }}\nwhole={{ n }}\nn=5\ngone={{ nothing }}\nkept={{ nothing | default('x') }}\n"
    const { h = {} } = valuesOf(text)
    assert.deepEqual(
      [h.log_dir, h.user, h.me, h.odd, h.whole, h.gone, h.kept],
      ['/home/tidb/deploy/log', '{{ansible_user}}', 'h', "{{ lookup('pipe', 'id') }}", 5, '{{ nothing }}', 'x'],
    )
    assert.deepEqual(
      oddities(text).map((said) => said.split(' ').slice(0, 2)),
      [
        ['6', 'user'],
        ['8', 'odd'],
        ['11', 'gone'],
      ],
    )
  })

  test('refuses references that lead in a circle', () => {
    assert.deepEqual(wrongs('h a="{{ b }}" b="{{ a }}"\n'), ['1:17 b refers to itself through a'])
  })

  test('never shows a password, also of a line that is wrong', () => {
    const text = '[g]\nh mysql_password=hunter2 oops\n[g:vars]\ngrafana_admin_password = hunter2 # x\nzip\n'
    assert.throws(
      () => read(text),
      (thrown: { problems: { at: { source: { text: string } } }[] }) =>
        thrown.problems.length === 2 && thrown.problems.every(({ at }) => !at.source.text.includes('hunter2')),
    )
  })

  test('says which files of variables belong to nothing', () => {
    assert.deepEqual(oddities('h\n', { vars: { 'group_vars/gone.yml': 'a: 1\n' } }), [
      '- group_vars/gone.yml is not used as there is no group gone',
    ])
    const vars = { 'group_vars/gone.yml': 'a: 1\n' }
    assert.deepEqual(read('h\n', { vars, shipped: ['gone'] }).warnings, [])
  })

  test('reads YAML with the same meaning', () => {
    const yaml =
      'all:\n  vars: { a: yes, b: 1_000, c: 1e3, d: "yes" }\n  children:\n    g:\n      hosts: { "h[1:2]:22": }\n'
    const same = { a: true, b: 1000, c: '1e3', d: 'yes', ansible_port: 22 }
    assert.deepEqual(valuesOf(yaml, { file: 'hosts.yaml' }), { h1: same, h2: same })
  })

  test('reads ten thousand hosts in a moment', () => {
    const text = '[g]\nh[1:10000] a=1\n[g:vars]\nb={{ inventory_hostname }}\n'
    assert.ok(effort(() => assert.equal(read(text).hosts.size, 10_000)) < 5000)
  })

  test('stays quick where a line repeats twenty thousand times', () => {
    for (const text of [`h\n[all:vars]\n${'a=1\n'.repeat(20_000)}`, '[g]\nh\n'.repeat(20_000)])
      assert.ok(effort(() => read(text)) < 5000)
  })
})

test('isIni() looks at the ending, then at the first line', () => {
  const seen = [
    ['a.ini', 'all:\n'],
    ['a.yml', '[g]\n'],
    ['hosts', '# c\n[g]\n'],
    ['hosts', 'h a=1\n'],
    ['hosts', '---\nall:\n'],
    ['hosts', 'all:\n'],
    ['play', 'description: x\n'],
    ['hosts', '{"all": {}}\n'],
  ].map(([file = '', text = '']) => isIni({ file, text }))
  assert.deepEqual(seen, [true, false, true, true, false, false, false, false])
})
