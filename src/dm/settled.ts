// What a deploy settles for the life of a cluster: an edited topology may change anything else. Pure.

import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../core/error.js'
import type { Place } from '../core/place.js'
import { type AnyInstance, instanceId } from './instance.js'
import { type Path, pathText } from './path.js'
import { type Base, resolveTopology } from './resolve.js'
import { sections } from './role.js'
import type { Topology } from './schema/topology.js'

interface Edit {
  readonly before: Topology
  readonly after: Topology
  readonly base: Base
  placeOf(path: Path): Place
}

/** Every change of `after` that no reload can bring about, at its place, with the verb that can where there is one. */
export function settledChanges(edit: Edit): Problem[] {
  const { before, after } = edit
  const whole = [...sectionChanges(edit, 'global'), ...sectionChanges(edit, 'monitored'), ...sourceChanges(edit)]
  // under the old globals, so that each change is said once, where it was made
  const globals = { ...after.global, ...pick(before.global, settled.global) }
  const now = instancesOf({ ...after, global: drop(globals) }, edit.base)
  return [...whole, ...instanceChanges(instancesOf(before, edit.base), now, edit)]
}

const settled = {
  global: [
    'user',
    'group',
    'ssh_type',
    'enable_tls',
    'deploy_dir',
    'data_dir',
    'log_dir',
    'os',
    'arch',
    'systemd_mode',
  ],
  monitored: [
    'node_exporter_port',
    'blackbox_exporter_port',
    'node_exporter_version',
    'blackbox_exporter_version',
    'deploy_dir',
    'data_dir',
    'log_dir',
  ],
} as const

type Fields = Readonly<Record<string, unknown>>

const pick = (from: Fields | undefined, keys: readonly string[]): Fields =>
  Object.fromEntries(keys.map((key) => [key, from?.[key]]))

const drop = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

function sectionChanges({ before, after, placeOf }: Edit, section: 'global' | 'monitored'): Problem[] {
  const [old, now] = [before[section], after[section]]
  if (section === 'monitored' && !old !== !now)
    return [
      {
        message: `cannot ${now ? 'add' : 'remove'} monitored as exporters come with a deploy`,
        at: placeOf(now ? ['monitored'] : []),
        hint: 'take this change back',
      },
    ]
  const [was, is] = [pick(old, settled[section]), pick(now, settled[section])]
  return settled[section].flatMap((key) =>
    isDeepStrictEqual(was[key], is[key]) ? [] : change([section, key], [was[key], is[key]], placeOf),
  )
}

function sourceChanges({ before, after, placeOf }: Edit): Problem[] {
  const [old, now]: Fields[] = [before.component_sources ?? {}, after.component_sources ?? {}]
  return ['master', 'worker'].flatMap((key) =>
    old?.[key] === now?.[key] ? [] : change(['component_sources', key], [old?.[key], now?.[key]], placeOf),
  )
}

function change(path: Path, [was, is]: readonly [unknown, unknown], placeOf: Edit['placeOf']): Problem[] {
  return [
    {
      message: `cannot change ${pathText(path)} as it was settled at deploy: ${word(was)} → ${word(is)}`,
      at: placeOf(path),
      hint: is === undefined ? `write ${path.at(-1)}: ${word(was)}` : `it was ${word(was)}`,
    },
  ]
}

const word = (value: unknown): string => (value === undefined || value === null ? 'absent' : String(value))

const instancesOf = (topology: Topology, base: Base): readonly AnyInstance[] =>
  resolveTopology(topology, { base }).instances

/** By id; what is left over of a role and a host is one instance with another port. */
function instanceChanges(before: readonly AnyInstance[], after: readonly AnyInstance[], edit: Edit): Problem[] {
  const left = new Map(after.map((instance) => [keyOf(instance), instance]))
  const same = before.flatMap((old) => {
    const now = left.get(keyOf(old))
    if (now) left.delete(keyOf(old))
    return now ? fieldChanges(old, now, edit) : []
  })
  const lost = before.filter((old) => !after.some((now) => keyOf(now) === keyOf(old)))
  const gone = lost.flatMap((old) => {
    const moved = [...left.values()].find(({ role, host }) => role === old.role && host === old.host)
    if (moved) left.delete(keyOf(moved))
    return moved ? fieldChanges(old, moved, edit) : [removed(old, edit)]
  })
  return [...same, ...gone, ...[...left.values()].map((now) => added(now, edit))]
}

const keyOf = (instance: AnyInstance): string => `${instance.role} ${instanceId(instance)}`

const added = (now: AnyInstance, { placeOf }: Edit): Problem => ({
  message: `cannot add ${now.role} ${instanceId(now)} by editing`,
  at: placeOf(now.path),
  hint: 'write it into a file of its own: dmbook scale-out NAME FILE',
})

const removed = (old: AnyInstance, { placeOf }: Edit): Problem => ({
  message: `cannot remove ${old.role} ${instanceId(old)} by editing`,
  at: placeOf([sections[old.role]]),
  hint: `dmbook scale-in NAME -N ${instanceId(old)}`,
})

function fieldChanges(old: AnyInstance, now: AnyInstance, { placeOf }: Edit): Problem[] {
  const [was, is] = [settledFields(old), settledFields(now)]
  // directories and the name follow the port: they are right again when it is
  const keys = keyOf(old) === keyOf(now) ? Object.keys(was) : old.ports.map(({ key }) => key)
  return keys.flatMap((key) =>
    isDeepStrictEqual(was[key], is[key]) ? [] : change([...now.path, key], [was[key], is[key]], placeOf),
  )
}

/** With the defaults filled in: to write one down changes nothing. */
function settledFields({ spec, ports, ...instance }: AnyInstance): Fields {
  const own: Fields = spec
  return {
    ...Object.fromEntries(ports.map(({ key, port }) => [key, port])),
    name: instance.member,
    deploy_dir: instance.deployDir,
    data_dir: instance.dataDir,
    log_dir: instance.logDir,
    os: instance.os,
    arch: instance.arch,
    ignore_exporter: own.ignore_exporter ?? false,
    patched: own.patched ?? false,
    v1_source_path: own.v1_source_path,
  }
}
