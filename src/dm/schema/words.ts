// The words that topology fields are made of: ports, hosts, directories, names.
// A pattern here is what may safely become part of a path, a unit or an argument; `patternErrorMessage` says it
// to people, in an editor (VS Code knows the keyword) as in our own errors.

import Type, { type TSchema } from 'typebox'

export const port = (description: string, fallback?: number) =>
  Type.Integer({ minimum: 1, maximum: 65535, description, ...(fallback === undefined ? {} : { default: fallback }) })

export const yesOrNo = (description: string) => Type.Boolean({ default: false, description })

const word = (pattern: string, patternErrorMessage: string) => (description: string) =>
  Type.String({ pattern, patternErrorMessage, description })

/** One line of anything that can be seen. */
export const line = word('^[^\\x00-\\x1f\\x7f]*$', 'text on one line, without control characters')

/** A host as ssh and a URL take it; what looks like an option is none. `checks/hosts.ts` looks closer. */
export const host = word(
  '^[A-Za-z0-9_:][A-Za-z0-9_.:-]*(%[A-Za-z0-9_.-]+)?$',
  'a host name, an IPv4 or an IPv6 address without brackets',
)

/** `checks/directories.ts` looks closer: no `..`, no directory of the system. */
export const directory = word(
  '^[A-Za-z0-9_./+@=][A-Za-z0-9_./+@=-]*$',
  'a directory of letters, digits and . _ / + @ = - (blanks, quotes, $, commas and the like break services)',
)

/** On the control machine, where nothing but our own programs sees it. */
export const localPath = word('^/[^\\x00-\\x1f\\x7f]*$', 'an absolute path on the control machine')

/** The colon is refused later, with the reason; topologies that TiUP wrote may hold it. */
export const memberName = word(
  '^[A-Za-z0-9][A-Za-z0-9._:-]*$',
  'a name of letters, digits and . _ - that begins with a letter or digit',
)

export const account = word(
  '^[a-z_][a-z0-9_-]{0,31}$',
  'a user or group name: a small letter or _, then up to 31 small letters, digits, _ or -',
)

export const packageName = word('^[A-Za-z0-9][A-Za-z0-9._-]*$', 'a package name of letters, digits and . _ -')

export const packageVersion = word(
  '^(nightly|v?\\d+(\\.\\d+){0,2}([-+][A-Za-z0-9.+-]+)?)$',
  'a version such as v1.3.1, or nightly',
)

/** `0`, `0,1`, `0-3`, `all`: what numactl takes. */
export const numaNode = word('^(all|[+!]?\\d+([,-]\\d+)*)$', 'nodes as numactl takes them: 0 or 0,1 or 0-3')

/** Values of lines in a systemd unit: each ends with its line. */
export const limit = word('^[A-Za-z0-9.]+%?$', 'a value as systemd takes it, such as 2G, 200% or infinity')

export const bandwidth = word('^/[A-Za-z0-9._/:-]+ [A-Za-z0-9.]+$', 'a device and a rate, such as /dev/sda 100M')

export const argument = word(
  '^-[^\\x00-\\x20\\x7f]*( (?!-)[^\\x00-\\x1f\\x7f]*)?$',
  'one argument that begins with -; several are several items of the list',
)

export const goDuration = word('^\\d+(ms|s|m|h|d|w|y)$', 'a duration such as 15s')

export const oneOf = <const Word extends string>(words: readonly Word[], description: string) =>
  Type.Enum<Word[]>([...words], { description })

/** Anything that YAML can say; it is handed on. */
export const anything = (description: string) => Type.Unknown({ description })

export const map = <Value extends TSchema>(value: Value, description: string) =>
  Type.Record(Type.String(), value, { description })

export const list = <Item extends TSchema>(item: Item, description: string) => Type.Array(item, { description })
