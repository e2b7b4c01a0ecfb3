// `validate FILE`: says what the file is and whether it is right, all problems at once. Contacts nothing.

import { readFile } from 'node:fs/promises'
import type { Command, Invocation } from '../cli/io.js'
import { DmbookError, exitCodes, problemText } from '../core/error.js'
import { count } from '../core/text.js'
import { parseTopology } from '../dm/topology.js'
import { isIni } from '../language/ansible/read_inventory.js'
import { hostInventory } from '../language/host_inventory.js'
import { loadPlaybook } from '../language/load.js'
import { entryOf, readYaml } from '../language/yaml_source.js'
import { catalog } from '../modules/index.js'
import { fileTree } from './file_tree.js'
import { inventoryAt } from './inventory_at.js'

export const validate: Command = {
  async run(invocation) {
    const { io, args, settings } = invocation
    const given = args[0] ?? ''
    const tree = fileTree(settings.cwd)
    const folder = (await tree.kind(given)) === 'directory'
    const source = { file: given, text: folder ? '' : await tree.read(given) }
    const said = await checks[folder ? 'inventory' : kindOf(source)](source, invocation)
    if (settings.json) io.say(JSON.stringify({ schema: 'dmbook/validate/v1', file: given, ...said }))
    else
      for (const line of [...said.warnings.map((warning) => `warning: ${warning}`), `${given}: ${said.what}`])
        io.say(line)
    return exitCodes.ok
  },
}

interface Said {
  readonly what: string
  readonly warnings: readonly string[]
}

type Kind = 'playbook' | 'tasks' | 'inventory' | 'topology'

interface File {
  readonly file: string
  readonly text: string
}

/** By the words at its top; what has none of them is taken for a topology, whose errors name the right words. */
function kindOf(source: File): Kind {
  if (isIni(source)) return 'inventory'
  const { root } = readYaml(source)
  const has = (key: string): boolean => root !== null && entryOf(root, key) !== undefined
  if (has('plays')) return 'playbook'
  if (has('tasks')) return 'tasks'
  return has('all') ? 'inventory' : 'topology'
}

const read = (file: string): Promise<string> => readFile(file, 'utf8')

const checks: Readonly<Record<Kind, (source: File, invocation: Invocation) => Said | Promise<Said>>> = {
  async playbook({ file }) {
    const { plays } = await loadPlaybook(file, { read, catalog: catalog() })
    return { what: `a playbook, ${count(plays.length, 'play')}; all is well`, warnings: [] }
  },
  tasks({ file }) {
    const hint = 'validate the playbook that includes it: its inputs come from there'
    throw new DmbookError(`cannot check ${file} alone as it is an included file`, {
      code: 'E-USAGE',
      exit: 'input',
      hint,
    })
  },
  async inventory({ file }, invocation) {
    const { groups } = hostInventory(await inventoryAt(file, invocation))
    return { what: `a host inventory, ${count(groups.all?.length ?? 0, 'host')}; all is well`, warnings: [] }
  },
  topology(source) {
    const { warnings } = parseTopology(source, { mode: 'deploy' })
    return { what: 'a topology; all is well', warnings: warnings.map(problemText) }
  },
}
