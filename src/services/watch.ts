// The shell side of `supervised`: what a unit's state files say, and whether that is still true.
// UNIT.state holds `STATE PID TICKS BOOT COUNT FAILURE…`, UNIT.loop holds `PID TICKS BOOT`. A process is ours only where
// its start ticks (/proc/PID/stat field 22) and the boot are those on record: a process id alone is used again.

import { type Script, sh } from '../core/sh.js'

/** Functions for a script whose directory is the folder and whose variable `unit` names the unit. */
export const watching: Script = sh`boot=; { read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
ticks_of() {
  stat=; { read -r stat <"/proc/$1/stat"; } 2>/dev/null
  set -- \${stat##*) }
  ticks=\${20:-}
  [ -n "$ticks" ] && [ "$1" != Z ]
}
alive() { [ "$1" -gt 1 ] && [ "$3" = "$boot" ] && ticks_of "$1" && [ "$ticks" = "$2" ]; }
load() {
  state=none pid=0 since=0 booted=- count=0 failure=
  { read -r state pid since booted count failure <"$unit.state"; } 2>/dev/null
  loop=0 loop_since=0 loop_booted=-
  { read -r loop loop_since loop_booted <"$unit.loop"; } 2>/dev/null
}
process_alive() { alive "$pid" "$since" "$booted"; }
loop_alive() { alive "$loop" "$loop_since" "$loop_booted"; }
keep() { printf '%s\\n' "$2" >"$1.$$" && mv -f "$1.$$" "$1"; }
nap() { sleep 0.1 2>/dev/null || sleep 1; }`
