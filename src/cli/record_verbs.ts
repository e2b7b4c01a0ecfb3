// The verbs about what is kept of a cluster: its configuration and its record. Data only.

import { runFlags, type Verb } from './flags.js'

export const recordVerbs: readonly Verb[] = [
  {
    name: 'config',
    summary: 'Sources and tasks of DM as files: dmbook config export|import NAME DIR',
    arguments: ['export|import', 'cluster-name', 'dir'],
    flags: runFlags,
  },
  {
    name: 'edit-config',
    summary: 'Edit the configuration of a cluster; reload applies it',
    arguments: ['cluster-name'],
    flags: [{ name: 'topology-file', takes: 'file', summary: 'take the text from this file, open no editor' }],
  },
  {
    name: 'show-config',
    summary: 'Print the configuration of a cluster',
    arguments: ['cluster-name'],
    flags: [{ name: 'show-secrets', takes: null, summary: 'passwords too' }],
  },
  {
    name: 'meta',
    summary: 'What dmbook keeps of a cluster: meta backup NAME [FILE] | restore NAME FILE | export NAME --tiup',
    arguments: ['backup|restore|export', 'cluster-name', '[file]'],
    flags: [
      { name: 'file', takes: 'file', summary: 'backup, restore: the same as FILE' },
      { name: 'tiup', takes: null, summary: 'export: in the form of tiup dm' },
      { name: 'to', takes: 'folder', summary: 'export: a TiUP home, or its storage/dm (default TIUP_HOME or ~/.tiup)' },
    ],
  },
  {
    name: 'replay',
    summary: 'Type a command of the audit again',
    arguments: ['audit-id'],
    flags: [],
  },
  {
    name: 'rollback',
    summary: 'Put the programs of the version before the upgrade back, where DM allows it',
    arguments: ['cluster-name'],
    flags: [], // those of upgrade: see verbs.ts
  },
]
