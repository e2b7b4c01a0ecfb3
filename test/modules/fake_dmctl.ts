// A control machine on which dmctl is called: what it is told to say, and what it was asked.

import { fakeHost } from '../fakes/fake_host.js'
import type { FakeTools } from './fake_tools.js'

export interface Called {
  /** the words behind --master-addr, as a shell reads them */
  readonly asked: string[]
}

/** `answer` gives the reply to the words; null where it is unpacked. */
export function dmctlHost(answer: (words: string) => string) {
  const asked: string[] = []
  const host = {
    ...fakeHost(),
    async run(script: string) {
      const words = /--master-addr \S+ (.*)$/s.exec(script)?.[1]
      if (words === undefined) return { rc: 0, stdout: '', stderr: '' }
      asked.push(words)
      return { rc: 0, stdout: answer(words), stderr: '' }
    },
  }
  return { host, asked }
}

const dmctl = { path: '/p/dmctl.tar.gz', sha256: 'abc', size: 1, component: 'dmctl', version: 'v8.1.0' }

export const dmctlPackages: FakeTools['packages'] = {
  get: async () => dmctl,
  resolve: () => Promise.reject(new Error('none')),
}
