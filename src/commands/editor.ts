// Opens a file in the editor that the caller uses: EDITOR with its arguments, vi where there is none.

import { spawn } from 'node:child_process'
import { DmbookError } from '../core/error.js'
import { shellWords } from '../core/shell_words.js'
import { codeOf } from '../state/files.js'

/** Ends when the editor does. Throws E-EDITOR where it cannot be started or says that something went wrong. */
export async function openEditor(path: string, editor: string | null): Promise<void> {
  const [program = 'vi', ...words] = shellWords(editor ?? '')
  const code = await ended(program, [...words, path])
  if (code !== 0)
    throw new DmbookError(`cannot take over what was edited as ${program} ended with ${code}`, {
      code: 'E-EDITOR',
      exit: 'failed',
    })
}

function ended(program: string, words: readonly string[]): Promise<number | NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit' })
    child.on('error', (cause) => reject(noEditor(program, cause)))
    child.on('close', (code, signal) => resolve(code ?? signal ?? 1))
  })
}

function noEditor(program: string, cause: Error): DmbookError {
  const missing = codeOf(cause) === 'ENOENT'
  return new DmbookError(`cannot open an editor as ${program} ${missing ? 'is not there' : 'cannot be started'}`, {
    code: 'E-EDITOR',
    exit: 'refused',
    cause: missing ? undefined : cause,
    hint: 'name one: EDITOR="nano -w" dmbook edit-config NAME; or bring the text: --topology-file FILE',
  })
}
