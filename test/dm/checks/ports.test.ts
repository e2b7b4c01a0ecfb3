import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ports } from '../../../src/dm/checks/ports.js'
import { findingsOf } from './findings_of.js'

describe('ports()', () => {
  const fine: [string, string][] = [
    ['one port on two machines', 'master_servers: [{host: a}, {host: b}]\n'],
    ['exporters beside others', 'monitored: {}\nmaster_servers: [{host: a}]\n'],
    ['a port of exporters that are not there', 'master_servers: [{host: a, port: 9100}]\n'],
    [
      'a port of exporters that somebody else runs',
      'monitored: {}\nmaster_servers: [{host: a, port: 9100, ignore_exporter: true}]\n',
    ],
    ['ng_port off', 'monitoring_servers: [{host: a, ng_port: 0}, {host: a, port: 1, ng_port: 0}]\n'],
  ]
  for (const [what, text] of fine) test(`takes ${what}`, () => assert.deepEqual(findingsOf(ports, text), []))

  const refused: [string, string, string][] = [
    [
      'two instances',
      'master_servers: [{host: a, peer_port: 8262}]\nworker_servers: [{host: a}]\n',
      'error worker_servers[0].port (master_servers[0].peer_port): port 8262 of a is taken twice: by dm-master-8261 (peer_port) and dm-worker-8262 (port)',
    ],
    [
      'one instance',
      'master_servers: [{host: a, port: 1, peer_port: 1}]\n',
      'error master_servers[0].peer_port (master_servers[0].port): port 1 of a is taken twice: by dm-master-1 (port) and dm-master-1 (peer_port)',
    ],
    [
      'two hosts of one machine',
      'master_servers: [{host: a, manage_host: m}, {host: b, manage_host: m, peer_port: 1}]\n',
      'error master_servers[1].port (master_servers[0].port): port 8261 of m is taken twice: by dm-master-8261 (port) and dm-master-8261 (port)',
    ],
    [
      'an exporter',
      'monitored: {}\nmaster_servers: [{host: a, port: 9115}]\n',
      'error monitored.blackbox_exporter_port (master_servers[0].port): port 9115 of a is taken twice: by dm-master-9115 (port) and blackbox_exporter',
    ],
    [
      'both exporters',
      'monitored: {node_exporter_port: 9115}\nmaster_servers: [{host: a}]\n',
      'error monitored.blackbox_exporter_port (monitored.node_exporter_port): port 9115 of a is taken twice: by node_exporter and blackbox_exporter',
    ],
    [
      'ng_port',
      'monitoring_servers: [{host: a, ng_port: 9090}]\n',
      'error monitoring_servers[0].ng_port (monitoring_servers[0].port): port 9090 of a is taken twice: by prometheus-9090 (port) and prometheus-9090 (ng_port)',
    ],
  ]
  for (const [what, text, found] of refused)
    test(`finds ${what}`, () => assert.deepEqual(findingsOf(ports, text), [found]))
})
