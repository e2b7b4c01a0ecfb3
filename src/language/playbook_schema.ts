// JSON schemas for editors: completion and first errors while typing. The loader has the last word; what it alone can
// know (names in expressions, included files) is not in them.

import { inputTypes } from './input_check.js'
import type { Catalog, CatalogEntry } from './playbook.js'

type Schema = Readonly<Record<string, unknown>>

const draft = 'http://json-schema.org/draft-07/schema#'
const text: Schema = { type: 'string' }
const flag: Schema = { type: 'boolean' }
const expression: Schema = { type: 'string', pattern: '\\$\\{\\{' }
const condition: Schema = { type: ['string', 'boolean'], description: 'An expression that is true or false.' }
const size: Schema = {
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^\\d{1,3}%$' },
  ],
}
const variables: Schema = { type: 'object', propertyNames: { pattern: '^[A-Za-z_]\\w*$' } }
const names: Schema = { anyOf: [text, { type: 'array', items: text }] }
const tasks: Schema = { type: 'array', items: { $ref: '#/definitions/task' } }

/** Of a playbook: its head and its plays. */
export function playbookSchema(catalog: Catalog): object {
  const properties = {
    description: text,
    arguments: { type: 'array', items: text },
    inputs,
    select: flag,
    confirm: text,
    plays: { type: 'array', items: play },
  }
  return {
    $schema: draft,
    title: 'dmbook playbook',
    ...closed(properties, ['plays']),
    definitions: { task: taskSchema(catalog) },
  }
}

/** Of an included file. */
export function tasksSchema(catalog: Catalog): object {
  const properties = { description: text, inputs, tasks }
  return {
    $schema: draft,
    title: 'dmbook task list',
    ...closed(properties, ['tasks']),
    definitions: { task: taskSchema(catalog) },
  }
}

/** Of a plain inventory, in the shape of Ansible's YAML. */
export function hostInventorySchema(): object {
  const vars = {
    type: ['object', 'null'],
    properties: {
      ansible_connection: { enum: ['local'] },
      ansible_host: text,
      ansible_port: { type: 'integer', minimum: 1, maximum: 65535 },
      ansible_user: text,
      ansible_become: flag,
    },
  }
  const groups = { type: ['object', 'null'], additionalProperties: { $ref: '#/definitions/group' } }
  const hosts = { type: ['object', 'null'], additionalProperties: vars }
  const group = { ...closed({ hosts, children: groups, vars }, []), type: ['object', 'null'] }
  return { $schema: draft, title: 'dmbook host inventory', ...groups, type: 'object', definitions: { group } }
}

const inputs: Schema = {
  type: 'object',
  propertyNames: { pattern: '^[A-Za-z_]\\w*$' },
  additionalProperties: closed(
    {
      type: { enum: inputTypes },
      description: text,
      default: {},
      required: flag,
      values: { type: 'array', items: text },
    },
    ['type'],
  ),
}

const play: Schema = closed(
  {
    name: text,
    hosts: { anyOf: [text, { type: 'array', items: text }] },
    for_each: { type: 'object', minProperties: 1, maxProperties: 1 },
    serial: { anyOf: [size, { type: 'array', items: size }] },
    order: { enum: ['inventory', 'down_first'] },
    last: condition,
    vars: variables,
    become: { anyOf: [flag, expression] },
    become_user: text,
    max_failures: size,
    unreachable: { enum: ['abort', 'tolerate'] },
    when: condition,
    tags: names,
    tasks,
    handlers: tasks,
  },
  ['hosts', 'tasks'],
)

const taskWords: Schema = {
  name: text,
  when: condition,
  become: { anyOf: [flag, expression] },
  become_user: text,
  run_once: flag,
  on: { enum: ['control'] },
  vars: variables,
  tags: names,
  notify: names,
  loop: { anyOf: [{ type: 'array' }, expression] },
  register: text,
  until: condition,
  retries: { anyOf: [{ type: 'integer', minimum: 0 }, expression] },
  delay: { type: ['string', 'number'] },
  timeout: { type: ['string', 'number'] },
  changed_when: condition,
  failed_when: condition,
  no_log: flag,
  block: tasks,
  rescue: tasks,
  always: tasks,
  include: text,
  with: variables,
  set: { ...variables, minProperties: 1 },
}

function taskSchema(catalog: Catalog): Schema {
  const modules = [...catalog.values()].map((entry) => [entry.name, paramsSchema(entry)] as const)
  const deeds = [...modules.map(([name]) => name), 'block', 'include', 'set'].map((name) => ({ required: [name] }))
  return { ...closed({ ...taskWords, ...Object.fromEntries(modules) }, []), oneOf: deeds }
}

/** Every parameter may be an expression instead. */
function paramsSchema({ params }: CatalogEntry): Schema {
  const copy: Schema = JSON.parse(JSON.stringify(params))
  const properties = Object.entries(Object(copy.properties)).map(
    ([key, schema]) => [key, { anyOf: [schema, expression] }] as const,
  )
  return { ...copy, properties: Object.fromEntries(properties) }
}

function closed(properties: Schema, required: readonly string[]): Schema {
  return { type: 'object', properties, additionalProperties: false, ...(required.length > 0 ? { required } : {}) }
}
