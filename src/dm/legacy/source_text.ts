// A source of DM 2.0 as a file, from the file of a dm-worker 1.0; with its password for the master, masked for people.

import { stringify } from 'yaml'
import type { Json } from '../../language/inventory.js'
import type { Seen } from './seen.js'
import type { TakeoverWishes } from './wishes.js'

export interface SourceFile {
  readonly id: string
  /** a name that no id can break: ids are free text */
  readonly name: string
  readonly text: string
  /** with ****** in place of the password */
  readonly shown: string
}

export function sourceFiles(seen: readonly Seen[], wishes: Pick<TakeoverWishes, 'relay'>): SourceFile[] {
  return seen.flatMap((one) => {
    if (one.source === null) return []
    const { config, id } = one.source
    const whole = { ...config, ...relay(one, wishes) }
    const name = `${one.process.address.replaceAll(/[:%]/g, '-')}-${one.port.value}.yaml`
    return [{ id, name, text: textOf(whole), shown: textOf(masked(whole)) }]
  })
}

/** DM 1.0 always wrote relay logs; 2.0 does where it is asked to, and can go on in the old directory. */
function relay({ script, look }: Seen, wishes: Pick<TakeoverWishes, 'relay'>): Readonly<Record<string, Json>> {
  if (wishes.relay === 'off') return {}
  const directory = script.flags.get('relay-dir')
  const found = look.directories.find((path) => directory !== undefined && path.endsWith(directory))
  return { 'enable-relay': true, ...(found === undefined ? {} : { 'relay-dir': found }) }
}

/** Passwords in double quotes, so that no text in them can be taken for something else. */
const textOf = (config: Readonly<Record<string, Json>>): string =>
  stringify(config, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })

function masked(config: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const { from } = config
  if (typeof from !== 'object' || from === null || Array.isArray(from)) return config
  const hidden = 'password' in from && from.password !== '' ? { password: '******' } : {}
  return { ...config, from: { ...from, ...hidden } }
}
