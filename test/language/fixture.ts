// What the tests of the language share: a small catalog, a loader over texts, one node or map from a line of YAML.

import assert from 'node:assert/strict'
import { loadPlaybook } from '../../src/language/load.js'
import type { Catalog, CatalogEntry, Playbook, Task } from '../../src/language/playbook.js'
import { Problems } from '../../src/language/problems.js'
import { WordMap } from '../../src/language/word_map.js'
import { readYaml, type YamlNode } from '../../src/language/yaml_source.js'

/** `${{ text }}`, which the linter would take for a forgotten template literal. */
export const ex = (text: string): string => `$\{{ ${text} }}`

const text = { type: 'string' }
const choice = (...values: string[]) => ({ type: 'string', enum: values })

function entry(
  name: string,
  options: Partial<CatalogEntry> & { properties: object; required?: string[] },
): CatalogEntry {
  const { properties, required = [], results = [], control = false } = options
  return { name, results, control, params: { type: 'object', properties, required, additionalProperties: false } }
}

const entries: readonly CatalogEntry[] = [
  entry('release', {
    properties: { package: text, dest: text, state: choice('staged', 'active', 'confirmed', 'undone') },
    required: ['dest'],
  }),
  entry('probe', {
    properties: { unit: text, release: text, wants: text },
    results: ['running', 'same', 'unconfirmed'],
  }),
  entry('fail', { properties: { message: text }, required: ['message'] }),
  entry('service', {
    properties: { unit: text, state: choice('running', 'current', 'stopped'), files: { type: 'array', items: text } },
    required: ['unit'],
  }),
  entry('dm_member', { properties: { name: text, state: text } }),
  entry('directory', {
    properties: {
      path: text,
      owner: text,
      mode: { type: 'string', pattern: '^[0-7]{3,4}$', description: 'Octal permissions.', default: '0755' },
    },
    required: ['path'],
  }),
  entry('wait_for', {
    properties: {
      port: { type: 'integer', minimum: 1, maximum: 65535 },
      timeout: { anyOf: [{ type: 'number' }, { type: 'string' }] },
      seconds: { type: 'number' },
      tags: { anyOf: [text, { type: 'array', items: text }] },
      answers: { type: ['string', 'null'] },
      deep: { type: 'object', properties: { a: { type: 'object', properties: { b: { type: 'boolean' } } } } },
    },
  }),
  entry('command', { properties: { argv: { type: 'array', items: text }, creates: text } }),
  entry('cluster_mark', { properties: { instance: text, patched: text }, control: true }),
  entry('cluster_package', { properties: { package: text }, control: true }),
]

export const catalog: Catalog = new Map(entries.map((each) => [each.name, each]))

export function entryNamed(name: string): CatalogEntry {
  const found = catalog.get(name)
  assert.ok(found)
  return found
}

/** Loads the file `main.yaml` of some texts. */
export function load(files: Readonly<Record<string, string>>, { shipped = false } = {}): Promise<Playbook> {
  const read = async (file: string) => files[file] ?? Promise.reject(new Error(`ENOENT: ${file}`))
  return loadPlaybook('main.yaml', { read, catalog, shipped })
}

/** A playbook of one play with these tasks, each line indented as it should be. */
export const playbook = (tasks: string, head = ''): string =>
  `${head}plays:\n  - name: P\n    hosts: all\n    tasks:\n${tasks.replaceAll(/^(?=.)/gm, '      ')}\n`

/** The tasks of such a playbook. */
export async function tasksOf(tasks: string, files: Readonly<Record<string, string>> = {}): Promise<readonly Task[]> {
  const loaded = await load({ 'main.yaml': playbook(tasks), ...files })
  return loaded.plays[0]?.tasks ?? []
}

export function nodeOf(yaml: string): YamlNode {
  const { root, problems } = readYaml({ file: 'p.yaml', text: yaml })
  assert.deepEqual(problems, [])
  assert.ok(root)
  return root
}

export function wordMap(yaml: string): { map: WordMap; problems: Problems } {
  const node = nodeOf(yaml)
  assert.ok(node.kind === 'map')
  const problems = new Problems()
  return { map: new WordMap(node, { what: 'the task', problems }), problems }
}

/** `line: message` of a rejected load. */
export async function rejected(action: Promise<unknown>): Promise<string[]> {
  const thrown = await action.then(
    () => assert.fail('it was accepted'),
    (error: unknown) => error,
  )
  assert.ok(typeof thrown === 'object' && thrown !== null && 'problems' in thrown && Array.isArray(thrown.problems))
  return thrown.problems.map(
    (problem) => `${problem.at?.source.file ?? ''}:${problem.at?.line ?? 0} ${problem.message}`,
  )
}
