// What is typed, and from where each verb sets out: what must have been done or arranged before.

import type { Arrangement } from './arrangements.js'
import { newerVersion, version } from './topology.js'

const deploy = (topology: string): string[] =>
  `deploy c1 ${version} ${topology} --services supervised --ssh none --mirror packages`.split(' ')

const few = ['-N', '127.0.0.1:711,127.0.0.1:731']

export const words = {
  deploy: deploy('one.yaml'),
  start: ['start', 'c1'],
  stop: ['stop', 'c1'],
  enable: ['enable', 'c1'],
  disable: ['disable', 'c1'],
  destroy: ['destroy', 'c1'],
  restart: ['restart', 'c1', ...few],
  reload: ['reload', 'c1', ...few],
  patch: ['patch', 'c1', 'hotfix.tar.gz', '--overwrite', '-N', '127.0.0.1:711,127.0.0.1:712,127.0.0.1:731'],
  upgrade: ['upgrade', 'c1', newerVersion],
  'scale-out': ['scale-out', 'c1', 'growth.yaml'],
  'scale-in': ['scale-in', 'c1', ...few],
  prune: ['prune', 'c1'],
  replace: ['replace', 'c1', '127.0.0.1:731', 'successor.yaml', '--allow', 'tasks'],
  clean: ['clean', 'c1', '--all'],
  'patch/revert': ['patch', 'c1', '--revert', '-N', '127.0.0.1:711,127.0.0.1:731'],
  'upgrade/rollback': ['rollback', 'c1'],
  'scale-out given up': ['scale-in', 'c1', '-N', '127.0.0.1:714,127.0.0.1:733'],
  'deploy two': deploy('two.yaml'),
  'deploy three': deploy('three.yaml'),
} as const

export type Verb = keyof typeof words

/** What a verb without a playbook of its own name asks of the one it runs. */
export const asks: Partial<Record<Verb, Readonly<Record<string, string>>>> = {
  'patch/revert': { verb: 'patch/revert' },
  'upgrade/rollback': { verb: 'upgrade/rollback', version },
}

const one = ['deploy', 'start'] as const
const two = ['deploy two', 'start'] as const
const three = ['deploy three', 'start'] as const

/** By shipped playbook. */
export const before = {
  deploy: [],
  start: ['deploy'],
  stop: one,
  enable: ['deploy', 'bootable', 'disable'],
  disable: ['deploy', 'bootable'],
  destroy: one,
  restart: three,
  reload: [...three, 'configured'],
  patch: three,
  upgrade: two,
  'scale-out': two,
  'scale-in': three,
  prune: [...two, 'haunted'],
  replace: three,
  clean: [...one, 'stop', 'used'],
  'patch/revert': [...three, 'patch'],
  'upgrade/rollback': [...two, 'upgrade'],
} as const satisfies Readonly<Record<string, readonly (Verb | Arrangement)[]>>

export type Killed = keyof typeof before

export const isKilled = (word: string): word is Killed => word in before

/** They begin anew each time: a second run does it all again. */
export const acts: readonly Verb[] = ['restart']

/** Shipped playbooks that are not killed here, and why. */
export const elsewhere: Readonly<Record<string, string>> = {
  check: 'it only looks',
  drift: 'it is always a plan',
  adopt: 'it needs what tiup keeps of a cluster: only its modules are killed, by the contract suite',
  import: 'it needs a cluster of DM 1.0: its modules are killed by the contract suite, it by test/e2e/import.test.ts',
  rotatessh: 'nothing here is reached by SSH: test/lab/rotatessh.lab.ts kills it before each of its tasks',
  tls: 'its steps are those of restart and reload, with certificates that are written as any file is',
  'config/export': 'it changes no host: a folder is written beside its place and renamed',
  'config/import': 'the DM here has no sources and tasks: it creates only what DM lacks, each thing in one call of DM',
}
