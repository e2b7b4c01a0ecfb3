import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { sourceFiles } from '../../../src/dm/legacy/source_text.js'
import { assertGolden } from '../golden.js'
import { takenOver, wishes } from './reading.js'
import { shapes, shapeTakenOver } from './shapes.js'

for (const name of shapes)
  test(`sourceFiles() makes the sources of ${name}`, async () => {
    const { takeover } = await shapeTakenOver(name, wishes)
    const files = sourceFiles(takeover?.seen ?? [], { relay: name === 'monitoring_apart' ? 'keep' : 'off' })
    assertGolden(`legacy/${name}/sources.yaml`, files.map(({ name: file, text }) => `# ${file}\n${text}`).join('---\n'))
  })

test('sourceFiles() holds the password, what is shown does not', () => {
  const seen = takenOver().takeover?.seen ?? []
  const [first, second] = sourceFiles(seen, { relay: 'off' })
  assert.ok(first && second)
  assert.equal(first.name, '172.16.10.72-8262.yaml')
  assert.deepEqual(parse(first.text), {
    'source-id': 'mysql-replica-01',
    'server-id': 101,
    flavor: 'mysql',
    purge: { interval: 3600, expires: 0, 'remain-space': 15 },
    from: { host: '172.16.10.81', port: 3306, user: 'root', password: 'secret-1' },
  })
  assert.doesNotMatch(first.shown, /secret-1/)
  assert.match(first.shown, /password: "\*{6}"/)
})

test('sourceFiles() goes on with relay logs where that is wanted', () => {
  const seen = takenOver().takeover?.seen ?? []
  const config = parse(sourceFiles(seen, { relay: 'keep' })[0]?.text ?? '')
  assert.equal(config['enable-relay'], true)
  assert.equal(config['relay-dir'], '/home/tidb/deploy/relay_log')
})

test('75 sourceFiles() writes a hostile password as it is', () => {
  for (const password of ['a"b\\c', "it's", ': {x} # y', 'null', '\u{1f600} \t', '******']) {
    const seen = (takenOver().takeover?.seen ?? []).map((one) =>
      one.source ? { ...one, source: { ...one.source, config: { from: { password } } } } : one,
    )
    assert.equal(parse(sourceFiles(seen, { relay: 'off' })[0]?.text ?? '').from.password, password)
  }
})
