// Whatever stands in a topology becomes part of a path, a unit, a script or an argument on a machine: every string field
// meets every hostile value, and either refuses it or is known to hold it safely. (TiUP ran two of these as root.)

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Shape } from '../../src/dm/schema/shape.js'
import { topology } from '../../src/dm/schema/topology.js'
import { problemsOf } from './clusters.js'

const hostile = [
  'x;touch /tmp/pwned',
  '$(touch /tmp/pwned)',
  '`touch /tmp/pwned`',
  '$HOME',
  "it's",
  'a"b',
  'a b',
  'a\nb',
  'a\rb',
  'a\tb',
  'a\u0000b',
  'a\u0007b',
  '-oProxyCommand=x',
  '--help',
  '../../etc',
  '/data/../../etc',
  '~root',
  'a|b',
  'a&b',
  'a>b',
  'a*b',
  'a\\b',
  '%n%i',
  '{{host.id}}',
  'a\u00a0b',
  'ａ',
]

/** Fields that take nearly any line, each with the reason why that is safe. */
const free: Readonly<Record<string, string>> = {
  'monitoring_servers.pushgateway_addrs': 'stands in prometheus.yml as JSON',
  'monitoring_servers.rule_dir': 'a path on the control machine; must be absolute',
  'monitoring_servers.additional_args': 'one quoted word of a script; must begin with -',
  'alertmanager_servers.additional_args': 'one quoted word of a script; must begin with -',
  'grafana_servers.dashboard_dir': 'a path on the control machine; must be absolute',
  'alertmanager_servers.config_file': 'a path on the control machine; must be absolute',
  'grafana_servers.username': 'a line of grafana.ini',
  'grafana_servers.password': 'a line of grafana.ini, in backquotes',
  'grafana_servers.root_url': 'a line of grafana.ini',
  'grafana_servers.domain': 'a line of grafana.ini',
  'grafana_servers.default_theme': 'a line of grafana.ini',
  'grafana_servers.org_name': 'a line of grafana.ini',
  'grafana_servers.org_role': 'a line of grafana.ini',
  'server_configs.grafana': 'lines of grafana.ini',
  'grafana_servers.config': 'lines of grafana.ini',
}

interface Field {
  readonly path: readonly string[]
  readonly shape: Shape
}

/** Every string of the schema, with `[]` for an item of a list. */
function strings(shape: Shape, path: readonly string[] = []): Field[] {
  if (shape.type === 'string') return [{ path, shape }]
  const below = Object.entries(shape.properties ?? shape.patternProperties ?? {})
  const inner = below.flatMap(([key, value]) => strings(value, [...path, key.startsWith('^') ? 'a.b' : key]))
  return [...inner, ...(shape.items ? strings(shape.items, [...path, '[]']) : [])]
}

/** A topology in which one string has a value; hosts are filled in around it. */
function textWith(path: readonly string[], value: string): string {
  const build = ([step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return value
    if (step === '[]') return [build(rest)]
    const own = { [step]: build(rest) }
    return path.includes('[]') && step !== 'host' ? { host: '10.0.0.7', ...own } : own
  }
  const [section = ''] = path
  const root = build(path.slice(1))
  const master = { master_servers: [{ host: '10.0.0.1' }], monitoring_servers: [{ host: '10.0.0.1' }] }
  return JSON.stringify({ ...master, [section]: root })
}

const hasControl = (value: string): boolean => [...value].some((character) => character < ' ')

const nameOf = (path: readonly string[]): string => path.filter((step) => step !== '[]' && step !== 'a.b').join('.')

describe('every string field of a topology', () => {
  for (const { path } of strings(topology)) {
    const name = nameOf(path)
    test(`${name} ${name in free ? 'takes one line only' : 'refuses what is hostile'}`, () => {
      const refused = name in free ? hostile.filter(hasControl) : hostile
      const passed = refused.filter((value) => problemsOf(textWith(path, value)).length === 0)
      assert.deepEqual(passed, [])
    })
  }

  test('the list of free fields has no dead entry', () => {
    const names = new Set(strings(topology).map(({ path }) => nameOf(path)))
    assert.deepEqual(
      Object.keys(free).filter((name) => !names.has(name)),
      [],
    )
  })
})
