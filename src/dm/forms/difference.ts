// Whether a file that somebody else wrote says what is wanted: the same settings, or those that TiUP writes another way.

import { type Form, type Meaning, meaningOf } from './meaning.js'
import { acceptedForms } from './tiup_forms.js'

/** `unreadable`: the file found does more than files of its form do, so that only its text could be compared. */
export type Difference =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly found: Meaning; readonly wanted: Meaning }
  | { readonly kind: 'unreadable' }

/** The meanings of a difference hold only the settings that differ. */
export function difference(
  form: Form,
  { found, wanted }: { readonly found: string; readonly wanted: string },
): Difference {
  const theirs = meaningOf(form, found)
  const ours = meaningOf(form, wanted)
  if (!theirs || !ours) return { kind: 'unreadable' }
  const names = [...new Set([...theirs.keys(), ...ours.keys()])].filter((name) => theirs.get(name) !== ours.get(name))
  const rest = names.filter((name) => !isAccepted(form, name, [theirs.get(name), ours.get(name)]))
  if (rest.length === 0) return { kind: 'same' }
  return { kind: 'differs', found: only(theirs, rest), wanted: only(ours, rest) }
}

const isAccepted = (form: Form, name: string, values: readonly [string | undefined, string | undefined]): boolean =>
  acceptedForms.some((accepted) => accepted.form === form && accepted.name.test(name) && accepted.accepts(...values))

const only = (meaning: Meaning, names: readonly string[]): Meaning =>
  new Map([...meaning].filter(([name]) => names.includes(name)))
