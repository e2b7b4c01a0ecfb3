// Keeps the small files that one package brings for another component: the alert rules and dashboards in dm-master's.
// They are read on the control machine; only what differs is sent.

import { posix } from 'node:path'
import type { Static } from 'typebox'
import { sh } from '../core/sh.js'
import type { Reader } from '../hosts/host.js'
import { attributesOf, compareAttributes, lookAtFile, settledValue, sha256, together } from './file_look.js'
import { globPattern, replaceAll } from './glob.js'
import { blocked, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { folderTexts, packageTexts } from './package_entries.js'
import { packageFile, packageParam } from './package_param.js'
import { absolutePath, map, object, octalMode, optional, string } from './params.js'
import type { Tools } from './tools.js'

const params = object({
  package: packageParam('A .tar.gz of the control machine, or what the module package gives.'),
  match: string('Names in the package; * and ? do not cross a slash.'),
  folder: optional(
    string('A directory of the control machine whose files join them, and win where names are the same.'),
  ),
  dest: absolutePath('The directory they lie in, side by side; it must exist.'),
  replace: optional(map('Texts to replace; a * stands for letters, digits, _ and -.')),
  prune: optional(string('Names in dest that are removed where the package does not bring them.')),
  mode: octalMode('Octal permissions.', { default: '0644' }),
  owner: optional(string('User that owns them; the user of the task when absent.')),
  group: optional(string('Group that owns them.')),
})
type Params = Static<typeof params>

export const packageFiles = defineModule({
  kind: 'state',
  summary: 'Keep files that a package brings, with texts replaced.',
  description: 'Fails where the package brings none. Replaces in one pass, longer texts first.',
  params,
  examples: [
    {
      package: '/packages/dm-master-v8.1.0-linux-amd64.tar.gz',
      match: 'dm-master/conf/*.rules.yml',
      dest: '/dm-deploy/prometheus-9090/conf',
      replace: { ENV_LABELS_ENV: 'prod' },
      prune: '*.rules.yml',
    },
    {
      package: '/packages/dm-master-v8.1.0-linux-amd64.tar.gz',
      match: 'dm-master/scripts/*.json',
      dest: '/dm-deploy/grafana-3000/dashboards',
      replace: { '${DS_*-CLUSTER}': 'prod', 'DS_*-CLUSTER': 'prod', 'test-cluster': 'prod' },
      prune: '*.json',
    },
  ],

  async check(host, want, tools) {
    const texts = await wantedTexts(want, tools)
    const [names, files] = await Promise.all([
      Promise.allSettled([host.list(want.dest)]),
      Promise.all([...texts].map(([name, text]) => compareFile(host, { want, name, text }))),
    ])
    const surplus = surplusNames(want, { found: settledValue(names[0]) ?? [], texts })
    return together([...files, ...surplus.map((name) => differs(`remove ${want.dest}/${name}`))])
  },

  async apply(host, want, tools) {
    const texts = await wantedTexts(want, tools)
    for (const [name, text] of texts) {
      const check = await compareFile(host, { want, name, text })
      if (check.kind === 'differs') await host.write(`${want.dest}/${name}`, text, attributesOf(want))
    }
    const surplus = surplusNames(want, { found: (await host.list(want.dest)) ?? [], texts })
    if (surplus.length > 0) await host.run(sh`rm -f ${surplus.map((name) => `${want.dest}/${name}`)}`)
  },
})

async function wantedTexts(want: Params, tools: Tools): Promise<ReadonlyMap<string, string>> {
  const { path } = await packageFile(want.package, tools)
  const own = want.folder === undefined ? new Map() : await folderTexts(want.folder, posix.basename(want.match))
  const texts = new Map([...(await packageTexts(path, want.match)), ...own])
  if (texts.size === 0) throw new ModuleError(`cannot keep files of ${path} as none is named ${want.match}`)
  return new Map([...texts].map(([name, text]) => [name, replaceAll(text, want.replace ?? {})]))
}

interface WantedFile {
  readonly want: Params
  readonly name: string
  readonly text: string
}

/** Without a diff: a dashboard has thousands of lines. */
async function compareFile(host: Reader, { want, name, text }: WantedFile): Promise<Check> {
  const path = `${want.dest}/${name}`
  const { stat, digest } = await lookAtFile(host, path)
  if (stat.kind === 'missing') return differs(`create ${path}`)
  if (stat.kind !== 'file') return blocked(`cannot keep ${path} as a file as it is a ${stat.kind}`)
  const content = digest === sha256(text) ? same() : differs(`change ${path}`)
  return together([content, compareAttributes(stat, want)])
}

function surplusNames(
  { prune }: Params,
  { found, texts }: { readonly found: readonly string[]; readonly texts: ReadonlyMap<string, string> },
): string[] {
  if (prune === undefined) return []
  const pattern = globPattern(prune)
  return found.filter((name) => pattern.test(name) && !texts.has(name))
}
