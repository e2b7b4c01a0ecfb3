// `resource_control` as lines of a systemd unit, in TiUP's order; what an instance says wins key by key.

import type { ResourceControl } from './schema/topology.js'

const limits = {
  memory_limit: 'MemoryLimit',
  cpu_quota: 'CPUQuota',
  io_read_bandwidth_max: 'IOReadBandwidthMax',
  io_write_bandwidth_max: 'IOWriteBandwidthMax',
  limit_core: 'LimitCORE',
} as const

const timeouts = { timeout_start_sec: 'TimeoutStartSec', timeout_stop_sec: 'TimeoutStopSec' } as const

export const mergedControl = (...layers: readonly (ResourceControl | undefined)[]): ResourceControl =>
  Object.assign({}, ...layers)

/** Lines of [Service] that differ by cluster; who runs what and the restarts are the back end's. */
export function unitSettings(control: ResourceControl, extra: readonly string[] = []): string[] {
  return [
    ...lines(control, limits),
    'LimitNOFILE=1000000',
    'LimitSTACK=10485760',
    ...extra,
    ...lines(control, timeouts),
  ]
}

function lines(control: ResourceControl, words: Partial<Record<keyof ResourceControl, string>>): string[] {
  return Object.entries(words).flatMap(([key, word]) => {
    const value = control[key as keyof ResourceControl]
    return value === undefined ? [] : [`${word}=${value}`]
  })
}
