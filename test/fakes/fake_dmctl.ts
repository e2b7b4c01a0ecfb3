// DM behind its client, in memory: sources, tasks, relay logs and the workers that sources have.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Dmctl, DmctlError } from '../../src/hosts/dmctl.js'

export interface FakeDmctl extends Dmctl {
  /** what was asked, without exports and looks */
  readonly changes: string[]
  readonly sources: Map<string, string>
  readonly tasks: Map<string, string>
  /** source → workers */
  readonly relay: Map<string, string[]>
  /** worker → source, '' where it is free */
  readonly workers: Map<string, string>
  /** the words that began with this are refused once */
  refuse(words: string): void
}

interface Held {
  readonly version?: string
  readonly sources?: Readonly<Record<string, string>>
  readonly tasks?: Readonly<Record<string, string>>
  readonly relay?: Readonly<Record<string, string[]>>
  readonly workers?: readonly string[]
}

export function fakeDmctl(held: Held = {}): FakeDmctl {
  const { version = 'v8.1.0', workers = ['w1', 'w2'] } = held
  const changes: string[] = []
  const refused: string[] = []
  const fake: FakeDmctl = {
    version,
    changes,
    sources: new Map(Object.entries(held.sources ?? {})),
    tasks: new Map(Object.entries(held.tasks ?? {})),
    relay: new Map(Object.entries(held.relay ?? {})),
    workers: new Map(workers.map((name) => [name, ''])),
    refuse: (words) => void refused.push(words),
    async call(words) {
      const said = words.join(' ')
      const at = refused.findIndex((start) => said.startsWith(start))
      if (at >= 0) {
        refused.splice(at, 1)
        return JSON.stringify({ result: false, msg: 'refused by the test sesame-1' })
      }
      const [command = '', ...rest] = words
      const does = commands[command]
      if (!does) throw new DmctlError(words, 'unknown command')
      const { looks, reply } = does(fake, rest)
      if (!looks) changes.push(said)
      return typeof reply === 'string' ? reply : JSON.stringify({ result: true, msg: '', ...reply })
    },
  }
  return fake
}

interface Done {
  readonly looks: boolean
  readonly reply: string | object
}

const looked = (reply: string | object): Done => ({ looks: true, reply })
const changed = (): Done => ({ looks: false, reply: {} })

type Doing = (fake: FakeDmctl, words: readonly string[]) => Done

const commands: Readonly<Record<string, Doing>> = {
  config(fake, [what, option = '', path = '']) {
    if (what === 'source') return looked({ cfg: fake.sources.get(option) })
    for (const part of ['sources', 'tasks']) mkdirSync(join(path, part), { recursive: true })
    for (const [id, text] of fake.sources)
      writeFileSync(join(path, 'sources', `${id}.yaml`), text.replace(/^enable-relay:.*\n/m, ''))
    for (const [name, text] of fake.tasks) writeFileSync(join(path, 'tasks', `${name}.yaml`), text)
    const relay = JSON.stringify(Object.fromEntries(fake.relay))
    if (fake.relay.size > 0) writeFileSync(join(path, 'relay_workers.json'), relay)
    return looked('export succeeds')
  },
  'operate-source'(fake, [what, file = '']) {
    if (what === 'show')
      return looked({ sources: [...fake.sources.keys()].map((source) => ({ result: true, source })) })
    const text = readFileSync(file, 'utf8')
    const id = String(parse(text)['source-id'])
    fake.sources.set(id, text)
    const free = [...fake.workers].find(([, source]) => source === '')
    if (free) fake.workers.set(free[0], id)
    return changed()
  },
  'query-status': (fake) => looked({ tasks: [...fake.tasks.keys()].map((taskName) => ({ taskName })) }),
  'start-task'(fake, [file = '']) {
    const text = readFileSync(file, 'utf8')
    fake.tasks.set(String(parse(text).name), text)
    return changed()
  },
  'start-relay'(fake, [, source = '', ...workers]) {
    fake.relay.set(source, [...(fake.relay.get(source) ?? []), ...workers])
    return changed()
  },
  'transfer-source'(fake, [source = '', worker = '']) {
    for (const [name, has] of fake.workers) if (has === source) fake.workers.set(name, '')
    fake.workers.set(worker, source)
    return changed()
  },
  'list-member'(fake) {
    const workers = [...fake.workers].map(([name, source]) => ({ name, source, stage: source ? 'bound' : 'free' }))
    return looked({ members: [{ worker: { msg: '', workers } }] })
  },
}
