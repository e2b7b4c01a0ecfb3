// What a thrown thing says to the reader of a run: message, stable code, hint, the last words of the machine.

import { DmbookError, problemText, reason } from '../core/error.js'
import type { Failure } from '../core/event.js'
import { ModuleError } from '../modules/module.js'

/** Never throws; a thrown thing of an unknown kind is a bug and says so. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ModuleError) {
    return { message: reason(thrown), code: thrown.code, hint: thrown.hint, detail: thrown.detail }
  }
  if (thrown instanceof DmbookError) return fromError(thrown)
  const detail = thrown instanceof Error ? thrown.stack : undefined
  return {
    message: reason(thrown),
    code: 'E-BUG',
    detail,
    hint: 'this is a bug of dmbook or of a module: please report it',
  }
}

function fromError(error: DmbookError): Failure {
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined
  const message = error.problems.length > 0 ? error.problems.map(problemText).join('\n') : reason(error)
  return { message, code: error.code, hint: error.hint, detail }
}
