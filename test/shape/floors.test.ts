// The floors of the architecture: who may import whom. A new line in this table is a decision, not a repair.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { filesBelow, importsOf } from './imports.js'

const everything = [
  'core',
  'language',
  'dm',
  'hosts',
  'services',
  'packages',
  'state',
  'modules',
  'run',
  'report',
  'commands',
  'cli',
]

const allowed: Readonly<Record<string, readonly string[]>> = {
  core: [],
  playground: ['core'],
  language: ['core'],
  dm: ['core', 'language'],
  hosts: ['core', 'language', 'dm'],
  services: ['core', 'language', 'hosts'],
  packages: ['core', 'hosts'],
  state: ['core', 'language'],
  modules: ['core', 'language', 'dm', 'hosts', 'services', 'packages', 'state'],
  run: ['core', 'language', 'dm', 'hosts', 'services', 'packages', 'state', 'modules'],
  report: ['core'],
  commands: everything,
  cli: everything,
}

const folderOf = (file: string): string => file.split('/')[1] ?? ''

describe('the floors', () => {
  const files = filesBelow('src', '.ts').filter((file) => file.split('/').length > 2)

  test('imports only go down, as the table says', () => {
    const wrong = files
      .flatMap(importsOf)
      .filter(({ to }) => to.startsWith('src/'))
      .filter(({ from, to }) => folderOf(from) !== folderOf(to) && !allowed[folderOf(from)]?.includes(folderOf(to)))
      .map(({ from, to }) => `${from} imports ${to}`)
    assert.deepEqual(wrong, [])
  })

  test('every folder has a line in the table', () => {
    const folders = new Set(files.map(folderOf))
    assert.deepEqual([...folders].sort(), Object.keys(allowed).sort())
  })

  test('no file imports itself over others', () => {
    const graph = new Map<string, string[]>()
    for (const file of files)
      graph.set(
        file,
        importsOf(file).flatMap(({ to, typeOnly }) => (typeOnly ? [] : to)),
      )
    assert.deepEqual(cycles(graph), [])
  })
})

/** Each cycle once, as its files joined. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      found.push([...path.slice(at), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}
