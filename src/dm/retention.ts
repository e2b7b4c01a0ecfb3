// How long and how much Prometheus keeps. TiUP takes a wrong value for none and says so in a log; here it is a mistake.

import type { PrometheusSpec } from './schema/topology.js'

export const validRetentionTime = (text: string): boolean => /^[1-9]\d*d$/.test(text)

export const validRetentionSize = (text: string): boolean => /^[1-9]\d*(B|KB|MB|GB|TB|PB|EB)$/.test(text)

/** Thirty days where nothing (or nothing valid) was written; the old word counts where the new one is absent. */
export function retentionTime({ storage_retention_time: time, storage_retention: old }: PrometheusSpec): string {
  return [time, old].find((text) => text !== undefined && validRetentionTime(text)) ?? '30d'
}

export function retentionSize({ storage_retention_size: size }: PrometheusSpec): string | null {
  return size !== undefined && validRetentionSize(size) ? size : null
}
