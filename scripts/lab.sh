#!/usr/bin/env bash
# Real hosts on this machine, for npm run test:lab: systemd-nspawn containers with own systemd, sshd, sudo and address,
# in a network namespace that is made here and that no packet leaves. The tree they start from is built once, from the
# packages of this machine's own apt source, and kept. Root on Linux only. Ends only processes that it started.
#
#   lab.sh why          why it cannot run here, nothing where it can
#   lab.sh up N         hosts h1 to hN at 172.19.0.101 and fd00:19::101 onwards; login ops (key $LAB/key, password below), with sudo
#   lab.sh off|on hN    takes the power away; gives it back: same disk, same address
#   lab.sh in hN CMD…   runs on a host as root, without SSH
#   lab.sh exec CMD…    runs in the namespace, on this machine's files
#   lab.sh down         hosts and namespace are gone, the tree stays
# DMBOOK_LAB_DIR: where all of it lies (/var/tmp/dmbook-lab). DMBOOK_LAB_NS: name of the namespace (dmbook-lab).
# DMBOOK_LAB_BASE: where the tree lies, for labs beside one another (DMBOOK_LAB_DIR).
# DMBOOK_LAB_PACKAGES: more packages for a tree that is yet to be built, with commas.
set -euo pipefail

LAB=${DMBOOK_LAB_DIR:-/var/tmp/dmbook-lab}
TREE=${DMBOOK_LAB_BASE:-$LAB}
NS=${DMBOOK_LAB_NS:-dmbook-lab}
NET=172.19.0
NET6=fd00:19
PASSWORD='ops-of-the-lab'
PACKAGES=systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,iproute2,procps${DMBOOK_LAB_PACKAGES:+,$DMBOOK_LAB_PACKAGES}
NODE=$(readlink -f "${DMBOOK_LAB_NODE:-$(command -v node)}")

main() {
  local verb=${1:-help}
  shift || true
  case $verb in
    why) why ;;
    up) up "$1" ;;
    down) down ;;
    off) off "$1" ;;
    on) boot "$1" && await "$1" ;;
    in) on_host "$@" ;;
    exec) exec nsenter --net="/run/netns/$NS" "$@" ;;
    *) sed -n '2,15s/^# \{0,1\}//p' "$0" ;;
  esac
}

why() {
  local tool
  [ "$(uname -s)" = Linux ] || { echo "this is $(uname -s), not Linux"; return; }
  [ "$(id -u)" = 0 ] || { echo 'it needs root'; return; }
  for tool in systemd-nspawn ip nsenter ssh-keygen; do
    [ -n "$(command -v "$tool")" ] || { echo "there is no $tool: apt-get install systemd-container iproute2 util-linux openssh-client"; return; }
  done
  unshare --mount --net --pid --fork true 2>/dev/null || { echo 'no namespaces may be made here, as in a container without privileges'; return; }
  [ -f "$TREE/base.complete" ] || [ -n "$(command -v debootstrap)" ] || { echo 'there is no debootstrap: apt-get install debootstrap'; return; }
  [ -f "$TREE/base.complete" ] || [ -n "$(apt_source)" ] || echo 'apt has no source of Debian packages'
}

# "URI SUITE" of what this machine installs from.
apt_source() {
  local release
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -v release="$release" '$2 == release && $3 == "main" { print $1, $2; exit }'
}

# Built beside and renamed: a build that was killed is begun anew.
base() {
  [ ! -f "$TREE/base.complete" ] || return 0
  local uri suite
  read -r uri suite < <(apt_source)
  rm -rf "$TREE/base.new" "$TREE/base"
  debootstrap --variant=minbase --include="$PACKAGES" "$suite" "$TREE/base.new" "$uri" >"$TREE/base.log" 2>&1 ||
    { tail -n 5 "$TREE/base.log" >&2; return 1; }
  settle_base "$TREE/base.new"
  mv "$TREE/base.new" "$TREE/base"
  touch "$TREE/base.complete"
}

settle_base() {
  local root=$1 unit
  rm -rf "$root"/etc/ssh/ssh_host_* "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
  # with pam_systemd a login soon after the last logout can wait two minutes for the old user manager inside nspawn
  sed -i '/pam_systemd/s/^[^#]/#&/' "$root/etc/pam.d/common-session"
  chroot "$root" useradd -m -s /bin/bash ops
  echo "ops:$PASSWORD" | chroot "$root" chpasswd
  echo 'ops ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/ops"
  chmod 0440 "$root/etc/sudoers.d/ops"
  ln -sf /lib/systemd/system/systemd-networkd.service "$root/etc/systemd/system/multi-user.target.wants/"
  for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
    systemd-networkd-wait-online.service; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
  done
}

up() {
  local number
  mkdir -p "$LAB/hosts"
  base
  [ -f "$LAB/key" ] || ssh-keygen -q -t ed25519 -N '' -C lab -f "$LAB/key"
  network
  for number in $(seq 1 "$1"); do
    create "h$number" "$1"
    boot "h$number"
  done
  for number in $(seq 1 "$1"); do await "h$number"; done
}

network() {
  [ -e "/run/netns/$NS" ] || ip netns add "$NS"
  ip -n "$NS" link set lo up
  ip -n "$NS" link show br0 >/dev/null 2>&1 || ip -n "$NS" link add br0 type bridge
  ip -n "$NS" address replace "$NET.1/24" dev br0
  ip -n "$NS" address replace "$NET6::1/64" dev br0 nodad
  ip -n "$NS" link set br0 up
  # that a host is off is found out in less than a second
  nsenter --net="/run/netns/$NS" sysctl -qw net.ipv4.neigh.br0.retrans_time_ms=200 net.ipv6.neigh.br0.retrans_time_ms=200
}

address() { echo "$NET.$((100 + ${1#h}))"; }
address6() { echo "$NET6::$((100 + ${1#h}))"; }

# The disk of a host: a layer over the base.
create() {
  local host=$1 count=$2 place=$LAB/hosts/$1 root=$LAB/hosts/$1/root number
  [ ! -d "$place/upper" ] || return 0
  mkdir -p "$place/upper" "$place/work" "$root"
  mount_disk "$host"
  echo "$host" >"$root/etc/hostname"
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$root/etc/machine-id"
  ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$root/etc/ssh/ssh_host_ed25519_key"
  install -d -m 0700 -o 1000 -g 1000 "$root/home/ops/.ssh"
  install -m 0600 -o 1000 -g 1000 "$LAB/key.pub" "$root/home/ops/.ssh/authorized_keys"
  printf '[Match]\nName=host0\n[Network]\nIPv6DuplicateAddressDetection=0\nAddress=%s/24\nAddress=%s/64\nGateway=%s.1\n' \
    "$(address "$host")" "$(address6 "$host")" "$NET" >"$root/etc/systemd/network/10-lab.network"
  for number in $(seq 1 "$count"); do echo "$(address "h$number") h$number"; done >>"$root/etc/hosts"
}

mount_disk() {
  local place=$LAB/hosts/$1
  mountpoint -q "$place/root" ||
    mount -t overlay overlay -o "lowerdir=$TREE/base,upperdir=$place/upper,workdir=$place/work" "$place/root"
}

boot() {
  local host=$1 place=$LAB/hosts/$1
  [ -z "$(keeper "$host")" ] || return 0
  mount_disk "$host"
  reachable_node "$place/root"
  (
    own_group "$host"
    # of the older cgroups systemd does not learn that a unit's last process, no child of its first, is gone: 90 s each
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec setsid nsenter --net="/run/netns/$NS" systemd-nspawn --quiet --directory="$place/root" --boot --machine="dmb-$host" \
      --network-bridge=br0 --bind-ro="$NODE" $(memory_limits) --register=no --keep-unit --console=pipe \
      </dev/null >"$place/console.log" 2>&1
  ) &
  echo $! >"$place/pid"
}

# Hosts of one group find each other's processes in the groups of their units, and fail at ending them.
own_group() {
  local tree
  for tree in $(group_trees); do
    mkdir -p "$tree/$NS-$1"
    echo "$BASHPID" >"$tree/$NS-$1/cgroup.procs"
  done
}

group_trees() {
  local tree
  for tree in /sys/fs/cgroup/unified /sys/fs/cgroup/systemd; do [ ! -f "$tree/cgroup.procs" ] || echo "$tree"; done
  [ ! -f /sys/fs/cgroup/cgroup.controllers ] || echo /sys/fs/cgroup
}

# Where the older cgroups have the memory, DM looks for its limit in the newer ones, which have none, and ends: show it
# the older ones as well.
memory_limits() {
  local group=/sys/fs/cgroup/memory
  [ -f "$group/memory.limit_in_bytes" ] || return 0
  group=$group$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
  echo "--bind-ro=${group%/}:/run/cgroup-memory"
}

# Users of a host must get through to a node that lies in somebody's home.
reachable_node() {
  local folder
  folder=$(dirname "$NODE")
  mkdir -p "$1$folder"
  while [ "$folder" != / ]; do
    chmod a+x "$1$folder"
    folder=$(dirname "$folder")
  done
}

# The process that keeps a host, nothing where it is off; a number that was used again is not ours.
keeper() {
  local pid
  pid=$(cat "$LAB/hosts/$1/pid" 2>/dev/null) || return 0
  ! tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "--directory=$LAB/hosts/$1/root" || echo "$pid"
}

first_process() {
  local pid
  pid=$(keeper "$1")
  [ -z "$pid" ] || tr ' ' '\n' <"/proc/$pid/task/$pid/children" | grep -m 1 . || :
}

await() {
  local turn
  for turn in $(seq 1 600); do
    if [ -n "$(keeper "$1")" ] && greets "$1"; then return; fi
    sleep 0.1
  done
  echo "lab: $1 does not come up" >&2
  tail -n 5 "$LAB/hosts/$1/console.log" >&2
  return 1
}

greets() {
  nsenter --net="/run/netns/$NS" timeout 1 \
    bash -c 'exec 3<>"/dev/tcp/$0/22" && read -r line <&3 && [[ $line == SSH-* ]]' "$(address "$1")" 2>/dev/null
}

on_host() {
  local host=$1 pid
  shift
  pid=$(first_process "$host")
  [ -n "$pid" ] || { echo "lab: $host is off" >&2; return 1; }
  exec nsenter --target "$pid" --mount --uts --ipc --net --pid --cgroup --root -- \
    env -C / -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C "$@"
}

# With its first process every process of a host ends.
off() {
  local pid keeper turn
  keeper=$(keeper "$1")
  [ -n "$keeper" ] || return 0
  pid=$(first_process "$1")
  [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || :
  for turn in $(seq 1 50); do
    [ -n "$(keeper "$1")" ] || break
    sleep 0.1
    [ "$turn" -lt 40 ] || kill -KILL "$keeper" 2>/dev/null || :
  done
  rm -f "$LAB/hosts/$1/pid"
  # else the last that was known of it is believed for half a minute
  ip -n "$NS" neigh flush dev br0 2>/dev/null || :
}

down() {
  local place host tree
  for place in "$LAB"/hosts/*; do
    [ -d "$place" ] || continue
    host=$(basename "$place")
    off "$host"
    for tree in $(group_trees); do find "$tree/$NS-$host" -depth -type d -exec rmdir {} + 2>/dev/null || :; done
    ! mountpoint -q "$place/root" || umount "$place/root" || umount --lazy "$place/root"
    rm -rf "$place"
  done
  [ ! -e "/run/netns/$NS" ] || ip netns delete "$NS"
}

main "$@"
