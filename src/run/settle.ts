// The plays that a changing run begins with: what earlier runs owe to machines that it reaches, and that it does not want
// otherwise itself. One task, written as a playbook, so that plan, report and journal show it as any other.

import { loadPlaybook } from '../language/load.js'
import type { Catalog, Scope } from '../language/playbook.js'
import { evaluateText } from '../language/values.js'
import type { OwedState, OwedWish } from '../state/cluster_store.js'
import { machinesOf, type Outline, type OutlinePlay } from './outline.js'
import type { RunSetup } from './run_setup.js'
import { lastWish, owedStates } from './wish.js'

const file = 'owed.yaml'

/** `hosts` are narrowed down to those that owe the state. A machine that is still dead goes on owing it. */
const text = `
description: Do what earlier runs owe to machines that were out of reach
plays:
  - name: Bring to \${{ wants }} what an earlier run could not reach
    for_each: { wants: [${owedStates.join(', ')}] }
    hosts: all
    unreachable: tolerate
    tasks:
      - name: Bring the unit to the state that was wanted
        service: { unit: "\${{ host.unit }}", state: "\${{ wants }}" }
`

/** Empty where nothing is owed. Tells from the record alone; nothing is contacted. */
export async function settlingPlays(
  owed: Readonly<Record<string, OwedWish>>,
  setup: Pick<RunSetup, 'outline' | 'inventory' | 'base' | 'inputs' | 'catalog'>,
): Promise<OutlinePlay[]> {
  if (Object.keys(owed).length === 0) return []
  const [play] = (await settlingPlaybook(setup.catalog)).plays
  if (!play) return []
  return owedStates.flatMap((wants) => {
    const hosts = owing(owed, wants, setup)
    const names = { wants }
    if (hosts.length === 0) return []
    return { play, names, hosts, batches: [hosts], name: evaluateText(play.name, { ...setup.base, ...names }) }
  })
}

const settlingPlaybook = (catalog: Catalog) => loadPlaybook(file, { read: async () => text, catalog })

/** On machines that the run reaches anyway, where it has no wish of its own. */
function owing(
  owed: Readonly<Record<string, OwedWish>>,
  wants: OwedState,
  { outline, inventory, base, inputs }: Pick<RunSetup, 'outline' | 'inventory' | 'base' | 'inputs'>,
) {
  const reached = new Set(machinesOf(outline, inventory))
  return Object.entries(owed)
    .filter(([, wish]) => wish.wants === wants)
    .flatMap(([id]) => inventory.hosts.get(id) ?? [])
    .filter(({ machine, id }) => reached.has(machine) && !wanted(outline, id, { ...base, inputs }))
}

/** Whether a play of the run has a wish of its own for the host. */
function wanted({ plays }: Outline, id: string, base: Scope): boolean {
  return plays.some(({ play, hosts, names }) => {
    const host = hosts.find((one) => one.id === id)
    return host !== undefined && lastWish(play.tasks, host, { ...base, ...names, host }) !== null
  })
}
