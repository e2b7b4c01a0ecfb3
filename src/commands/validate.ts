// `validate FILE`: says what the file is and whether it is right, all problems at once. Contacts nothing.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from '../cli/io.js'
import { DmbookError, exitCodes, problemText } from '../core/error.js'
import { count } from '../core/text.js'
import { parseTopology } from '../dm/topology.js'
import { loadHostInventory } from '../language/host_inventory.js'
import { loadPlaybook } from '../language/load.js'
import { entryOf, readYaml } from '../language/yaml_source.js'
import { catalog } from '../modules/index.js'

export const validate: Command = {
  async run({ io, args, settings }) {
    const given = args[0] ?? ''
    const text = await readFile(resolve(settings.cwd, given), 'utf8').catch((cause: unknown) => {
      throw new DmbookError(`cannot read ${given}`, { code: 'E-FILE', exit: 'input', cause })
    })
    const source = { file: given, text }
    const said = await checks[kindOf(source)](source)
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
  const { root } = readYaml(source)
  const has = (key: string): boolean => root !== null && entryOf(root, key) !== undefined
  if (has('plays')) return 'playbook'
  if (has('tasks')) return 'tasks'
  return has('all') ? 'inventory' : 'topology'
}

const read = (file: string): Promise<string> => readFile(file, 'utf8')

const checks: Readonly<Record<Kind, (source: File) => Said | Promise<Said>>> = {
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
  inventory(source) {
    const { groups } = loadHostInventory(source)
    return { what: `a host inventory, ${count(groups.all?.length ?? 0, 'host')}; all is well`, warnings: [] }
  },
  topology(source) {
    const { warnings } = parseTopology(source, { mode: 'deploy' })
    return { what: 'a topology; all is well', warnings: warnings.map(problemText) }
  },
}
