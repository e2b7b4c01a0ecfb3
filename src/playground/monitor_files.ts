// Alert rules and dashboards as DM's packages bring them: short ones of our own, with the places that a deployment
// fills in (ENV_LABELS_ENV in rules, the data source in dashboards).

interface Alert {
  readonly name: string
  readonly expression: string
  readonly after?: string
}

const alerts: readonly Alert[] = [
  { name: 'DM_master_all_down', expression: 'up{job="dm_master"} == 0' },
  { name: 'DM_worker_offline', expression: 'dm_master_worker_state == 0', after: '1h' },
  { name: 'DM_task_state', expression: 'dm_worker_task_state == 3', after: '20m' },
]

/** A placeholder of the real file, replaced by the cluster's name. */
const environment = 'ENV_LABELS_ENV'

export const rulesText = `groups:
  - name: alert.rules
    rules:
${alerts.map(ruleText).join('')}`

function ruleText({ name, expression, after }: Alert): string {
  const wait = after === undefined ? '' : `        for: ${after}\n`
  return `      - alert: ${name}
        expr: '${expression}'
${wait}        labels:
          env: ${environment}
          level: critical
          expr: '${expression}'
        annotations:
          description: 'cluster: ${environment}, instance: {{ $labels.instance }}'
          summary: ${name}
`
}

export function dashboardText(title: string): string {
  // Built from two parts only so that it does not look like a template that lost its backquotes.
  const panel = { title: 'worker state', type: 'graph', datasource: ['$', '{DS_TEST-CLUSTER}'].join(''), targets: [] }
  const inputs = [{ name: 'DS_TEST-CLUSTER', label: 'Test-Cluster', type: 'datasource', pluginId: 'prometheus' }]
  return `${JSON.stringify({ __inputs: inputs, title: `Test-Cluster-${title}`, panels: [panel] }, null, 2)}\n`
}
