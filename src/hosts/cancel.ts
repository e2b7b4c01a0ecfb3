// Ends what a resident shell is running, from another channel: TERM, and KILL to whatever is left after a grace.
// Meant are the shell's descendants, and the rest of its process group: what a script left behind without setsid.
// The shell and its own ancestors (sudo, sshd) are spared, so that the shell survives. Only builtins walk /proc:
// hundreds of processes cost some milliseconds, and no `ps` is needed.

import { type Script, sh } from '../core/sh.js'

/** `ended` where nothing is left; the script fails (rc 1) where something even survives KILL. */
export function endScriptsOf(pid: number, graceSeconds: number): Script {
  return sh`shell=${pid} grace=${graceSeconds} known= found=
${sh.part(walk)}
spared=' '; pid=$shell
while [ "$pid" -gt 1 ] && fields "$pid"; do spared="$spared$pid "; pid=$parent; done
fields "$shell" || exit 0
group_of_shell=$group
each() { kill -"$1" $found 2>/dev/null; }
look; [ -z "$found" ] && exit 0
each TERM
turns=0
while [ "$turns" -lt $((grace * 10)) ]; do
  sleep 0.1 2>/dev/null || { sleep 1; turns=$((turns + 9)); }
  turns=$((turns + 1)); look; [ -z "$found" ] && exit 0
done
each KILL
sleep 1; look; [ -z "$found" ]`
}

/** `fields PID` sets parent and group; `look` sets found to the process ids that are meant. */
const walk = sh`fields() {
  stat=; { read -r stat <"/proc/$1/stat"; } 2>/dev/null
  [ -n "$stat" ] || return 1
  set -- \${stat##*) }
  state=$1 parent=$2 group=$3
}
look() {
  known="$known$found" found= more=1; ours=" $shell$known "
  while [ "$more" = 1 ]; do
    more=0
    for entry in /proc/[0-9]*; do
      pid=\${entry#/proc/}
      case "$spared$found " in *" $pid "*) continue ;; esac
      fields "$pid" && [ "$state" != Z ] || continue
      case "$ours" in
        *" $parent "* | *" $pid "*) ;;
        *) [ "$group" = "$group_of_shell" ] || continue ;;
      esac
      found="$found $pid" ours="$ours$pid " more=1
    done
  done
}`
