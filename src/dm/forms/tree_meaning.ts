// YAML and TOML as settings: `server.port`. Parts of a list that have a name are found by it, so that order says nothing;
// lists of words are compared as sets. A scrape job without a target says nothing: nobody is asked.

import { parse } from 'smol-toml'
import type { Json } from '../../language/inventory.js'
import { plain, readYaml } from '../../language/yaml_source.js'
import type { Meaning } from './meaning.js'

/** Null where the text is not YAML as the careful reader takes it: no tags, no merge keys, one document. */
export function yamlMeaning(text: string): Meaning | null {
  const { root, problems } = readYaml({ file: 'the file on the host', text: text.replace(/^---\n/, '') })
  return root === null || problems.length > 0 ? null : meaning(plain(root))
}

export function tomlMeaning(text: string): Meaning | null {
  try {
    return meaning(JSON.parse(JSON.stringify(parse(text))))
  } catch {
    return null
  }
}

function meaning(root: Json): Meaning {
  const found = new Map<string, string>()
  collect(found, '', root)
  return found
}

function collect(found: Map<string, string>, path: string, value: Json): void {
  if (value === null) return
  if (Array.isArray(value)) collectList(found, path, value)
  else if (!isMap(value)) found.set(path, String(value))
  else if (!isIdleJob(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'static_configs' && Array.isArray(inner)) keep(found, join(path, 'targets'), targets(inner))
      else collect(found, join(path, key), inner)
    }
  }
}

function collectList(found: Map<string, string>, path: string, items: readonly Json[]): void {
  if (items.every((item) => typeof item !== 'object')) keep(found, path, items.map(String))
  else
    items.forEach((item, index) => {
      collect(found, join(path, nameOf(item) ?? String(index)), item)
    })
}

function keep(found: Map<string, string>, path: string, values: readonly string[]): void {
  if (values.length > 0) found.set(path, [...values].sort().join('\n'))
}

const join = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`)

function nameOf(item: Json): string | null {
  const name = isMap(item) ? (item.job_name ?? item.name) : null
  return typeof name === 'string' ? name : null
}

type Branch = { readonly [key: string]: Json }
const isMap = (value: Json | undefined): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What finds targets by itself has other keys, and says something. */
const isIdleJob = (value: Branch): boolean =>
  typeof value.job_name === 'string' &&
  Array.isArray(value.static_configs) &&
  targets(value.static_configs).length === 0

/** `172.19.0.101:3000 group=grafana`. */
function targets(groups: readonly Json[]): string[] {
  return groups.flatMap((group) => {
    if (!isMap(group) || !Array.isArray(group.targets)) return []
    const labels = isMap(group.labels) ? Object.entries(group.labels).map(([name, value]) => ` ${name}=${value}`) : []
    return group.targets.map((target) => `${target}${labels.sort().join('')}`)
  })
}
