// A play on `control` has one host: when it fails no other host of a later play has failed, and the run would go on.
// What is refused, noted or exported there must hold for what comes behind it.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { shippedPlaybook } from '../../src/commands/playbook.js'
import type { Play } from '../../src/language/playbook.js'
import { root } from './imports.js'

/** They look only, and tell all that is wrong at once. */
const looking = ['check', 'drift', 'import']
/** What moved is said, or put back where that can be; what comes behind does not need it. */
const told = 'Compare who has which source'

const isControl = ({ hosts }: Play): boolean => hosts.kind === 'literal' && hosts.value === 'control'
const nameOf = ({ name }: Play): string => (name.kind === 'literal' ? String(name.value) : '')

test('a play on control that other hosts come behind lets none of them begin where it fails', async () => {
  const files = readdirSync(join(root, 'playbooks'), { recursive: true, encoding: 'utf8' })
  const names = files.flatMap((file) => file.match(/^((?!parts|templates).*)\.yaml$/)?.[1] ?? [])
  assert.ok(names.length > 20)
  const careless: string[] = []
  for (const name of names.filter((one) => !looking.includes(one))) {
    const { plays } = await shippedPlaybook({ packageRoot: root }, name)
    for (const [index, play] of plays.entries()) {
      const followed = plays.slice(index + 1).some((later) => !isControl(later))
      if (isControl(play) && followed && play.maxFailures !== 0 && nameOf(play) !== told)
        careless.push(`${name}: ${nameOf(play)}`)
    }
  }
  assert.deepEqual(careless, [])
})
