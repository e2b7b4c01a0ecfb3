// A machine that exists as a table of files. It answers looks from the table, records what was run and written,
// and refuses every script that it was not told about: a test names the exact scripts of a module.
// Writes are refused unless the test allows them, so that a `check` that writes is found out.

import type { Script } from '../../src/core/sh.js'
import { CommandError } from '../../src/hosts/errors.js'
import type { Attributes, Facts, LocalFile, Output, Writer } from '../../src/hosts/host.js'
import {
  ancestors,
  childrenOf,
  type FakeFile,
  type FakeFiles,
  fileWith,
  putFile,
  sha256,
  statOf,
} from './fake_files.js'

export type { FakeFile } from './fake_files.js'

/** A script that ran: by `read` or by `run`, as which user (null is the connecting one). */
export interface Ran {
  readonly by: 'read' | 'run'
  readonly user: string | null
  readonly script: string
}

export interface Written {
  readonly user: string | null
  readonly path: string
  /** the text, or of `send` the path of the local file */
  readonly content: string
  readonly attributes: Attributes
}

type Answer = Partial<Output> | (() => Partial<Output>)

export interface FakeHost extends Writer {
  /** scripts given to `run`, in order */
  readonly scripts: readonly string[]
  /** scripts given to `read` */
  readonly reads: readonly string[]
  /** both, with their users */
  readonly ran: readonly Ran[]
  readonly writes: readonly Written[]
  readonly sent: readonly Written[]
  readonly staged: readonly string[]
  as(user: string | null): FakeHost
  /** Says what a script answers, every time; a function may change the table first. A RegExp stands for many scripts. */
  expect(script: string | RegExp, answer?: Answer): FakeHost
  /** From now on `write` and `send` change the table, and `run` takes unknown scripts as done (rc 0, no output). */
  allowWrites(): FakeHost
  /** Puts a file into the table; null takes it away, with all below it. */
  put(path: string, file: FakeFile | null): FakeHost
}

/** A fake machine with these files. Directories above a file exist without being named. */
export function fakeHost(files: Readonly<Record<string, FakeFile>> = {}, facts: Partial<Facts> = {}): FakeHost {
  return hostAs(null, {
    facts: { ...fakeFacts, ...facts },
    files: new Map(Object.entries(files)),
    answers: [],
    ran: [],
    writes: [],
    sent: [],
    staged: [],
    mayWrite: false,
  })
}

export const fakeFacts: Facts = {
  hostname: 'fake',
  arch: 'amd64',
  os: 'linux',
  kernel: '6.1.0',
  distribution: 'debian',
  version: '12',
  systemd: 252,
  user: 'tidb',
  uid: 1000,
  home: '/home/tidb',
  cpus: 2,
  memory_bytes: 4 * 1024 ** 3,
  addresses: ['172.19.0.101'],
  machine_id: '0123456789abcdef0123456789abcdef',
  boot_id: '00000000-0000-4000-8000-000000000001',
  clock_skew_ms: 0,
}

interface Table {
  readonly facts: Facts
  readonly files: FakeFiles
  readonly answers: { script: string | RegExp; answer: Answer }[]
  readonly ran: Ran[]
  readonly writes: Written[]
  readonly sent: Written[]
  readonly staged: string[]
  mayWrite: boolean
}

function hostAs(user: string | null, table: Table): FakeHost {
  const host: FakeHost = {
    ...looks(table),
    ...changes(user, table),
    facts: table.facts,
    ran: table.ran,
    writes: table.writes,
    sent: table.sent,
    staged: table.staged,
    get scripts() {
      return table.ran.filter(({ by }) => by === 'run').map(({ script }) => script)
    },
    get reads() {
      return table.ran.filter(({ by }) => by === 'read').map(({ script }) => script)
    },
    read: async (script, options) => answer(table, { by: 'read', user, script }, options?.accept),
    as: (other) => hostAs(other, table),
    expect(script, given = {}) {
      table.answers.unshift({ script, answer: given })
      return host
    },
    allowWrites() {
      table.mayWrite = true
      return host
    },
    put(path, file) {
      putFile(table.files, path, file)
      return host
    },
  }
  return host
}

function looks({ files }: Table): Pick<Writer, 'stat' | 'text' | 'digest' | 'list' | 'missingParents'> {
  return {
    stat: async (path) => statOf(files, path),
    async text(path) {
      const found = statOf(files, path)
      if (found.kind === 'missing') return null
      if (found.kind !== 'file') throw new Error(`cannot read ${path} as it is no file: ${found.kind}`)
      return files.get(path)?.text ?? ''
    },
    async digest(path) {
      return statOf(files, path).kind === 'file' ? sha256(files.get(path)?.text ?? '') : null
    },
    async list(path) {
      return statOf(files, path).kind === 'directory' ? childrenOf(files, path) : null
    },
    async missingParents(path) {
      return ancestors(path).filter((parent) => statOf(files, parent).kind === 'missing')
    },
  }
}

function changes(user: string | null, table: Table): Pick<Writer, 'run' | 'write' | 'send' | 'stage'> {
  return {
    run: async (script, options) => answer(table, { by: 'run', user, script }, options?.accept),
    async write(path, content, attributes) {
      refuseUnlessAllowed(table, `write ${path}`)
      const text = content.toString()
      table.writes.push({ user, path, content: text, attributes })
      putFile(table.files, path, fileWith(text, attributes))
    },
    async send(file: LocalFile, path, attributes) {
      refuseUnlessAllowed(table, `send ${file.path} to ${path}`)
      table.sent.push({ user, path, content: file.path, attributes })
      putFile(table.files, path, fileWith(file.path, attributes))
    },
    async stage(file) {
      if (!table.staged.includes(file.path)) table.staged.push(file.path)
      return file.path
    },
  }
}

function answer(table: Table, ran: Ran, accept: readonly number[] = [0]): Output {
  table.ran.push(ran)
  const told = table.answers.find(({ script }) => matches(script, ran.script))
  if (!told && !(ran.by === 'run' && table.mayWrite)) throw new Error(`the fake host was not told about: ${ran.script}`)
  const given = typeof told?.answer === 'function' ? told.answer() : told?.answer
  const output = { rc: 0, stdout: '', stderr: '', ...given }
  if (!accept.includes(output.rc)) throw new CommandError('fake', `run ${ran.script}`, output)
  return output
}

const matches = (told: string | RegExp, script: Script | string): boolean =>
  typeof told === 'string' ? told === script : told.test(script)

function refuseUnlessAllowed(table: Table, what: string): void {
  if (!table.mayWrite) throw new Error(`the fake host allows no writes: ${what}`)
}
