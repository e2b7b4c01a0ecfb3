// What several sections of a topology share: limits of a process, and where an instance lives.

import Type from 'typebox'
import { bandwidth, directory, host, limit, numaNode, oneOf, packageName, port, yesOrNo } from './words.js'

export const resourceControl = Type.Object(
  {
    memory_limit: Type.Optional(limit("systemd's MemoryLimit, such as 2G.")),
    cpu_quota: Type.Optional(limit("systemd's CPUQuota, such as 200%.")),
    io_read_bandwidth_max: Type.Optional(bandwidth("systemd's IOReadBandwidthMax, such as /dev/sda 100M.")),
    io_write_bandwidth_max: Type.Optional(bandwidth("systemd's IOWriteBandwidthMax.")),
    limit_core: Type.Optional(limit("systemd's LimitCORE, such as infinity.")),
    timeout_stop_sec: Type.Optional(limit("systemd's TimeoutStopSec.")),
    timeout_start_sec: Type.Optional(limit("systemd's TimeoutStartSec.")),
  },
  { additionalProperties: false, description: 'Limits that systemd sets for the process.' },
)

/** Both spellings of each architecture; `platform.ts` makes one of them. */
export const arch = oneOf(
  ['amd64', 'arm64', 'x86_64', 'aarch64', 'AMD64', 'ARM64', 'X86_64', 'AARCH64'],
  'Architecture; looked up on the machine where absent.',
)

export const os = oneOf(['linux', 'Linux', 'LINUX'], 'Operating system.')

/** The keys of every instance. */
export const placement = {
  host: host('Address or name by which the other instances reach this one.'),
  manage_host: Type.Optional(host('Address for SSH where it is not the host.')),
  ssh_port: Type.Optional(port('Port of sshd; that of global where absent.')),
  deploy_dir: Type.Optional(
    directory('Where programs, configuration and scripts lie; below the deploy_dir of global where absent.'),
  ),
  resource_control: Type.Optional(resourceControl),
  arch: Type.Optional(arch),
  os: Type.Optional(os),
  ignore_exporter: Type.Optional(yesOrNo('Leave the exporters of this machine to somebody else.')),
  patched: Type.Optional(yesOrNo('Kept by the tool: the program came from a patch.')),
}

/** Of every instance but Grafana. */
export const storage = {
  data_dir: Type.Optional(directory('Where it keeps its data.')),
  log_dir: Type.Optional(directory('Where it writes its log; below deploy_dir where relative.')),
  numa_node: Type.Optional(numaNode('NUMA nodes that the process is bound to.')),
}

export const source = Type.Optional(packageName('Package to install in place of the usual one.'))
