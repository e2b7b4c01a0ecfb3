// The contract over all modules. New state modules get a case in the table; examples and quoting cover all by themselves.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { Stat, Writer } from '../../src/hosts/host.js'
import { schemaFindings } from '../../src/language/schema_check.js'
import { command } from '../../src/modules/command.js'
import { modules } from '../../src/modules/index.js'
import type { Module } from '../../src/modules/module.js'
import type { Tools } from '../../src/modules/tools.js'
import { fakeServices, fakeTools, running, stopped } from '../modules/fake_tools.js'
import { localMachine } from '../modules/local_machine.js'
import { completed, stateContract, withDefaults } from './modules.js'
import { stateCases } from './modules_cases.js'
import { unquotedParts } from './modules_quoting.js'
import { type Heard, listeningHost } from './modules_writer.js'

describe('Module contract: state', () => {
  for (const each of stateCases) {
    const module = modules.get(each.module)
    if (module?.kind !== 'state') throw new TypeError(`${each.module} keeps no state`)
    stateContract(module, each)
  }

  // they change a machine's accounts: their contract is kept on a host of the lab, test/lab/account_modules.lab.ts
  const inTheLab = ['authorized_key', 'run_marks', 'sudoers', 'uploads', 'user']

  test('every state module of the machine has a case', () => {
    const covered = new Set([...stateCases.map(({ module }) => module), ...inTheLab])
    const bare = [...modules].filter(([name, { kind, control }]) => kind === 'state' && !control && !covered.has(name))
    assert.deepEqual(
      bare.map(([name]) => name),
      [],
    )
  })
})

describe('Module contract: examples', () => {
  for (const [name, { params, examples }] of modules) {
    test(`those of ${name} are right`, () => {
      for (const example of examples) assert.deepEqual(schemaFindings(params, structuredClone(example)), [])
    })
  }
})

const hostile = `/x'$(touch HOSTILE)"\`touch HOSTILE\`;touch HOSTILE #`
const stats: readonly Stat[] = [
  { kind: 'missing' },
  { kind: 'file', mode: '0600', owner: 'root', group: 'root', size: 1 },
  { kind: 'directory', mode: '0700', owner: 'root', group: 'root', size: 1 },
  { kind: 'link', target: '/elsewhere', owner: 'root', group: 'root' },
]

describe('Module contract: hostile values never reach a shell unquoted', () => {
  for (const [name, module] of modules) {
    test(name, async () => {
      for (const want of hostileWants(module)) await staysQuoted(module, want)
    })
  }

  test('the scanner finds what is not quoted', () => {
    for (const script of [
      'rm $(HOSTILE)',
      'rm "$(HOSTILE)"',
      "rm 'a'HOSTILE'b'",
      "rm \\'HOSTILE",
      'cat <<END\nHOSTILE\nEND',
    ]) {
      assert.match(unquotedParts(script), /HOSTILE/)
    }
    for (const script of ["rm 'HOSTILE'", "rm 'it'\\''s HOSTILE'", "cat <<'END'\nHOSTILE\nEND\n"]) {
      assert.doesNotMatch(unquotedParts(script), /HOSTILE/)
    }
  })
})

/** The examples with each text, one after the other, made hostile; only those that the schema lets through. */
function hostileWants(module: Module): object[] {
  return module.examples
    .flatMap((example) =>
      Object.keys(example).map((key) => ({ ...example, [key]: madeHostile(Reflect.get(example, key)) })),
    )
    .filter((want) => schemaFindings(module.params, structuredClone(want)).length === 0)
}

function madeHostile(value: unknown): unknown {
  if (typeof value === 'string') return hostile
  if (Array.isArray(value)) return value.map(madeHostile)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, madeHostile(inner)]))
}

async function staysQuoted(module: Module, want: object): Promise<void> {
  const params = withDefaults(module, want)
  for (const stat of stats) {
    for (const status of [running(), stopped]) {
      const heard: Heard = { scripts: [], effects: [] }
      const tools = fakeTools({ services: fakeServices().see(status), waitTimeoutMs: 1 })
      await allOf({ host: listeningHost(stat, heard), params, tools }, [...looks(module), ...deeds(module)])
      for (const script of heard.scripts) assert.doesNotMatch(unquotedParts(script), /HOSTILE/, script)
    }
  }
}

interface Act {
  readonly host: Writer
  readonly params: object
  readonly tools: Tools
}

type Step = (act: Act) => Promise<unknown>

function looks(module: Module): Step[] {
  if (module.kind === 'state') return [({ host, params, tools }) => module.check(host, params, tools)]
  if (module.kind === 'read') return [({ host, params, tools }) => module.read(host, params, tools)]
  return [({ host, params, tools }) => module.foresee(host, params, tools)]
}

function deeds(module: Module): Step[] {
  if (module.kind === 'read') return []
  if (module.kind === 'state') return [({ host, params, tools }) => module.apply(host, params, tools)]
  return [({ host, params, tools }) => module.act(host, params, tools)]
}

/** What a module says of a machine that makes no sense does not matter here. */
async function allOf(act: Act, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await Promise.allSettled([step(act)])
}

describe('Module contract: looking changes nothing', () => {
  for (const [name, module] of modules) {
    test(name, async () => {
      for (const example of module.examples) await onlyLooks(module, withDefaults(module, example))
    })
  }
})

async function onlyLooks(module: Module, params: object): Promise<void> {
  for (const stat of stats) {
    for (const status of [running(), stopped]) {
      const heard: Heard = { scripts: [], effects: [] }
      const services = fakeServices().see(status)
      await allOf({ host: listeningHost(stat, heard), params, tools: fakeTools({ services }) }, looks(module))
      assert.deepEqual([...heard.effects, ...services.calls], [])
    }
  }
}

describe('Module contract: action', () => {
  test('a command that says what it creates is run once', async () => {
    const { host, folder, close } = await localMachine()
    const made = join(folder, "it's made")
    const want = completed(command, { argv: ['touch', made], creates: made })
    assert.equal((await command.foresee(host, want, fakeTools())).kind, 'differs')
    assert.equal((await command.act(host, want, fakeTools())).changed, true)
    assert.equal((await command.foresee(host, want, fakeTools())).kind, 'same')
    await close()
  })
})

test('nothing hostile came to be', () => {
  assert.deepEqual(
    [...readdirSync('/'), ...readdirSync(process.cwd())].filter((name) => name === 'HOSTILE' || name === 'owned'),
    [],
  )
})
