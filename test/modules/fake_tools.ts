// Tools for tests: a clock that jumps, services as a table, and whatever a test replaces.

import { resolve } from 'node:path'
import type { Reader } from '../../src/hosts/host.js'
import type { Host } from '../../src/language/inventory.js'
import type { Check } from '../../src/modules/module.js'
import type { Tools } from '../../src/modules/tools.js'
import { digestedFile } from '../../src/packages/file_digest.js'
import type { CurrentRecord, Services, UnitStatus } from '../../src/services/services.js'

export interface FakeTools extends Tools {
  readonly said: string[]
  readonly waited: string[]
}

export function fakeTools(given: Partial<Tools> = {}): FakeTools {
  const said: string[] = []
  const waited: string[] = []
  return {
    host: fakeInstance(),
    clock: jumpingClock(),
    fetch: () => Promise.reject(new Error('connection refused')),
    services: fakeServices(),
    packages: { get: () => Promise.reject(new Error('no packages')), resolve: () => Promise.reject(new Error('none')) },
    cluster: null,
    draft: null,
    dm: null,
    dmctl: null,
    render: async (file) => `rendered ${file}\n`,
    resolve: (path) => resolve('/playbooks', path),
    digested: digestedFile,
    waitTimeoutMs: 10_000,
    signal: new AbortController().signal,
    waiting: (text) => void waited.push(text),
    say: (text) => void said.push(text),
    warn: (text) => void said.push(`warning: ${text}`),
    said,
    waited,
    ...given,
  }
}

/** Sleeping takes no time; the clock knows that it did. */
export function jumpingClock(): Tools['clock'] {
  let ms = 0
  const sleep = async (pause: number): Promise<void> => {
    ms += pause
  }
  return { now: () => ms, monotonic: () => ms, sleep }
}

export function fakeInstance(given: Partial<Host> = {}): Host {
  return {
    id: '172.19.0.101:8262',
    address: '172.19.0.101',
    port: 8262,
    role: 'dm-worker',
    member: 'worker-1',
    unit: 'dm-worker-8262',
    deploy_dir: '/dm',
    data_dir: null,
    log_dir: '/dm/log',
    files: ['/dm/bin', '/dm/conf'],
    machine: '172.19.0.101',
    groups: ['all', 'dm-worker'],
    vars: {},
    ...given,
  }
}

export interface FakeServices extends Services {
  readonly calls: string[]
  readonly records: Map<string, CurrentRecord>
  /** what the next looks see; the last one stays */
  see(...statuses: readonly UnitStatus[]): FakeServices
}

export const running = (startedTicks = 0, pid = 42): UnitStatus => ({
  kind: 'running',
  enabled: false,
  pid,
  startedTicks,
  executable: '/dm/bin/dm-worker/dm-worker',
})

export const stopped: UnitStatus = { kind: 'stopped', enabled: false, failure: null }

export function fakeServices(given: Partial<Services> = {}): FakeServices {
  const calls: string[] = []
  const records = new Map<string, CurrentRecord>()
  let statuses: readonly UnitStatus[] = [{ kind: 'missing' }]
  const call = (verb: string) => async (_host: Reader, unit: string) => void calls.push(`${verb} ${unit}`)
  const services: FakeServices = {
    kind: 'systemd',
    become: 'root',
    boots: true,
    render: ({ unit, script }) => ({ path: `/units/${unit}.service`, text: `ExecStart=${script}\n` }),
    path: (unit) => `/units/${unit}.service`,
    async status() {
      const [first = { kind: 'missing' }, ...later] = statuses
      if (later.length > 0) statuses = later
      return first
    },
    reload: async () => void calls.push('reload'),
    start: call('start'),
    stop: call('stop'),
    enable: call('enable'),
    disable: call('disable'),
    tail: async () => 'panic: no such file\n',
    current: async (_host, unit) => records.get(unit) ?? null,
    async remember(_host, unit, record) {
      calls.push(`remember ${unit}`)
      records.set(unit, record)
    },
    async forget(_host, unit) {
      calls.push(`forget ${unit}`)
      records.delete(unit)
    },
    calls,
    records,
    see(...seen) {
      statuses = seen
      return services
    },
    ...given,
  }
  return services
}

/** The changes that a check found, as sentences; why it is blocked; or same. */
export const summary = (check: Check): string | string[] => {
  if (check.kind === 'same') return 'same'
  return check.kind === 'blocked' ? `blocked: ${check.why}` : check.changes.map((change) => change.summary)
}
