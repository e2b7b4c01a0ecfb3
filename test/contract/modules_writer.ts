// Writers for the contract of modules: one that is killed at its n-th effect, one that only listens.

import type { Reader, Stat, Writer } from '../../src/hosts/host.js'
import { fakeFacts } from '../fakes/fake_host.js'

export class Killed extends Error {}

export interface Counter {
  count: number
}

/** Throws instead of the n-th effect and ever after, or right behind it; effects count from 1. */
export function killedAt(
  host: Writer,
  { effect, when }: { effect: number; when: 'before' | 'after' },
  counter: Counter,
): Writer {
  const guarded = async <T>(act: () => Promise<T>): Promise<T> => {
    counter.count++
    if (counter.count > effect || (counter.count === effect && when === 'before')) throw new Killed()
    const result = await act()
    if (counter.count === effect) throw new Killed()
    return result
  }
  return {
    ...host,
    run: (script, options) => guarded(() => host.run(script, options)),
    write: (path, content, attributes) => guarded(() => host.write(path, content, attributes)),
    send: (file, path, attributes) => guarded(() => host.send(file, path, attributes)),
    stage: (file) => guarded(() => host.stage(file)),
    as: (user) => killedAt(host.as(user), { effect, when }, counter),
  }
}

/** Counts effects and carries them out. */
export const counted = (host: Writer, counter: Counter): Writer =>
  killedAt(host, { effect: Number.POSITIVE_INFINITY, when: 'after' }, counter)

export interface Heard {
  /** all that would have reached a shell */
  readonly scripts: string[]
  /** names of the methods that change something */
  readonly effects: string[]
}

/** Answers every look with the same, does nothing, and keeps what it heard. */
export function listeningHost(stat: Stat, { scripts, effects }: Heard): Writer {
  const read = async (script: string): Promise<{ rc: number; stdout: string; stderr: string }> => {
    scripts.push(script)
    return { rc: 0, stdout: '', stderr: '' }
  }
  const effect = async (name: string): Promise<void> => void effects.push(name)
  const host: Writer = {
    facts: fakeFacts,
    read,
    run: async (script) => {
      await effect('run')
      return read(script)
    },
    stat: async () => stat,
    text: async () => (stat.kind === 'file' ? 'other\n' : null),
    digest: async () => (stat.kind === 'file' ? 'other' : null),
    list: async () => (stat.kind === 'directory' ? [] : null),
    missingParents: async () => ['/missing'],
    write: () => effect('write'),
    send: () => effect('send'),
    stage: async (file) => {
      await effect('stage')
      return file.path
    },
    as: () => host,
  }
  return host
}

/** What a check gets: nothing that writes, whatever the type says. */
export function readerOf(host: Writer): Reader {
  const { facts, read, stat, text, digest, list, missingParents } = host
  return { facts, read, stat, text, digest, list, missingParents, as: (user) => readerOf(host.as(user)) }
}
