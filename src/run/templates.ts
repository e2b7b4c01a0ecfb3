// Template files as tasks render them: compiled once per run, with what expressions see as plain data.

import { readFile } from 'node:fs/promises'
import { DmbookError } from '../core/error.js'
import { Secret } from '../core/secret.js'
import type { Scope } from '../language/playbook.js'
import { compileTemplate, type Template, type TemplateData } from '../language/template.js'
import type { Known } from '../language/template_lint.js'
import { Unknown } from '../language/unknown.js'

export class Templates {
  readonly #compiled = new Map<string, Promise<Template>>()

  /** A template sees what an expression of its task does; `data` adds to that. */
  async render(path: string, { scope, data }: { scope: Scope; data: TemplateData }): Promise<string> {
    const known = this.#compiled.get(path) ?? compiled(path)
    this.#compiled.set(path, known)
    return (await known).render({ ...templateData(scope), ...data })
  }
}

async function compiled(path: string): Promise<Template> {
  try {
    return compileTemplate({ file: path, text: await readFile(path, 'utf8') })
  } catch (cause) {
    if (cause instanceof DmbookError) throw cause
    throw new DmbookError(`cannot read the template ${path}`, { code: 'E-TEMPLATE', exit: 'input', cause })
  }
}

const templateData = (scope: Scope): TemplateData =>
  Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, plain(value)]))

/** Durations become text as people write them, secrets their bare text; what a plan cannot know stays unknown. */
function plain(value: unknown): Known {
  if (value instanceof Unknown) return value
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.parse(JSON.stringify(value ?? null))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
