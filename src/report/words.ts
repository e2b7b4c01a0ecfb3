// Short texts that both the lines and the tree use.

import type { Outcome, RunHead } from '../core/event.js'
import { count } from '../core/text.js'
import { oneLine } from './clean.js'
import { outcomeWord } from './outcomes.js'
import type { TaskView } from './view.js'

/** `deploy prod`, or the playbook alone where there is no cluster. */
export const runName = ({ playbook, cluster }: RunHead): string => (cluster ? `${playbook} ${cluster}` : playbook)

export function headLine(head: RunHead, hosts: number): string {
  const what = head.mode === 'plan' ? `plan of ${runName(head)}` : runName(head)
  return `${what}: ${count(hosts, 'host')}, run ${head.run}`
}

/** The host where there is one, else their number. */
export function hostsText(hosts: readonly string[]): string {
  const [only] = hosts
  return hosts.length === 1 && only ? only : count(hosts.length, 'host')
}

/** The hosts by name, at most `most` of them: `a, b, c and 197 more`. */
export function hostList(hosts: readonly string[], most = 8): string {
  if (hosts.length <= most) return hosts.join(', ')
  return `${hosts.slice(0, most).join(', ')} and ${hosts.length - most} more`
}

/** The host that a task waits for, and what that host said last. The first that said something stands for all. */
export function slowHost({ pending, says }: TaskView): { readonly host: string; readonly text: string } | null {
  const host = pending.find((one) => says.has(one)) ?? pending[0]
  return host === undefined ? null : { host, text: oneLine(says.get(host) ?? '') }
}

/** `7 of 9 done, 10.0.0.3:8262: got 503, want 200`; the count is left out where there is one host. */
export function waitText(view: TaskView): string {
  const slow = slowHost(view)
  const done = view.total > 1 ? [`${view.total - view.pending.length} of ${view.total} done`] : []
  const doing = slow ? [slow.text ? `${slow.host}: ${slow.text}` : slow.host] : []
  return [...done, ...doing].join(', ')
}

/** How a task ended on one host: the word, and what there is to say. */
export function hostOutcome(outcome: Outcome): string {
  const word = outcomeWord(outcome.kind)
  const why = outcomeWhy(outcome)
  return why ? `${word}: ${oneLine(why)}` : word
}

function outcomeWhy(outcome: Outcome): string {
  if ('why' in outcome) return outcome.why
  if ('error' in outcome) return outcome.error.message
  return outcome.kind === 'changed' ? outcome.changes.map(({ summary }) => summary).join(', ') : ''
}
