// The two documents that this project was given, statement by statement: the test that shows it, or why it is done
// otherwise. A test that is named must exist; a deviation has a reason.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { root } from './shape/imports.js'

type Shown = { readonly test: string; readonly name: string } | { readonly instead: string }

const maintain: [string, Shown][] = [
  [
    'peer_port 8291 connects masters; masters reach workers at 8262; workers reach masters at 8261',
    {
      test: 'commands/check',
      name: 'are those of DM: masters to masters and workers, workers to masters, this machine to both',
    },
  ],
  [
    'the control machine reaches masters at 8261 and workers at 8262',
    { test: 'e2e/verbs', name: 'then everything is healthy' },
  ],
  [
    '--help lists the verbs with a sentence each',
    { test: 'cli/program', name: 'prints help without a verb, and for a verb' },
  ],
  [
    'deploy, start, stop, list, destroy, display are verbs',
    { test: 'cli/program', name: 'prints help without a verb, and for a verb' },
  ],
  [
    'restart, audit, exec are verbs',
    { test: 'e2e/everyday', name: 'exec, logs and lock look at it; the audit has all of it' },
  ],
  [
    'edit-config, reload, upgrade, patch, scale-out, scale-in are verbs',
    { test: 'cli/program', name: 'prints a sentence for every verb that changes a cluster' },
  ],
  ['import is a verb', { test: 'commands/import_shown', name: 'nothing is done where it is declined' }],
  [
    '-h shows help, -v the version',
    { test: 'cli/program', name: 'prints the version for -v and --version only as the first word' },
  ],
  ['--native-ssh uses the system client', { test: 'cli/settings', name: '--native-ssh' }],
  ['--ssh-timeout is 5 seconds unless given', { test: 'cli/settings', name: 'has the defaults of tiup dm' }],
  ['--wait-timeout is 60 seconds unless given', { test: 'cli/settings', name: 'has the defaults of tiup dm' }],
  ['-y skips all confirmations', { test: 'e2e/verbs', name: 'deploys again without a change' }],
  [
    'list shows Name, User, Version, Path, PrivateKey',
    { test: 'e2e/verbs', name: 'is listed, as a table and as JSON' },
  ],
  ['start NAME starts the cluster', { test: 'e2e/verbs', name: 'starts: masters, a leader, workers, monitoring' }],
  ['a forgotten name is found by list', { test: 'e2e/verbs', name: 'is listed, as a table and as JSON' }],
  [
    'display needs no login to machines for the status of instances',
    { test: 'e2e/verbs', name: 'then everything is healthy' },
  ],
  [
    'display shows ID Role Host Ports OS/Arch Status Data Dir Deploy Dir',
    { test: 'e2e/verbs', name: 'then everything is healthy' },
  ],
  [
    'display begins with dm Cluster: and dm Version:',
    { instead: 'the head of the newer document (Cluster type: …) is used, as tiup prints since 1.4' },
  ],
  [
    'Up and Down say whether a service runs',
    { test: 'e2e/verbs', name: 'deploys after a yes from a pipe, starting nothing' },
  ],
  ['the leader is marked |L', { test: 'e2e/verbs', name: 'then everything is healthy' }],
  ['a worker without an upstream is Free', { test: 'e2e/verbs', name: 'then everything is healthy' }],
  [
    'scale-in: stop, remove the member by API, clean the files',
    {
      instead:
        'docs/operations/scale-in.md: a master is removed while it runs, since of two the one left could not agree; relay logs and dumps stay unless --delete-data',
    },
  ],
  [
    'scale-in needs a name and -N with ids of display',
    { test: 'e2e/scaling', name: 'an unknown node, no node and every master are refused' },
  ],
  [
    'scale-out takes a file of new nodes only: check, directories, deploy, start',
    { test: 'e2e/scaling', name: 'new nodes come though the command is killed twice' },
  ],
  [
    'config export before an upgrade, config import after a redeploy',
    { test: 'e2e/way_back', name: 'the old version gets what was exported before the upgrade' },
  ],
  [
    'below v2.0.5 a dmctl of at least v2.0.5 exports',
    { test: 'modules/dm_config', name: 'takes the nearest one from v2.0.5 on for a cluster below that' },
  ],
  [
    'relay workers are not imported automatically',
    { instead: 'import restores them; the document only says what dmctl does not do' },
  ],
  [
    'a rolling upgrade is transparent to applications',
    { test: 'e2e/rolling', name: 'upgrade, killed half way and continued; the marks go' },
  ],
  ['edit-config opens vi, or EDITOR', { test: 'commands/editor', name: 'opens vi where EDITOR names nothing' }],
  [
    'reload sends the configuration and restarts',
    { test: 'e2e/rolling', name: 'reload restarts nothing where no file changed, and only masters where theirs did' },
  ],
  [
    'patch NAME PACKAGE -R dm-master replaces every master',
    { test: 'commands/patch', name: '-R dm-master chooses every master that the package is for' },
  ],
  [
    'patch NAME PACKAGE -N id replaces one',
    { test: 'commands/patch', name: '-R dm-master chooses every master that the package is for, -N one of them' },
  ],
  [
    'patch has --overwrite, -N, -R, --transfer-timeout 300',
    { test: 'cli/patch_verb', name: 'patch alone has --list and --revert' },
  ],
  [
    'import --dir DIR --cluster-version V, with its notes and steps',
    { test: 'e2e/import', name: 'is taken over after six kills: ends in a running cluster with its sources and tasks' },
  ],
  [
    'audit lists ID, Time, Command; audit ID shows one',
    { test: 'commands/audit', name: 'lists the newest first, in the columns of tiup dm' },
  ],
  [
    'exec runs --command (ls) on hosts, -N, -R, --sudo',
    { test: 'commands/exec', name: 'runs ls in the home directory unless told otherwise' },
  ],
  ['dmctl runs with the words as they are', { test: 'e2e/verbs', name: 'a source gets a worker and a task runs' }],
  ['dmctl:VERSION runs another version', { test: 'cli/spelling', name: 'dmctl:v8.1.0 query-status' }],
  [
    '--native-ssh works with deploy, start, upgrade and every other verb',
    { test: 'cli/settings', name: '--native-ssh' },
  ],
  ['TIUP_NATIVE_SSH true, 1 or enable; the flag wins', { test: 'cli/settings', name: 'TIUP_NATIVE_SSH' }],
  [
    'a password or passphrase needs sshpass with the native client',
    { test: 'commands/login', name: 'no sshpass for a password or a locked key: said before anything is contacted' },
  ],
]

const hotfix: [string, Shown][] = [
  [
    'patch replaces binaries of a running cluster',
    { test: 'e2e/rolling', name: 'patch of three masters and three workers' },
  ],
  [
    'order: upload, take offline by API, stop, unpack and replace, start',
    {
      instead:
        'docs/operations/patch.md: unpacked and tried before the first stop, only replaced after it; masters alone are taken out through the API, as DM has none for workers',
    },
  ],
  ['packages have the layout of the mirror; bin holds COMPONENT/COMPONENT', { test: 'playground/pack', name: 'pack' }],
  [
    'packages are named component-version-os-arch.tar.gz',
    { test: 'packages/folder_source', name: 'takes the newest stable version for null' },
  ],
  ['a package may hold several components', { test: 'commands/patch', name: 'several components may be in it' }],
  [
    '--overwrite: later scale-outs use the package',
    { test: 'commands/joining', name: 'gives new nodes the package that patch --overwrite kept' },
  ],
  ['-N and -R together choose the intersection', { test: 'language/select', name: '-N ${nodes} -R ${kinds} gives' }],
  [
    'without -N and -R every node is chosen',
    { instead: 'the nodes of the components in the package; a master package on a worker helps nobody' },
  ],
  [
    '--offline replaces files and starts nothing',
    { test: 'e2e/rolling_faults', name: 'offline replaces programs and starts nothing' },
  ],
  [
    'dm-master -V prints Release Version, Git Commit Hash, Git Branch, UTC Build Time, Go Version',
    { test: 'dm/version_text', name: 'versionLines() reads the lines of DM' },
  ],
  [
    'display: Cluster type, name, version, Deploy user, SSH type',
    { test: 'e2e/verbs', name: 'then everything is healthy' },
  ],
  ['display: (patched) behind the role', { test: 'commands/display', name: 'marks what was patched' }],
  ['display ends with Total nodes: N', { test: 'e2e/verbs', name: 'then everything is healthy' }],
]

const found = (shown: Extract<Shown, { test: string }>): boolean => {
  const path = join(root, 'test', `${shown.test}.test.ts`)
  return existsSync(path) && readFileSync(path, 'utf8').includes(shown.name)
}

for (const [seed, statements] of [
  ['maintaining a cluster', maintain],
  ['applying a hotfix', hotfix],
] as const) {
  describe(`the document on ${seed}`, () => {
    for (const [statement, shown] of statements) {
      test(statement, () => {
        if ('instead' in shown) return assert.ok(shown.instead.length > 20, 'a deviation has a reason')
        assert.ok(found(shown), `there is no "${shown.name}" in test/${shown.test}.test.ts`)
      })
    }
  })
}
