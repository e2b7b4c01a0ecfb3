// A question that must be answered with yes before anything is done.

import type { Invocation } from '../cli/io.js'
import { DmbookError } from '../core/error.js'

/** Passes with -y or a yes; else throws E-DECLINED (exit refused). Output for programs holds no question: -y is needed. */
export async function confirmed({ io, settings }: Invocation, question: string): Promise<void> {
  if (settings.yes) return
  if (!settings.json && /^y(es)?$/i.test(((await io.ask(`${question} [y/N]`)) ?? '').trim())) return
  throw new DmbookError('not confirmed: nothing was changed', {
    code: 'E-DECLINED',
    exit: 'refused',
    hint: 'answer yes, or give -y',
  })
}
