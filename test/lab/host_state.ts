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
export const unitsOf = (host: string): UnitState[] =>
  shown(host).map(({ Id, ActiveState, UnitFileState, NRestarts, User }) => ({
    name: Id ?? '',
    state: `${ActiveState} ${UnitFileState}`,
    restarts: NRestarts ?? '',
    user: User ?? '',
  }))

/** systemd's number of each start. */
export const invocations = (host: string): string[] =>
  shown(host).map(({ Id, InvocationID }) => `${Id} ${InvocationID}`)

/** What systemd knows of each unit, asked once for all of them. */
function shown(host: string): Record<string, string>[] {
  const wanted = '-p Id -p ActiveState -p UnitFileState -p NRestarts -p User -p InvocationID'
  const text = on(host, `u=$(${ours}); [ -z "$u" ] || systemctl show ${wanted} $u`)
  return text
    .split('\n\n')
    .map(lines)
    .filter((unit) => unit.length > 0)
    .map((unit) => Object.fromEntries(unit.map((line) => line.split(/=(.*)/, 2))))
}

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
