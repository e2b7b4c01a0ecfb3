// `inventory show|graph|host|convert`: what an Ansible inventory says, as dmbook reads it. Contacts nothing, runs nothing;
// passwords are masked. Only `convert` writes, and only the file that is named.

import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes } from '../core/error.js'
import { nearest } from '../core/text.js'
import type { AnsibleInventory } from '../language/ansible/read_inventory.js'
import { inventoryAt } from './inventory_at.js'
import { convert } from './inventory_convert.js'
import { graphJson, graphLines } from './inventory_graph.js'
import { hostJson, hostLines } from './inventory_host.js'
import { listJson, listLines } from './inventory_list.js'
import { convertToTopology } from './inventory_topology.js'

export const inventory: Command = {
  async run(invocation) {
    const [what = '', file = '', word] = invocation.args
    const act = acts[what]
    if (!act) throw usage(`cannot ${what} an inventory`, hintFor(what))
    const { playbook, topology } = invocation.options
    if (topology === true) {
      await writeTopology(invocation, { what, file, to: word })
      return exitCodes.ok
    }
    const found = await inventoryAt(file, invocation, typeof playbook === 'string' ? { playbook } : {})
    await act(found, invocation, word)
    return exitCodes.ok
  },
}

type Act = (found: AnsibleInventory, invocation: Invocation, word: string | undefined) => void | Promise<void>

const acts: Readonly<Record<string, Act>> = {
  show: (found, invocation) => say(invocation, () => listJson(found), listLines(found)),
  graph(found, invocation, word = 'all') {
    const group = named(found.groups, { word, what: 'group' })
    const vars = invocation.options.vars === true
    say(invocation, () => graphJson(found, group), graphLines(found, group, { vars }))
  },
  host(found, invocation, word) {
    if (word === undefined) throw usage('cannot show a host as none is named', 'dmbook inventory host FILE HOST')
    const host = named(found.hosts, { word, what: 'host' })
    say(invocation, () => hostJson(host), hostLines(host))
  },
  async convert(found, invocation, word) {
    if (word === undefined) throw usage('cannot convert without a new file', 'dmbook inventory convert FILE NEW.yaml')
    await convert(found, invocation, word)
  },
}

/** `json` is made only where it is asked for. */
function say({ io, settings }: Invocation, json: () => object, lines: readonly string[]): void {
  if (settings.json) io.say(JSON.stringify(json(), null, 2))
  else for (const line of lines) io.say(line)
}

/** What `convert --topology` writes. */
async function writeTopology(
  invocation: Invocation,
  { what, file, to }: { readonly what: string; readonly file: string; readonly to: string | undefined },
): Promise<void> {
  if (what !== 'convert') throw usage(`cannot ${what} a topology`, 'dmbook inventory convert FILE NEW.yaml --topology')
  if (to === undefined)
    throw usage('cannot convert without a new file', 'dmbook inventory convert FILE NEW.yaml --topology')
  await convertToTopology(invocation, { file, to })
}

function named<T>(all: ReadonlyMap<string, T>, { word, what }: { word: string; what: string }): T {
  const found = all.get(word)
  if (found !== undefined) return found
  const near = nearest(word, all.keys())
  throw usage(`cannot show ${word} as the inventory has no such ${what}`, near ? `did you mean ${near}?` : undefined)
}

function hintFor(what: string): string {
  const near = nearest(what, Object.keys(acts))
  return near ? `did you mean ${near}?` : 'dmbook inventory show|graph FILE, host FILE HOST, convert FILE NEW.yaml'
}

const usage = (message: string, hint?: string): DmbookError =>
  new DmbookError(message, { code: 'E-USAGE', exit: 'input', hint })
