// What an ansible.cfg says of connections. The first file that is found counts alone, as with Ansible.

export interface AnsibleCfg {
  readonly remotePort: number | null
  readonly remoteUser: string | null
  readonly privateKeyFile: string | null
  /** options for ssh, where a jump host may be named: they stand before those of a host */
  readonly sshArgs: string | null
  readonly vaultPasswordFile: string | null
}

export const noAnsibleCfg: AnsibleCfg = {
  remotePort: null,
  remoteUser: null,
  privateKeyFile: null,
  sshArgs: null,
  vaultPasswordFile: null,
}

/** Lines that are none are passed over; the last of two equal keys wins. */
export function readAnsibleCfg(text: string): AnsibleCfg {
  const values = new Map<string, string>()
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    section = /^\s*\[([^\]]+)\]/.exec(line)?.[1] ?? section
    const [, key, value] = /^([A-Za-z_]+)\s*[=:]\s*(.*?)\s*(?:\s[;#].*)?$/.exec(line) ?? []
    if (key !== undefined && value) values.set(`${section}.${key}`, value)
  }
  const port = Number(values.get('defaults.remote_port'))
  return {
    remotePort: Number.isInteger(port) && port > 0 ? port : null,
    remoteUser: values.get('defaults.remote_user') ?? null,
    privateKeyFile: values.get('defaults.private_key_file') ?? null,
    sshArgs: values.get('ssh_connection.ssh_args') ?? null,
    vaultPasswordFile: values.get('defaults.vault_password_file') ?? null,
  }
}
