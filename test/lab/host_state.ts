// What a scenario compares of a host: files, units, and how often somebody logged in.

import { on } from './lab.js'

export interface UnitState {
  readonly name: string
  /** `active enabled` */
  readonly state: string
  readonly restarts: string
  readonly user: string
}

const ours = "ls /etc/systemd/system | grep -E '^(dm-|prometheus|grafana|alertmanager|node_exp|blackbox).*service$'"

/** Units of clusters, by name. */
export function unitsOf(host: string): UnitState[] {
  const script = `for u in $(${ours}); do
    echo "$u|$(systemctl is-active $u) $(systemctl is-enabled $u)|$(systemctl show -P NRestarts $u)|$(systemctl show -P User $u)"; done`
  return lines(on(host, script)).map((line) => {
    const [name = '', state = '', restarts = '', user = ''] = line.split('|')
    return { name, state, restarts, user }
  })
}

/** systemd's number of each start. */
export const invocations = (host: string): string[] =>
  lines(on(host, `for u in $(${ours}); do echo "$u $(systemctl show -P InvocationID $u)"; done`))

/**
 * Everything below the folders where a cluster leaves anything, with owner, mode and time of change; without what
 * processes write while they run, and without backups that the tools of accounts keep. The mark of a run is raised by
 * each one: it counts without its time.
 */
export const disk = (host: string): string =>
  on(
    host,
    `for f in /dm-deploy /dm-data /home /etc/systemd/system /etc/sudoers.d; do
      [ -e $f ] && find $f \\( -path '*/log/*' -o -path '/dm-data/*/*' \\) -prune -o -type f ! -name '.dmbook-generation-*' -printf '%p %U %m %T@\\n' -o -printf '%p %U %m %l\\n'
    done | sort; getent passwd; getent group; cat /etc/subuid; ls -A /var/tmp | grep -v systemd-private; ls -A /tmp | grep -v systemd-private; ls -A /`,
  )

/** All that lies in the home of an account, and what it may do. */
export const home = (host: string, user: string): string =>
  on(host, `find /home/${user} -type f -printf '%p %U %m %T@\\n' -o -printf '%p %U %m %l\\n' | sort; id ${user}`)

/** Logins that sshd accepted since the host was made; one for each connection. */
export const connections = (host: string): number =>
  Number(on(host, "journalctl -u ssh -o cat | grep -c '^Accepted' || true"))

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
