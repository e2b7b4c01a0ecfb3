import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseWords } from '../../src/cli/program.js'

const options = { version: 'dmbook 9.9.9', columns: 80 }
const parse = (line: string) =>
  parseWords(
    line.split(' ').filter((word) => word !== ''),
    options,
  )

function typed(line: string) {
  const parsed = parse(line)
  assert.ok(parsed.kind === 'verb')
  return parsed.typed
}

describe('parseWords()', () => {
  test('gives the verb, its arguments and flags, wherever the global flags stand', () => {
    for (const line of ['start prod -N a:1,b:2 -R dm-worker -N c:3 -y', '-y start -R dm-worker prod -N a:1,b:2,c:3']) {
      const { verb, args, options: given } = typed(line)
      assert.deepEqual([verb.name, args], ['start', ['prod']])
      assert.deepEqual([given.node, given.role, given.yes], [['a:1', 'b:2', 'c:3'], ['dm-worker'], true])
    }
  })

  test('a switch never takes the next word', () => {
    const { args, options: given } = typed('display --exit-code prod')
    assert.deepEqual([args, given.exit_code], [['prod'], true])
  })

  const switches: [string, unknown][] = [
    ['list', undefined],
    ['list --native-ssh', true],
    ['list --native-ssh=true', true],
    ['list --native-ssh=false', false],
    ['list --native-ssh=0', false],
  ]
  for (const [line, value] of switches) {
    test(`reads ${line} as ${value}`, () => assert.equal(typed(line).options.native_ssh, value))
  }

  test('splits lists at commas, but not the value of an input', () => {
    const { options } = typed('run p.yaml -e a=1,2 -e b=3 --tags x,y -t z')
    assert.deepEqual(
      [options.input, options.tags],
      [
        ['a=1,2', 'b=3'],
        ['x', 'y', 'z'],
      ],
    )
  })

  const wrong: [string, RegExp, RegExp][] = [
    ['depoly a b c', /unknown command 'depoly'/, /did you mean deploy\?/],
    ['start', /missing required argument 'cluster-name'/, /--help/],
    ['start prod --nodes a', /unknown option '--nodes'/, /did you mean --node\?/],
    ['list extra', /too many arguments/, /--help/],
    ['list --yes=maybe', /it is true or false: "maybe"/, /^$/],
    ['list --ssh telnet', /Allowed choices are builtin, system, none/, /--help/],
  ]
  for (const [line, message, hint] of wrong) {
    test(`refuses "${line}"`, () => {
      assert.throws(
        () => parse(line),
        (error: Error & { code?: string; exit?: string; hint?: string }) => {
          assert.deepEqual([error.code, error.exit], ['E-USAGE', 'input'])
          assert.match(error.message, message)
          assert.match(error.hint ?? '', hint)
          return true
        },
      )
    })
  }

  test('prints the version for -v and --version only as the first word', () => {
    assert.deepEqual(parse('--version'), { kind: 'text', text: 'dmbook 9.9.9\n' })
    assert.deepEqual(parse('-v'), { kind: 'text', text: 'dmbook 9.9.9\n' })
    assert.equal(typed('display prod --version').options.version, true)
  })

  test('prints a sentence for every verb that changes a cluster', () => {
    const all = parse('')
    assert.ok(all.kind === 'text')
    for (const verb of 'edit-config show-config reload upgrade rollback patch scale-out scale-in config meta'.split(
      ' ',
    ))
      assert.match(all.text, new RegExp(`^  ${verb} .* {2,}[A-Z]`, 'm'))
  })

  test('prints help without a verb, and for a verb', () => {
    const all = parse('')
    assert.ok(all.kind === 'text')
    for (const verb of [
      'deploy',
      'start',
      'stop',
      'destroy',
      'display',
      'list',
      'validate',
      'run',
      'module',
      'template',
    ]) {
      assert.match(all.text, new RegExp(`^  ${verb} `, 'm'))
    }
    const one = parse('stop --help')
    assert.ok(one.kind === 'text')
    assert.match(one.text, /-N, --node <id>/)
  })
})
