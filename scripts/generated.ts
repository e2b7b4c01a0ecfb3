// The generated files, path → text. Pure but for reading the playbooks.

import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { topologySchema } from '../src/dm/schema/topology.js'
import { loadHeader } from '../src/language/load.js'
import { hostInventorySchema, playbookSchema, tasksSchema } from '../src/language/playbook_schema.js'
import { moduleText } from '../src/modules/documentation.js'
import { catalog, modules } from '../src/modules/index.js'

/** Every generated file of the repository at `root`. */
export async function generated(root: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['src/cli/headers.json', json(await headers(root))],
    ['schemas/topology.json', json(topologySchema())],
    ['schemas/playbook.json', json(playbookSchema(catalog()))],
    ['schemas/tasks.json', json(tasksSchema(catalog()))],
    ['schemas/inventory.json', json(hostInventorySchema())],
    ['docs/modules.md', modulesPage()],
    ['schemas/modules.json', json(Object.fromEntries([...catalog()].map(([name, { params }]) => [name, params])))],
  ])
}

function modulesPage(): string {
  const pages = [...modules.keys()].map((name) => `## ${name}\n\n\`\`\`\n${moduleText(name)}\n\`\`\`\n`)
  return `# Modules\n\nMade from the modules' own schemas (\`npm run generate\`); \`dmbook module show NAME\` prints the same.\n\n${pages.join('\n')}`
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function headers(root: string): Promise<object[]> {
  const files = readdirSync(join(root, 'playbooks'))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  return Promise.all(files.map((name) => header(join(root, 'playbooks', name))))
}

async function header(file: string): Promise<object> {
  const {
    description,
    arguments: words,
    select,
    inputs,
  } = await loadHeader(file, { read: (path) => readFile(path, 'utf8') })
  const list = [...inputs.values()].map(({ name, type, description: about, default: fallback, required, values }) => ({
    name,
    type,
    description: about,
    default: fallback,
    required,
    values,
  }))
  return { verb: basename(file, '.yaml'), description, arguments: words, select, inputs: list }
}
