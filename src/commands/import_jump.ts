// The way to the hosts of DM 1.0: through the jump host that Ansible was told of, where the flags name none.

import type { Invocation } from '../cli/io.js'
import type { JumpFound } from '../dm/legacy/jump.js'

export function throughJump(invocation: Invocation, found: JumpFound): Invocation {
  const { options, settings, io } = invocation
  if (settings.ssh === 'none' || options.ssh_proxy_host !== undefined || found.kind === 'none') return invocation
  if (found.kind !== 'jump') {
    io.warn(
      'warning: the way to the hosts that Ansible was told (ansible_ssh_common_args, or ssh_args of ansible.cfg) is not followed: it is not one plain jump host for all. Give --ssh-proxy-host, or ProxyJump in ~/.ssh/config',
    )
    return invocation
  }
  const { host, port, user, key } = found.jump
  io.warn(
    `the hosts are reached through ${host}, as Ansible reached them: later verbs want --ssh-proxy-host ${host} too`,
  )
  const given = {
    ssh_proxy_host: host,
    ...(port === null ? {} : { ssh_proxy_port: port }),
    ...(user === null ? {} : { ssh_proxy_user: user }),
    ...(key === null ? {} : { ssh_proxy_identity_file: key }),
  }
  return { ...invocation, options: { ...options, ...given } }
}
