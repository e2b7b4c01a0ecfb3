// Values that name other variables: `{{ deploy_dir }}/log`, as dm-ansible ships them, with or without
// `| default('text')`. Only these are resolved. Any other Jinja is data: it is never rendered and stays as it stands.

import { Secret } from '../../core/secret.js'
import type { Findings } from './findings.js'
import { pythonText } from './python_text.js'
import { isList, isMap, Sealed, type Variable, type Variables, type VarValue } from './variable.js'

const reference = /\{\{\s*([A-Za-z_]\w*)\s*(?:\|\s*default\(\s*('[^'{}\\]*'|"[^"{}\\]*")\s*\)\s*)?\}\}/g
const jinja = /\{\{|\{%|\{#/

/** Texts in a Secret are never looked into. */
export const hasJinja = (value: VarValue): boolean => typeof value === 'string' && jinja.test(value)

/** `built` are the names that Ansible itself gives: inventory_hostname and its like. */
export function resolved(vars: Variables, built: Readonly<Record<string, VarValue>>, findings: Findings): Variables {
  if (![...vars.values()].some(({ value }) => mayRefer(value))) return vars
  return new Resolution(vars, built, findings).all()
}

const mayRefer = (value: VarValue): boolean =>
  isList(value) ? value.some(mayRefer) : isMap(value) ? Object.values(value).some(mayRefer) : hasJinja(value)

class Resolution {
  readonly #vars: Variables
  readonly #built: Readonly<Record<string, VarValue>>
  readonly #findings: Findings
  readonly #done = new Map<string, Variable>()
  readonly #open = new Set<string>()

  constructor(vars: Variables, built: Readonly<Record<string, VarValue>>, findings: Findings) {
    this.#vars = vars
    this.#built = built
    this.#findings = findings
  }

  all(): Variables {
    return new Map([...this.#vars.values()].map((variable) => [variable.name, this.#variable(variable)]))
  }

  #variable(variable: Variable): Variable {
    const known = this.#done.get(variable.name)
    if (known) return known
    if (!mayRefer(variable.value)) return variable
    this.#open.add(variable.name)
    const value = this.#value(variable.value, variable)
    this.#open.delete(variable.name)
    const made = { ...variable, value, unresolved: variable.value, rendered: pythonText(value) }
    this.#done.set(variable.name, made)
    return made
  }

  #value(value: VarValue, of: Variable): VarValue {
    if (isList(value)) return value.map((item) => this.#value(item, of))
    if (isMap(value))
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.#value(entry, of)]))
    return typeof value === 'string' && hasJinja(value) ? this.#text(value, of) : value
  }

  #text(text: string, of: Variable): VarValue {
    const parts = partsOf(text)
    const values = parts?.map((part) => (typeof part === 'string' ? part : this.#named(part, of)))
    const unknown = values?.indexOf(undefined) ?? -1
    if (!values || unknown >= 0) return this.#kept(text, of, parts?.[unknown])
    const found = values.flatMap((value) => (value === undefined ? [] : [value]))
    const [only] = found
    return found.length === 1 && only !== undefined ? only : joined(found)
  }

  #kept(text: string, { name, at }: Variable, unknown: string | Reference | undefined): string {
    const named = typeof unknown === 'object' ? unknown.name : null
    const why = named ? `names ${named}, which the inventory does not give` : 'holds Jinja that is not evaluated here'
    const closed = named !== null && this.#findings.sealed.length > 0
    const hint = closed ? 'it may lie in a Vault that is closed: --vault-password-file FILE' : undefined
    this.#findings.odd(at, `${name} ${why}: it stays as it stands`, hint)
    return text
  }

  /** Undefined where nothing gives the name, or the name leads back to itself. */
  #named({ name, fallback }: Reference, of: Variable): VarValue | undefined {
    if (this.#open.has(name)) {
      this.#findings.wrong(of.at, `${of.name} refers to itself through ${name}`)
      return ''
    }
    const variable = this.#vars.get(name)
    return variable ? this.#variable(variable).value : (this.#built[name] ?? fallback)
  }
}

interface Reference {
  readonly name: string
  readonly fallback: string | undefined
}

/** Null where there is Jinja of another kind. */
function partsOf(text: string): (string | Reference)[] | null {
  const parts: (string | Reference)[] = []
  let at = 0
  for (const found of text.matchAll(reference)) {
    parts.push(text.slice(at, found.index), { name: found[1] ?? '', fallback: found[2]?.slice(1, -1) })
    at = found.index + found[0].length
  }
  parts.push(text.slice(at))
  const plain = parts.filter((part) => part !== '')
  return plain.some((part) => typeof part === 'string' && jinja.test(part)) ? null : plain
}

function joined(values: readonly VarValue[]): VarValue {
  const sealed = values.find((value) => value instanceof Sealed)
  if (sealed) return sealed
  const text = values.map((value) => (value instanceof Secret ? value.reveal() : pythonText(value))).join('')
  return values.some((value) => value instanceof Secret) ? new Secret(text) : text
}
