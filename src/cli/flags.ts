// The flags as data: what commander is built from, and what help and completion print.
// Imports nothing heavy: `--help` must cost no more than a bare node.

/** `takes` null: a switch, which is true, or false as `--x=false`; it never takes the next word. */
export interface Flag {
  readonly name: string
  readonly short?: string
  readonly takes: string | null
  readonly summary: string
  /** may be given several times, and splits at commas */
  readonly many?: boolean
  readonly hidden?: boolean
  readonly choices?: readonly string[]
}

/** A verb as `--help` shows it. An argument in brackets may be absent: `[id]`. */
export interface Verb {
  readonly name: string
  readonly summary: string
  readonly arguments: readonly string[]
  readonly flags: readonly Flag[]
  /** the last argument takes all that is left, flags too */
  readonly rest?: boolean
  readonly hidden?: boolean
}

/** As TiUP has them: one jump host before every machine. */
export const proxyFlags: readonly Flag[] = [
  { name: 'ssh-proxy-host', takes: 'host', hidden: true, summary: 'reach every machine through this jump host' },
  { name: 'ssh-proxy-user', takes: 'name', hidden: true, summary: 'user on the jump host (default: the calling user)' },
  { name: 'ssh-proxy-port', takes: 'port', hidden: true, summary: 'SSH port of the jump host (default 22)' },
  { name: 'ssh-proxy-identity-file', takes: 'file', hidden: true, summary: 'private key for the jump host' },
  { name: 'ssh-proxy-use-password', takes: null, hidden: true, summary: 'ask for a password of the jump host' },
  { name: 'ssh-proxy-timeout', takes: 'time', hidden: true, summary: 'longest wait for the jump host (default 5s)' },
]

/** What opens values of an Ansible inventory, for every verb that reads one. */
export const vaultFlags: readonly Flag[] = [
  {
    name: 'vault-password-file',
    takes: 'file',
    many: true,
    hidden: true,
    summary: 'the password of what ansible-vault encrypted',
  },
  { name: 'vault-id', takes: 'id@file', many: true, hidden: true, summary: 'one with a label; id@prompt asks for it' },
]

export const globalFlags: readonly Flag[] = [
  { name: 'yes', short: 'y', takes: null, summary: 'answer yes to every question' },
  {
    name: 'ssh',
    takes: 'kind',
    choices: ['builtin', 'system', 'none'],
    summary: 'how machines are reached: builtin, system, none (this machine)',
  },
  { name: 'native-ssh', takes: null, hidden: true, summary: 'the same as --ssh system' },
  { name: 'ssh-timeout', takes: 'time', summary: 'longest wait for a connection (default 5s)' },
  { name: 'wait-timeout', takes: 'time', summary: 'longest wait for readiness (default 60s)' },
  { name: 'json', takes: null, summary: 'print JSON instead of text' },
  { name: 'format', takes: 'kind', choices: ['default', 'json'], hidden: true, summary: 'default or json' },
  { name: 'verbose', takes: null, summary: 'show every host and every skipped task' },
  ...proxyFlags,
  ...vaultFlags,
]

/** The login that whoever runs dmbook has on the machines; a cluster's own login is made with it. */
export const loginFlags: readonly Flag[] = [
  {
    name: 'user',
    short: 'u',
    takes: 'name',
    summary: "log in as this user, who may use sudo (default: the calling user; of import: Ansible's)",
  },
  {
    name: 'identity_file',
    short: 'i',
    takes: 'file',
    summary: 'private key to log in with (default: the agent, ~/.ssh/id_ed25519, ~/.ssh/id_rsa)',
  },
  { name: 'password', short: 'p', takes: null, summary: 'log in with a password; it is asked for' },
  { name: 'password-file', takes: 'file', summary: 'log in with the password in this file' },
  { name: 'password-fd', takes: 'number', summary: 'log in with the password that comes on this file descriptor' },
  { name: 'accept-new-host-keys', takes: null, summary: 'trust the host keys of machines that are not known yet' },
]

export const runFlags: readonly Flag[] = [
  { name: 'plan', takes: null, summary: 'look only: show what would change, change nothing' },
  { name: 'check', takes: null, hidden: true, summary: 'the same as --plan' },
  { name: 'list-hosts', takes: null, summary: 'print plays and their hosts, contact nothing' },
  { name: 'list-tasks', takes: null, summary: 'print plays, hosts and tasks, contact nothing' },
]

export const selectFlags: readonly Flag[] = [
  { name: 'node', short: 'N', takes: 'id', many: true, summary: 'only these nodes, as display names them' },
  { name: 'role', short: 'R', takes: 'role', many: true, summary: 'only these roles; with -N those that match both' },
]

/** Chosen when a cluster is made, kept in its state. */
export const clusterFlags: readonly Flag[] = [
  {
    name: 'services',
    takes: 'kind',
    choices: ['systemd', 'supervised'],
    summary: 'what runs the processes: systemd, or supervised (needs neither root nor systemd)',
  },
  { name: 'mirror', takes: 'where', summary: 'folder or URL that packages come from (also DMBOOK_MIRROR)' },
]
