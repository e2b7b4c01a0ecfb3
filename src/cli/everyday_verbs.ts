// The verbs of every day around clusters that are no playbooks: exec, logs, ssh; audit, runs, resume; lock; mirror;
// completion. Data only.

import { selectFlags, type Verb } from './flags.js'
import { recordVerbs } from './record_verbs.js'

export const everydayVerbs: readonly Verb[] = [
  ...recordVerbs,
  {
    name: 'exec',
    summary: 'Run a command on the machines of a cluster',
    arguments: ['cluster-name'],
    flags: [
      { name: 'command', takes: 'text', summary: 'a text for sh, run in the home directory (default ls)' },
      { name: 'node', short: 'N', takes: 'id', many: true, summary: 'only on the machines of these nodes or hosts' },
      { name: 'role', short: 'R', takes: 'role', many: true, summary: 'only on the machines of these roles' },
      { name: 'sudo', takes: null, summary: 'run it as root' },
    ],
  },
  {
    name: 'logs',
    summary: "Show the end of an instance's log",
    arguments: ['cluster-name'],
    flags: [
      ...selectFlags,
      { name: 'lines', short: 'n', takes: 'number', summary: 'how many of the last lines (default 200)' },
      { name: 'follow', short: 'f', takes: null, summary: 'go on with what is written, until Ctrl-C' },
    ],
  },
  {
    name: 'ssh',
    summary: "Open a session on an instance's machine, in its deploy directory",
    arguments: ['cluster-name'],
    flags: selectFlags,
  },
  {
    name: 'audit',
    summary: 'Show what was done to clusters; audit ID shows one run, audit cleanup forgets old ones',
    arguments: ['[id|cleanup]'],
    flags: [{ name: 'retain-days', takes: 'days', summary: 'cleanup keeps what is younger (default 60)' }],
  },
  { name: 'runs', summary: 'List runs and how they ended', arguments: [], flags: [] },
  {
    name: 'resume',
    summary: 'Go on with a run that was killed or failed; without an id the last one',
    arguments: ['[run]'],
    flags: [],
  },
  {
    name: 'lock',
    summary: 'Show who changes a cluster now, or break the lock: dmbook lock status|break NAME',
    arguments: ['status|break', 'cluster-name'],
    flags: [{ name: 'force', takes: null, summary: 'break it although its holder runs' }],
  },
  {
    name: 'mirror',
    summary: 'Where packages come from: mirror set WHERE | show | versions COMPONENT | get COMPONENT [VERSION]',
    arguments: ['set|show|versions|get', '[word]', '[version]'],
    flags: [
      { name: 'mirror', takes: 'where', summary: 'look here instead of the default (also DMBOOK_MIRROR)' },
      { name: 'root', takes: 'file', summary: 'the root.json to trust; else the keys of the first use are kept' },
      { name: 'os', takes: 'os', summary: 'system of the package (default linux)' },
      { name: 'arch', takes: 'arch', summary: 'its architecture (default that of this machine)' },
    ],
  },
  {
    name: 'inventory',
    summary: 'Look into an Ansible inventory: inventory show|graph FILE, host FILE HOST, convert FILE NEW.yaml',
    arguments: ['show|graph|host|convert', 'file', '[host|new-file]'],
    flags: [
      { name: 'vars', takes: null, summary: 'graph: the variables of groups and hosts too' },
      { name: 'topology', takes: null, summary: "convert: dm-ansible's inventory into a topology of DM 2.0" },
      { name: 'playbook', takes: 'file', summary: 'count the group_vars and host_vars beside this playbook too' },
    ],
  },
  {
    name: 'completion',
    summary: 'Print a script that completes words in bash, zsh or fish',
    arguments: ['bash|zsh|fish'],
    flags: [],
  },
]
