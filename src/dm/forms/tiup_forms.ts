// What `tiup dm` writes another way than dmbook, and is nevertheless taken as the same: nothing is rewritten, nothing
// restarted, until the file has to change for another reason. A row must never swallow what an operator may want later:
// it holds for values that no key of a topology sets, or only for the value that stands where no key is set.
// docs/adopt.md tells each of them to operators; a test compares the two.

import type { Form } from './meaning.js'

export interface AcceptedForm {
  readonly form: Form
  /** which settings */
  readonly name: RegExp
  /** undefined: not there */
  accepts(found: string | undefined, wanted: string | undefined): boolean
  readonly why: string
}

type Test = AcceptedForm['accepts']

const theirsOnly: Test = (_, wanted) => wanted === undefined
const oursOnly: Test = (found) => found === undefined
const either: Test = () => true
const fromTo =
  (from: string, to: string): Test =>
  (found, wanted) =>
    found === from && wanted === to

/** All addresses are wanted, and it listens on all of them or on the one that others use: the same port. */
const listens: Test = (found = '', wanted = '') => {
  const all = /^(https?:\/\/)?(?:0\.0\.0\.0|\[::\]):(\d+)$/.exec(wanted)
  if (!all) return false
  const [, scheme = '', port] = all
  const plain = scheme !== 'https://' && !found.includes('://')
  return (plain || found.startsWith(scheme)) && found.endsWith(`:${port}`)
}

const withoutScheme: Test = (found, wanted) => found !== undefined && wanted === `http://${found}`

/** One address is wanted, and it listens on all of them: the same port. */
const listensOnAll: Test = (found = '', wanted = '') =>
  /^(0\.0\.0\.0|\[::\]):\d+$/.test(found) && found.split(':').at(-1) === wanted.split(':').at(-1)

/** `[form, settings, when, why]`. */
const rows: readonly (readonly [Form, RegExp, Test, string])[] = [
  [
    'script',
    /^--(master-addr|worker-addr|peer-urls|web\.listen-address)$/,
    listens,
    'TiUP before 1.12 listens on the address of the host where all addresses are wanted',
  ],
  [
    'script',
    /^--cluster\.listen-address$/,
    listensOnAll,
    'TiUP 1.12 lets Alertmanager listen for its peers on all addresses',
  ],
  ['script', /^--advertise-peer-urls$/, withoutScheme, 'TiUP before 1.10 writes peer addresses without http://'],
  [
    'script',
    /^standard output$/,
    oursOnly,
    'TiUP before 1.2 leaves standard output of dm-master and dm-worker to the journal',
  ],
  [
    'script',
    /^--storage\.tsdb\.retention\.time$/,
    (found, wanted) => found === undefined && wanted === '30d',
    'with storage_retention_size TiUP loses the time, which is 30d where none is set',
  ],
  ['script', /^--web\.external-url$/, oursOnly, 'TiUP before 1.8 gives Alertmanager no external URL'],
  [
    'script',
    /^--collector\.(systemd|interrupts|buddyinfo)$/,
    either,
    'the collectors of node_exporter differ between releases of TiUP',
  ],
  [
    'script',
    /^beside$/,
    theirsOnly,
    'TiUP starts ng-monitoring beside Prometheus where ng_port is set; DM has no use for it',
  ],
  ['unit', /^Service\.ExecReload$/, either, 'the reload command of Prometheus differs between releases of TiUP'],
  [
    'unit',
    /^Install\.WantedBy$/,
    fromTo('multi-user.target', 'default.target'),
    'units of a user want multi-user.target under TiUP, which a user’s systemd does not have',
  ],
  [
    'ini',
    /^server\.server?_from_sub_path$/,
    either,
    'TiUP writes server_from_sub_path beside root_url, a word that Grafana does not know',
  ],
  ['ini', /^(dashboards\.json\.path|grafana_net\.url)$/, theirsOnly, 'TiUP writes settings that Grafana ignores'],
  [
    'ini',
    /^server\.http_addr$/,
    (found, wanted = '') => found === undefined && ['0.0.0.0', '::'].includes(wanted),
    'TiUP lets Grafana listen on all addresses, which is what 0.0.0.0 says',
  ],
  [
    'ini',
    /^paths\.logs$/,
    (found, wanted) => found === `${wanted}s`,
    'TiUP before 1.5 keeps the logs of Grafana in logs',
  ],
  ['ini', /^auth\.login_cookie_name$/, oursOnly, 'TiUP before 1.6 names no cookie of Grafana'],
  [
    'yaml',
    /^datasources\.[^.]+\.(withCredentials|tlsAuth|tlsAuthWithCACert|version)$/,
    theirsOnly,
    'TiUP writes defaults of the data source',
  ],
  [
    'yaml',
    /^datasources\.[^.]+\.isDefault$/,
    fromTo('false', 'true'),
    'TiUP before 1.16 makes the data source no default',
  ],
  ['yaml', /^deleteDatasources\./, either, 'TiUP from 1.9.3 on does not remove an older data source of the same name'],
  [
    'yaml',
    /^modules\.tls_connect\.tcp\.tls_config\.insecure_skip_verify$/,
    (found, wanted) => found === 'false' && wanted === undefined,
    'TiUP writes defaults of blackbox.yml',
  ],
  [
    'yaml',
    /^rule_files$/,
    (found = '', wanted = '') =>
      wanted === 'dm_worker.rules.yml' && found === 'dm_master.rules.yml\ndm_worker.rules.yml',
    'TiUP before 1.4 names a rule file that DM does not bring',
  ],
  ['yaml', /^scrape_configs\.ng-monitoring\./, theirsOnly, 'TiUP scrapes ng-monitoring'],
  [
    'yaml',
    /^scrape_configs\.monitor_port_probe\./,
    theirsOnly,
    'TiUP probes the port of Grafana also where no blackbox_exporter could',
  ],
  [
    'yaml',
    /^scrape_configs\.overwritten-nodes\./,
    oursOnly,
    'TiUP before 1.9 does not scrape the node_exporters of DM clusters',
  ],
  [
    'yaml',
    /^scrape_configs\.blackbox_exporter_.*_icmp\.relabel_configs\./,
    either,
    'TiUP spells the defaults of relabelling out',
  ],
  [
    'yaml',
    /^route\.receiver$/,
    fromTo('db-alert-email', 'blackhole'),
    'TiUP before 1.6 sends alerts to an address that nobody has',
  ],
  [
    'yaml',
    /^receivers\.(db-alert-email|blackhole)\./,
    either,
    'TiUP before 1.6 sends alerts to an address that nobody has',
  ],
]

export const acceptedForms: readonly AcceptedForm[] = rows.map(([form, name, accepts, why]) => ({
  form,
  name,
  accepts,
  why,
}))
