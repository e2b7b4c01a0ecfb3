// Ansible's ranges in host names: `h[01:10]`, `h[:3]`, `h[1:9:2]`, `h[a:f]`; several in one name multiply.
// A range of numbers that begins behind its end stands for no host, as in Ansible.

const range = /\[(\w*):(\w+)(?::([-\w]+))?\]/
const most = 10_000

/** The names that a pattern stands for; a text says why it stands for none. */
export function hostNames(pattern: string): readonly string[] | string {
  const found = range.exec(pattern)
  if (!found) return /[[\]]/.test(pattern) ? 'a range is written [01:10] or [a:f]' : [pattern]
  const [whole, first = '', last = '', step = '1'] = found
  const items = rangeItems(first === '' ? '0' : first, { last, step: Number(step) })
  if (typeof items === 'string') return items
  const head = pattern.slice(0, found.index)
  if (/[[\]]/.test(head)) return 'a range is written [01:10] or [a:f]'
  const tails = hostNames(pattern.slice(found.index + whole.length))
  if (typeof tails === 'string') return tails
  if (items.length * tails.length > most) return `it stands for more than ${most} hosts`
  return items.flatMap((item) => tails.map((tail) => head + item + tail))
}

function rangeItems(first: string, { last, step }: { last: string; step: number }): readonly string[] | string {
  if (!Number.isInteger(step) || step === 0) return 'the step of a range is at least 1'
  if (/^\d+$/.test(first) && /^\d+$/.test(last)) return numbers(first, { last, step })
  if (/^[a-zA-Z]$/.test(first) && /^[a-zA-Z]$/.test(last)) return letters(first, { last, step })
  return `a range goes from number to number, or from letter to letter: [${first}:${last}]`
}

/** A leading zero keeps the width: 01, 02 … 10. */
function numbers(first: string, { last, step }: { last: string; step: number }): readonly string[] | string {
  const width = first.length > 1 && first.startsWith('0') ? first.length : 0
  if (width > 0 && last.length !== width) return `both ends of [${first}:${last}] need the same width`
  return counted(Number(first), { to: Number(last), step, text: (number) => String(number).padStart(width, '0') })
}

/** Small letters come before capital ones. */
const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

function letters(first: string, { last, step }: { last: string; step: number }): readonly string[] | string {
  const [from, to] = [alphabet.indexOf(first), alphabet.indexOf(last)]
  if (from > to) return `the range begins behind its end: [${first}:${last}]`
  return counted(from, { to, step, text: (index) => alphabet.charAt(index) })
}

interface Count {
  readonly to: number
  readonly step: number
  text(number: number): string
}

function counted(from: number, { to, step, text }: Count): readonly string[] | string {
  if (from > to || step < 0) return []
  if ((to - from) / step > most) return `it stands for more than ${most} hosts`
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => text(from + index * step))
}
