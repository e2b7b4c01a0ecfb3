// The templates that a playbook names by constants, read and judged when it is loaded: a name that no run could know
// shall not be found out on the third host.

import { DmbookError } from '../core/error.js'
import type { Place } from '../core/place.js'
import type { Names } from './names.js'
import type { Problems } from './problems.js'
import { compileTemplate } from './template.js'
import { dataBeforeRun } from './template_names.js'

/** A template that a task names: its path, where it is named, and what is known at the task. */
export interface NamedTemplate {
  readonly file: string
  readonly at: Place
  readonly names: Names
}

/** Adds what is wrong with each of them, a file that cannot be read at the line that names it. */
export async function judgeTemplates(
  named: readonly NamedTemplate[],
  { read, problems }: { read(file: string): Promise<string>; problems: Problems },
): Promise<void> {
  const texts = new Map<string, string | null>()
  for (const { file, at, names } of named) {
    const text = texts.get(file) ?? (await read(file).catch(() => null))
    texts.set(file, text)
    if (text === null)
      problems.add({
        message: `cannot read the task as there is no template ${file}`,
        at,
        hint: 'its path begins beside the file that names it',
      })
    else problems.add(...problemsOf({ file, text }, names))
  }
}

function problemsOf(source: { file: string; text: string }, names: Names) {
  try {
    return compileTemplate(source).lint(dataBeforeRun(names)).problems
  } catch (thrown) {
    if (thrown instanceof DmbookError && thrown.problems.length > 0) return thrown.problems
    if (thrown instanceof DmbookError) return [{ message: thrown.message }]
    throw thrown
  }
}
