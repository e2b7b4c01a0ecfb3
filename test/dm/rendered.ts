// A shipped template, rendered for a host as the template module does.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host, Inventory, Json } from '../../src/language/inventory.js'
import { compileTemplate, type Template } from '../../src/language/template.js'
import { root } from './clusters.js'

export function rendered(file: string, host: Host, { groups, hosts }: Inventory): string {
  const template = compiled.get(file) ?? compile(file)
  compiled.set(file, template)
  const members = Object.entries(groups).map(([name, ids]) => [name, ids.map((id) => hosts.get(id))])
  const data = {
    host,
    groups: Object.fromEntries(members),
    facts: {},
    inputs: {},
    vars: { v1_sources: host.vars.v1_source_path ?? null },
    run: {},
  }
  return template.render(asJson(data))
}

const compiled = new Map<string, Template>()

function compile(file: string): Template {
  const path = join(root, 'playbooks', 'templates', `${file}.hbs`)
  return compileTemplate({ file: path, text: readFileSync(path, 'utf8') })
}

const asJson = (value: unknown): { readonly [key: string]: Json } => JSON.parse(JSON.stringify(value))
