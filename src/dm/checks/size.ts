// How many there are of each role: none, too few, or a number of masters that helps nobody.

import { type AnyInstance, isRole } from '../instance.js'
import { type Role, sections } from '../role.js'
import type { Topology } from '../schema/topology.js'
import type { Check, Finding } from './finding.js'

export const size: Check = ({ written, instances }) => [
  ...masters(written),
  ...workers(written),
  ...sources(written, instances),
]

const count = (written: Topology, role: Role): number => written[sections[role]]?.length ?? 0

function masters(written: Topology): Finding[] {
  const found = count(written, 'dm-master')
  const path = ['master_servers']
  if (found === 0) {
    return [{ severity: 'error', path, message: 'it has no dm-master', hint: 'write master_servers: three of them' }]
  }
  if (found % 2 === 1) return []
  const message = `${found} dm-masters stand no more failures than ${found - 1}: an odd number is better`
  return [{ severity: 'warning', path, message }]
}

function workers(written: Topology): Finding[] {
  if (count(written, 'dm-worker') > 0) return []
  return [{ severity: 'warning', path: ['worker_servers'], message: 'without a dm-worker no source can be replicated' }]
}

function sources(written: Topology, instances: readonly AnyInstance[]): Finding[] {
  const grafana = instances.find(isRole('grafana'))
  if (!grafana || count(written, 'prometheus') > 0) return []
  const hint = 'write monitoring_servers, or leave grafana_servers out'
  return [{ severity: 'error', path: grafana.path, message: 'Grafana has no Prometheus to ask', hint }]
}
