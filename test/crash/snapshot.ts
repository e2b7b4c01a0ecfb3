// What is left of a cluster, as text that can be compared: every file of the state folder and of the machine with its
// mode and content, the record without its serial, and which units run. Not the histories: audit, journals, backups, exports.

import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { fakeUnits } from '../fakes/fake_units.js'
import { registryFile, registryText } from './dm_registry.js'

/** What a kill leaves of a file of the state folder that was not renamed yet. Nobody ever reads it. */
const unfinished = /^\.[0-9a-f]{12}\.tmp$/

const histories = /^home\/(audit|runs|clusters\/[^/]+\/(backup|exports))$/

/** They count runs, and every attempt is one. */
const counters = /(^home\/locks\/.*\.generation|\/\.dmbook-generation-[^/]*)$/

/** One line for each thing below the root, by name. */
export function snapshot(root: string): string[] {
  return ['home', 'units'].flatMap((name) => linesOf(root, name))
}

function linesOf(root: string, name: string): string[] {
  const path = join(root, name)
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  const mode = (stat.mode & 0o7777).toString(8)
  if (counters.test(name)) return [`${name} ${mode}`]
  if (!stat.isDirectory()) return [`${name} ${mode} ${contentOf({ root, name })}`]
  if (histories.test(name)) return [`${name} ${mode}`]
  return [
    `${name} ${mode}`,
    ...readdirSync(path)
      .filter((entry) => !unfinished.test(entry))
      .sort()
      .flatMap((entry) => linesOf(root, `${name}/${entry}`)),
  ]
}

function contentOf({ root, name }: { root: string; name: string }): string {
  if (name === `units/${registryFile}`) return registryText(join(root, 'units'), fakeUnits(join(root, 'units')))
  const text = readFileSync(join(root, name), 'latin1').replaceAll(root, '')
  if (name.startsWith('units/')) return text.replace(/"since":\d+/, '"since":true')
  const lasting = name.endsWith('/meta.yaml')
    ? stringify({ ...parse(text), serial: 0 })
    : text.replace(/"seenTicks":\d+/, '')
  return createHash('sha256').update(lasting).digest('hex').slice(0, 16)
}

/** What only one of them has, marked as in a patch. */
export function differences(found: readonly string[], wanted: readonly string[]): string[] {
  const more = found.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`)
  return [...more, ...wanted.filter((line) => !found.includes(line)).map((line) => `- ${line}`)]
}
