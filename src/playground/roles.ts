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

export const roles: Readonly<Record<ProgramName, Role>> = {
  'dm-master': playDmMaster,
  'dm-worker': playDmWorker,
  dmctl: playDmctl,
  prometheus: playPrometheus,
  promtool: playConfigCheck,
  alertmanager: playAlertmanager,
  amtool: playConfigCheck,
  'grafana-server': playGrafana,
  node_exporter: playExporter,
  blackbox_exporter: playExporter,
}
