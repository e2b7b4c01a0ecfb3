// What every module keeps, by kind. A state module's case says how to make a machine that is not as wanted;
// the suite runs it there, kills it at every effect, and runs it again.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Static, TSchema } from 'typebox'
import type { Writer } from '../../src/hosts/host.js'
import { schemaFindings } from '../../src/language/schema_check.js'
import type { Module, StateModule } from '../../src/modules/module.js'
import type { Tools } from '../../src/modules/tools.js'
import { type Counter, counted, Killed, killedAt, readerOf } from './modules_writer.js'

/** A machine that is not as wanted. */
export interface Scene {
  readonly host: Writer
  readonly tools: Tools
  readonly want: object
  /** what lies on the machine, as text: two equal ones mean that nothing was changed */
  snapshot(): Promise<string>
  close(): Promise<void>
}

export interface StateCase {
  readonly module: string
  readonly name: string
  scene(): Promise<Scene>
}

/** With defaults, as the runner hands them over. Throws where they do not fit. */
export function withDefaults({ params: schema }: Pick<Module, 'params'>, params: object): object {
  const complete: object = structuredClone(params)
  assert.deepEqual(schemaFindings(schema, complete), [])
  return complete
}

/** The same with the type that the schema has just proved. */
export const completed = <P extends TSchema>(module: { readonly params: P }, params: object): Static<P> =>
  withDefaults(module, params) as Static<P>

export function stateContract(module: StateModule, { name, scene: open }: StateCase): void {
  const inScene = async (act: (scene: Scene) => Promise<void>): Promise<void> => {
    const scene = await open()
    try {
      await act({ ...scene, want: withDefaults(module, scene.want) })
    } finally {
      await scene.close()
    }
  }
  describe(name, () => {
    test('check mode finds the difference and changes nothing', () => inScene((scene) => looksOnly(module, scene)))
    test('after a run the check says same, and a second run has nothing to do', () =>
      inScene(async (scene) => void (await settles(module, scene))))
    test('killed at any effect, the next run converges', () => convergesFromAnyEffect(module, inScene))
  })
}

async function looksOnly(module: StateModule, { host, want, tools, snapshot }: Scene): Promise<void> {
  const before = await snapshot()
  const check = await module.check(readerOf(host), want, tools)
  assert.equal(check.kind, 'differs', JSON.stringify(check))
  assert.equal(await snapshot(), before)
}

/** As the runner does it. Gives how many effects it took. */
async function settles(module: StateModule, { host, want, tools }: Scene): Promise<number> {
  const counter: Counter = { count: 0 }
  const found = await module.check(readerOf(host), want, tools)
  assert.notEqual(found.kind, 'blocked', JSON.stringify(found))
  if (found.kind === 'differs') await module.apply(counted(host, counter), want, tools)
  const after = await module.check(readerOf(host), want, tools)
  assert.equal(after.kind, 'same', JSON.stringify(after))
  return counter.count
}

async function convergesFromAnyEffect(
  module: StateModule,
  inScene: (act: (scene: Scene) => Promise<void>) => Promise<void>,
) {
  let effects = 0
  await inScene(async (scene) => {
    effects = await settles(module, scene)
  })
  for (let effect = 1; effect <= effects; effect++) {
    for (const when of ['before', 'after'] as const) {
      await inScene(async (scene) => {
        const dying = killedAt(scene.host, { effect, when }, { count: 0 })
        await assert.rejects(module.apply(dying, scene.want, scene.tools), Killed, `${when} effect ${effect}`)
        await settles(module, scene)
      })
    }
  }
}
