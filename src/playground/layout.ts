// What lies in the package of each component: TiUP's layout (tiup-dm §4, dm-runtime §5.2), filled with stand-ins.

import { dashboardText, rulesText } from './monitor_files.js'
import type { ProgramName } from './stamp.js'

export const componentNames = [
  'dm-master',
  'dm-worker',
  'dmctl',
  'prometheus',
  'grafana',
  'alertmanager',
  'node_exporter',
  'blackbox_exporter',
] as const

export type ComponentName = (typeof componentNames)[number]

export type PackedEntry =
  | { readonly kind: 'program'; readonly program: ProgramName }
  | { readonly kind: 'text'; readonly text: string }

/** Third-party components whose packages have their own version; the others carry the cluster's. */
const ownVersions: Readonly<Partial<Record<ComponentName, string>>> = {
  alertmanager: 'v0.17.0',
  node_exporter: 'v1.3.1',
  blackbox_exporter: 'v0.21.1',
}

export function componentVersion(component: ComponentName, clusterVersion: string): string {
  return ownVersions[component] ?? clusterVersion
}

/** Path inside the package → what it is. */
export function layoutOf(component: ComponentName): Readonly<Record<string, PackedEntry>> {
  return { ...layouts[component], ...(component.startsWith('dm') ? monitoring(component) : {}) }
}

const layouts: Readonly<Record<ComponentName, Readonly<Record<string, PackedEntry>>>> = {
  'dm-master': { 'dm-master/dm-master': program('dm-master') },
  'dm-worker': { 'dm-worker/dm-worker': program('dm-worker') },
  dmctl: { 'dmctl/dmctl': program('dmctl') },
  prometheus: {
    'prometheus/prometheus': program('prometheus'),
    'prometheus/promtool': program('promtool'),
    'prometheus/prometheus.yml': text('global:\n  scrape_interval: 15s\n'),
    'prometheus/node.rules.yml': text('groups: []\n'),
  },
  grafana: {
    'bin/grafana-server': program('grafana-server'),
    'conf/defaults.ini': text('[server]\nhttp_port = 3000\n'),
    'public/index.html': text('<!doctype html><title>Grafana</title>\n'),
  },
  alertmanager: {
    'alertmanager/alertmanager': program('alertmanager'),
    'alertmanager/amtool': program('amtool'),
    'alertmanager/alertmanager.yml': text('route:\n  receiver: blackhole\nreceivers:\n  - name: blackhole\n'),
  },
  node_exporter: { 'node_exporter/node_exporter': program('node_exporter') },
  blackbox_exporter: {
    'blackbox_exporter/blackbox_exporter': program('blackbox_exporter'),
    'blackbox_exporter/blackbox.yml': text('modules:\n  tcp_connect:\n    prober: tcp\n'),
  },
}

function monitoring(folder: string): Record<string, PackedEntry> {
  return {
    [`${folder}/conf/dm_worker.rules.yml`]: text(rulesText),
    [`${folder}/scripts/DM-Monitor-Standard.json`]: text(dashboardText('DM-Monitor-Standard')),
    [`${folder}/scripts/DM-Monitor-Professional.json`]: text(dashboardText('DM-Monitor-Professional')),
  }
}

function program(name: ProgramName): PackedEntry {
  return { kind: 'program', program: name }
}

function text(content: string): PackedEntry {
  return { kind: 'text', text: content }
}
