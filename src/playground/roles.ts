// Which function plays which program.

import { playDmMaster } from './dm_master/dm_master.js'
import { playDmWorker } from './dm_worker/dm_worker.js'
import { playDmctl } from './dmctl/dmctl.js'
import { playAlertmanager } from './monitor/alertmanager.js'
import { playConfigCheck } from './monitor/config_check.js'
import { playExporter } from './monitor/exporter.js'
import { playGrafana } from './monitor/grafana.js'
import { playPrometheus } from './monitor/prometheus.js'
import type { Role } from './program.js'
import type { ProgramName } from './stamp.js'
import { playDmMasterV1 } from './v1/dm_master_v1.js'
import { playDmWorkerV1 } from './v1/dm_worker_v1.js'

export const roles: Readonly<Record<ProgramName, Role>> = {
  'dm-master': byRelease({ v1: playDmMasterV1, later: playDmMaster }),
  'dm-worker': byRelease({ v1: playDmWorkerV1, later: playDmWorker }),
  dmctl: playDmctl,
  prometheus: playPrometheus,
  promtool: playConfigCheck,
  alertmanager: playAlertmanager,
  amtool: playConfigCheck,
  'grafana-server': playGrafana,
  node_exporter: playExporter,
  blackbox_exporter: playExporter,
}

/** DM 1.0 and DM 2.0 have little more in common than the names of their programs. */
function byRelease({ v1, later }: { readonly v1: Role; readonly later: Role }): Role {
  return (program) => (program.stamp.version.startsWith('v1.') ? v1(program) : later(program))
}
