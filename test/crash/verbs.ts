// What is typed, and from where each verb sets out: what must have been done before.

import { version } from './topology.js'

export const words = {
  deploy: `deploy c1 ${version} topology.yaml --services supervised --ssh none --mirror packages`.split(' '),
  start: ['start', 'c1'],
  stop: ['stop', 'c1'],
  destroy: ['destroy', 'c1'],
} as const

export type Verb = keyof typeof words

export const before: Readonly<Record<Verb, readonly Verb[]>> = {
  deploy: [],
  start: ['deploy'],
  stop: ['deploy', 'start'],
  destroy: ['deploy', 'start'],
}
