// Every verb of the command line: one for each shipped playbook, from its header, and the plain commands.
// Headers are generated into headers.json (npm run generate; a test keeps it fresh), so that help reads no YAML.

import { everydayVerbs } from './everyday_verbs.js'
import { clusterFlags, type Flag, loginFlags, runFlags, selectFlags, type Verb } from './flags.js'
import headers from './headers.json' with { type: 'json' }
import { withPatchWays } from './patch_verb.js'

interface InputHeader {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly default?: unknown
  readonly required: boolean
  readonly values: readonly string[]
}

/** A playbook's header as headers.json keeps it. */
export interface PlaybookHeader {
  readonly verb: string
  readonly description: string
  readonly arguments: readonly string[]
  readonly select: boolean
  readonly inputs: readonly InputHeader[]
}

export const playbookHeaders: readonly PlaybookHeader[] = headers

/** The verb that runs a shipped playbook: the cluster's name first, then the header's arguments. */
export function playbookVerb(header: PlaybookHeader): Verb {
  const named = header.inputs.filter((input) => !header.arguments.includes(input.name))
  const looksFirst = header.verb === 'check'
  const imports = header.verb === 'import'
  const makesCluster = looksFirst || imports || header.inputs.some((input) => input.type === 'topology')
  return {
    name: header.verb,
    summary: header.description.split('\n')[0] ?? '',
    arguments: [nameWords[header.verb] ?? 'cluster-name', ...header.arguments.map(dashed)],
    flags: [
      ...named.map(inputFlag),
      ...(header.select ? selectFlags : []),
      ...(makesCluster ? settledFlags(header) : []),
      ...(makesCluster || header.verb === 'destroy' ? loginFlags : []),
      ...runFlags,
    ],
  }
}

/** What stands for the cluster's name, where that is not all that may stand there. An import finds the name by itself. */
const nameWords: Readonly<Record<string, string>> = {
  check: 'cluster-name|topology',
  adopt: '[name...]',
  import: '[cluster-name]',
}

/** New nodes of a cluster are served and reached as the others are. */
const settledFlags = ({ verb, inputs }: PlaybookHeader): readonly Flag[] =>
  verb === 'import' || inputs.some(({ type }) => type === 'version') ? clusterFlags : []

function inputFlag(input: InputHeader): Flag {
  const fallback = isNothing(input.default) ? '' : ` (default ${String(input.default)})`
  return {
    name: dashed(input.name),
    ...shortOf(input),
    takes: input.type === 'bool' ? null : input.type === 'nodes' ? 'id' : input.type,
    many: input.type === 'list' || input.type === 'nodes',
    summary: `${input.description}${fallback}`,
    ...(input.type === 'enum' ? { choices: input.values } : {}),
  }
}

/** As TiUP has them. */
const shorts: Readonly<Record<string, string>> = { dir: 'd', rename: 'r', cluster_version: 'v' }

function shortOf({ type, name }: InputHeader): { readonly short?: string } {
  const short = type === 'nodes' ? 'N' : shorts[name]
  return short === undefined ? {} : { short }
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)

const dashed = (name: string): string => name.replaceAll('_', '-')

/** Verbs that are no playbook: they look, change local state, or hand on what a user says. */
export const commandVerbs: readonly Verb[] = [
  ...everydayVerbs,
  { name: 'list', summary: 'List all clusters', arguments: [], flags: [] },
  {
    name: 'display',
    summary: 'Show a cluster: its instances and how they are',
    arguments: ['cluster-name'],
    flags: [
      ...selectFlags,
      { name: 'version', short: 'v', takes: null, summary: 'print the cluster version only' },
      { name: 'uptime', takes: null, summary: 'add a column: since when it runs' },
      { name: 'status-timeout', takes: 'time', summary: 'longest wait for the status of all instances (default 10s)' },
      { name: 'exit-code', takes: null, summary: 'end with 1 where something is not healthy' },
    ],
  },
  {
    name: 'validate',
    summary: 'Check a topology, inventory or playbook; contact nothing',
    arguments: ['file'],
    flags: [],
  },
  {
    name: 'run',
    summary: 'Run a playbook of your own against an inventory',
    arguments: ['playbook'],
    flags: [
      { name: 'inventory', short: 'i', takes: 'file', summary: 'host inventory (YAML), or cluster:NAME' },
      { name: 'input', short: 'e', takes: 'name=value', many: true, summary: 'an input of the playbook' },
      { name: 'tags', short: 't', takes: 'tag', many: true, summary: 'only tasks with one of these tags' },
      { name: 'skip-tags', takes: 'tag', many: true, summary: 'no tasks with any of these tags' },
      // -i is the inventory
      ...loginFlags.map(({ short, ...flag }) => (short && short !== 'i' ? { short, ...flag } : flag)),
      ...runFlags,
    ],
  },
  {
    name: 'module',
    summary: 'List modules, or show one: dmbook module show NAME',
    arguments: ['list|show', '[name]'],
    flags: [],
  },
  {
    name: 'template',
    summary: 'Print a topology to start from',
    arguments: [],
    flags: [
      { name: 'full', takes: null, summary: 'every key, with comments' },
      { name: 'local', takes: null, summary: 'filled from the flags below' },
      { name: 'user', takes: 'name', summary: 'deploy user (default tidb)' },
      { name: 'group', takes: 'name', summary: 'its group' },
      { name: 'systemd-mode', takes: 'mode', choices: ['system', 'user'], summary: 'system or user' },
      { name: 'ssh-port', takes: 'port', summary: 'default 22' },
      { name: 'deploy-dir', takes: 'path', summary: 'default /dm-deploy' },
      { name: 'data-dir', takes: 'path', summary: 'default /dm-data' },
      { name: 'arch', takes: 'arch', choices: ['amd64', 'arm64'], summary: 'amd64 or arm64' },
      { name: 'master-servers', takes: 'hosts', many: true, summary: 'hosts of dm-master' },
      { name: 'worker-servers', takes: 'hosts', many: true, summary: 'hosts of dm-worker' },
      { name: 'monitoring-servers', takes: 'hosts', many: true, summary: 'hosts of prometheus' },
      { name: 'grafana-servers', takes: 'hosts', many: true, summary: 'hosts of grafana' },
      { name: 'alertmanager-servers', takes: 'hosts', many: true, summary: 'hosts of alertmanager' },
    ],
  },
  {
    name: 'dmctl',
    summary: "Run DM's own client; dmctl:VERSION takes another version",
    arguments: ['[words...]'],
    flags: [
      { name: 'mirror', takes: 'where', summary: 'folder or URL that the package comes from (also DMBOOK_MIRROR)' },
      { name: 'dmctl-version', takes: 'version', hidden: true, summary: 'the same as dmctl:VERSION' },
    ],
    rest: true,
  },
]

export const isPlaybookVerb = (name: string): boolean => playbookHeaders.some(({ verb }) => verb === name)

export function verbs(): readonly Verb[] {
  const shipped = playbookHeaders.map(playbookVerb).map(withPatchWays)
  const upgrade = shipped.find(({ name }) => name === 'upgrade')
  return [...shipped, ...commandVerbs.map((verb) => backwards(verb, upgrade))]
}

/** The way back has the flags of the way. */
const backwards = (verb: Verb, upgrade: Verb | undefined): Verb =>
  verb.name === 'rollback' && upgrade ? { ...verb, flags: upgrade.flags } : verb
