// The table of scenes for state modules.

import { dirname, join } from 'node:path'
import { sh } from '../../src/core/sh.js'
import type { Writer } from '../../src/hosts/host.js'
import { newAuthority } from '../../src/modules/issue_certificate.js'
import { saveAuthority } from '../../src/state/tls_files.js'
import { fakeStore } from '../modules/fake_store.js'
import type { Setting } from './modules_scenes.js'
import { packageOf, stateCase } from './modules_scenes.js'

const script = '#!/bin/sh\nwhile :; do sleep 1; done\n'
const worker = (version: string): string => `#!/bin/sh\necho 'Release Version: ${version}'\n`
const unit = 'modules-contract-1'

const releaseWant = (folder: string, state: string) => ({ dest: join(folder, 'dm/bin'), state, unit })
const record = (digest: string, confirmed: boolean): string =>
  `${JSON.stringify({ digest, confirmed, version: 'v1' })}\n`

const bin = { 'dm/bin/dm-worker/dm-worker': worker('v1') }
const confirmedBin = { ...bin, 'dm/bin/.release': record('old', true) }
const newPackage = (folder: string) =>
  packageOf(folder, { 'dm-worker/dm-worker': worker('v2'), 'dm-worker/conf/a.yml': 'a\n' })

const unitWant = (folder: string) => ({ unit, script: join(folder, 'dm/run.sh'), directory: join(folder, 'dm') })

export const stateCases = [
  stateCase('certificate', 'is issued by the authority of the cluster', {
    files: { 'tls/': '' },
    tools: (folder) => ({ cluster: fakeStore({}, join(folder, 'state')) }),
    before: async ({ folder }) => saveAuthority(join(folder, 'state'), await newAuthority('prod', Date.now())),
    want: (folder) => ({
      folder: join(folder, 'tls'),
      name: 'dm-master',
      addresses: ['10.0.0.1'],
      since: '1970-01-01T00:00:00Z',
    }),
  }),
  stateCase('directory', 'is made with its parents', {
    want: (folder) => ({ path: join(folder, 'a/b'), mode: '0750', mark: 'm1' }),
  }),
  stateCase('directory', 'is taken when it is empty', {
    files: { 'a/': '' },
    want: (folder) => ({ path: join(folder, 'a'), mark: 'm1' }),
  }),
  stateCase('directory', 'is deleted with all inside', {
    files: { 'a/.dmbook': 'm1\n', 'a/x/y': '1', 'a/.hidden': '2', 'a/-rf': '3', 'a/b c': '4' },
    want: (folder) => ({ path: join(folder, 'a'), mark: 'm1', state: 'absent' }),
  }),
  stateCase('directory', 'is deleted but for what is kept', {
    files: { 'a/.dmbook': 'm1\n', 'a/x/y': '1', 'a/data/z': '2', 'a/data2/z': '3' },
    want: (folder) => ({ path: join(folder, 'a'), mark: 'm1', state: 'absent', keep: ['data'] }),
  }),
  stateCase('directory_mark', 'is put beside what is there', {
    files: { 'a/x': '1' },
    want: (folder) => ({ path: join(folder, 'a'), mark: 'm1' }),
  }),
  stateCase('entries_absent', 'are deleted, and nothing beside them', {
    files: { 'a/.dmbook': 'm1\n', 'a/relay log/y': '1', 'a/-rf': '2', 'a/bin/z': '3' },
    want: (folder) => ({
      path: join(folder, 'a'),
      names: ['relay log', '-rf', 'gone', '../a/bin', '.dmbook'],
      mark: 'm1',
    }),
  }),
  stateCase('empty_parents', 'go up to the first that is used', {
    files: { 'a/.dmbook-parent': '', 'a/b/.dmbook-parent': '', 'a/b/c/.dmbook-parent': '', 'a/used': '' },
    want: (folder) => ({ above: [join(folder, 'a/b/c/gone'), join(folder, 'a/used/x')] }),
  }),
  stateCase('file', 'is written', {
    files: { a: 'old\n' },
    want: (folder) => ({ path: join(folder, 'a'), content: 'new', mode: '0600' }),
  }),
  stateCase('file', 'comes from the control machine', {
    files: { src: 'text\n' },
    want: (folder) => ({ path: join(folder, 'a'), src: join(folder, 'src') }),
  }),
  stateCase('file', 'becomes another link', {
    files: { a: '' },
    want: (folder) => ({ path: join(folder, 'l'), state: 'link', target: 'b c' }),
  }),
  stateCase('file', 'is removed', {
    files: { a: '' },
    want: (folder) => ({ path: join(folder, 'a'), state: 'absent' }),
  }),
  stateCase('legacy_sources', 'are written for dm-master', {
    files: { 'src/a.yaml': 'source-id: a\n', 'src/b.yaml': 'source-id: b\n', 'v1/a.yaml': 'old\n' },
    want: (folder) => ({
      path: join(folder, 'v1'),
      files: ['a', 'b'].map((id) => ({ id, file: `${id}.yaml`, src: join(folder, `src/${id}.yaml`) })),
    }),
  }),
  stateCase('legacy_tasks', 'are copied', {
    files: { 'old/dm_worker_meta/kv/CURRENT': 'x\n', 'old/dm_worker_meta/kv/000001.log': 'y', 'new/': '' },
    want: (folder) => ({ src: join(folder, 'old/dm_worker_meta'), dest: join(folder, 'new') }),
  }),
  stateCase('legacy_unit', 'is kept aside', {
    want: () => ({ unit, script: '/old/scripts/run_dm-worker.sh', state: 'aside' }),
    before: ({ host, tools }) => writeLegacyUnit(host, tools.services.path(unit)),
  }),
  stateCase('legacy_unit', 'is put back', {
    want: () => ({ unit, script: '/old/scripts/run_dm-worker.sh', state: 'restored' }),
    before: async ({ host, tools }) => {
      await writeLegacyUnit(host, `${tools.services.path(unit)}.dm-ansible`)
    },
  }),
  stateCase('template', 'is rendered, judged and put into place', {
    files: { a: 'old\n' },
    want: (folder) => ({ src: 't.hbs', dest: join(folder, 'a'), validate: ['grep', '-q', 'rendered', '{file}'] }),
  }),
  stateCase('package_files', 'are written, changed and pruned', {
    files: { 'conf/a.rules.yml': 'old\n', 'conf/gone.rules.yml': 'x', 'conf/kept.yml': 'y' },
    want: (folder) => ({
      package: packageOf(folder, { 'm/conf/a.rules.yml': 'env: ENV\n', 'm/conf/b.rules.yml': 'b', 'm/other': 'c' }),
      match: 'm/conf/*.rules.yml',
      dest: join(folder, 'conf'),
      replace: { ENV: 'prod' },
      prune: '*.rules.yml',
    }),
  }),
  stateCase('unit_file', 'is written', { files: { 'dm/run.sh': script }, want: unitWant }),
  stateCase('unit_file', 'is removed', {
    files: { 'dm/run.sh': script },
    want: () => ({ unit, state: 'absent' }),
    before: (machine) => writeUnit(machine),
  }),
  ...serviceCases(),
  stateCase('release', 'is staged where nothing was', {
    want: (folder) => ({ ...releaseWant(folder, 'staged'), package: newPackage(folder), component: 'dm-worker' }),
  }),
  stateCase('release', 'is staged over a copy', {
    files: { ...confirmedBin, 'dm/.bin.next/foreign': 'x', 'dm/.bin.next/.release': record('foreign', false) },
    want: (folder) => ({ ...releaseWant(folder, 'staged'), package: newPackage(folder) }),
  }),
  stateCase('release', 'of bare programs is staged', {
    files: { 'dm/bin/node_exporter': 'an old bare one' },
    want: (folder) => ({
      ...releaseWant(folder, 'staged'),
      packages: [
        packageOf(folder, { node_exporter: '#!/bin/sh\n', 'LICENSE.txt': 'free\n' }),
        packageOf(folder, { 'blackbox_exporter/blackbox_exporter': '#!/bin/sh\n' }),
      ],
      component: 'node_exporter',
    }),
  }),
  stateCase('release', 'becomes active over a confirmed one', {
    files: {
      ...confirmedBin,
      'dm/.bin.prev/older': 'x',
      'dm/.bin.next/new': 'x',
      'dm/.bin.next/.release': record('new', false),
    },
    want: (folder) => ({ ...releaseWant(folder, 'active'), package: { path: '/p', sha256: 'new', size: 1 } }),
  }),
  stateCase('release', 'becomes active over one that never served', {
    files: {
      ...bin,
      'dm/bin/.release': record('bad', false),
      'dm/.bin.prev/older': 'x',
      'dm/.bin.next/.release': record('new', false),
    },
    want: (folder) => ({ ...releaseWant(folder, 'active'), package: { path: '/p', sha256: 'new', size: 1 } }),
  }),
  stateCase('release', 'is confirmed', {
    files: { ...bin, 'dm/bin/.release': record('new', false) },
    want: (folder) => releaseWant(folder, 'confirmed'),
  }),
  stateCase('release', 'is undone', {
    files: { ...bin, 'dm/bin/.release': record('bad', false), 'dm/.bin.prev/older': 'x' },
    want: (folder) => releaseWant(folder, 'undone'),
  }),
]

function serviceCases() {
  const files = { 'dm/run.sh': script, 'dm/conf/a.toml': 'a = 1\n', 'dm/bin/x': 'x' }
  const setting = (state: string, more: Partial<Setting> = {}): Setting => ({
    files,
    want: () => ({ unit, state }),
    before: writeUnit,
    after: stopUnit,
    ...more,
  })
  const started: Partial<Setting> = {
    async before(machine) {
      await writeUnit(machine)
      await machine.tools.services.start(machine.host, unit)
    },
  }
  return [
    stateCase('service', 'starts', setting('running')),
    stateCase('service', 'stops', setting('stopped', started)),
    stateCase('service', 'starts with its newest files', setting('current')),
    stateCase('service', 'restarts what nobody knows', setting('current', started)),
    stateCase('process_record', 'is made for what runs', { ...setting('running', started), want: () => ({ unit }) }),
  ]
}

type Machine = Parameters<NonNullable<Setting['before']>>[0]

async function writeUnit({ host, folder, tools }: Machine): Promise<void> {
  const { path, text } = tools.services.render({
    ...unitWant(folder),
    description: unit,
    user: null,
    settings: [],
  })
  await host.run(sh`mkdir -p ${dirname(path)}`)
  await host.write(path, text, { mode: '0644' })
}

function stopUnit({ host, tools }: Machine): Promise<void> {
  return tools.services.stop(host, unit)
}

async function writeLegacyUnit(host: Writer, path: string): Promise<void> {
  await host.run(sh`mkdir -p ${dirname(path)}`)
  await host.write(path, '[Service]\nExecStart=/old/scripts/run_dm-worker.sh\n', { mode: '0644' })
}
