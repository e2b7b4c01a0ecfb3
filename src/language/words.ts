// The closed table of words of a playbook, and what to say of words that Ansible has and we have not.

import { listed, nearest } from '../core/text.js'

export const words = {
  playbook: ['description', 'arguments', 'inputs', 'select', 'confirm', 'plays'],
  input: ['type', 'description', 'default', 'required', 'values'],
  play: [
    'name',
    'hosts',
    'for_each',
    'serial',
    'order',
    'last',
    'vars',
    'become',
    'become_user',
    'max_failures',
    'unreachable',
    'tags',
    'tasks',
    'handlers',
    'when',
  ],
  include: ['description', 'inputs', 'tasks'],
  /** every kind of task */
  task: ['name', 'when', 'become', 'become_user', 'run_once', 'on', 'vars', 'tags', 'notify'],
  /** tasks that name a module */
  module: ['loop', 'register', 'until', 'retries', 'delay', 'timeout', 'changed_when', 'failed_when', 'no_log'],
  block: ['block', 'rescue', 'always'],
  including: ['include', 'with'],
  setting: ['set'],
} as const

const foreign: Readonly<Record<string, string>> = {
  action: 'name the module itself: service: { … }',
  any_errors_fatal: 'write max_failures: 0 on the play',
  args: 'all parameters stand under the module',
  async: 'write timeout: on the task',
  become_flags: 'sudo is the only way to become another user',
  become_method: 'sudo is the only way to become another user',
  check_mode: 'a plan runs every check: --plan',
  collections: 'modules are built in; see dmbook module list',
  connection: 'write ansible_connection in the inventory',
  delegate_to: 'write on: control for the control machine, or a play of its own for other hosts',
  environment: 'give the variables to the command module',
  failed: 'write failed_when',
  fail_when: 'write failed_when',
  force_handlers: 'always runs whatever happened before',
  gather_facts: 'facts are always taken at connect; remove this line',
  ignore_errors: 'write failed_when: "false", or a block with rescue',
  ignore_unreachable: 'write unreachable on the play',
  import_playbook: 'write the plays into this file',
  import_role: 'write include: parts/x.yaml',
  import_tasks: 'write include',
  include_role: 'write include: parts/x.yaml',
  include_tasks: 'write include',
  include_vars: 'write vars, or inputs',
  local_action: 'write on: control',
  loop_control: 'item and index are always there in a task with loop',
  max_fail_percentage: 'write max_failures: "20%"',
  post_tasks: 'write a play after this one',
  pre_tasks: 'write a play before this one',
  remote_user: 'write ansible_user in the inventory',
  roles: 'write tasks, and include: parts/x.yaml for what several playbooks share',
  set_fact: 'write set: { name: value }; it holds for the host, to the end of the run',
  strategy: 'tasks run one after the other, hosts at once; serial and order say the rest',
  throttle: 'write serial on the play',
  vars_files: 'write vars, or inputs',
  vars_prompt: 'write inputs',
  with_dict: 'write loop: with a list',
  with_fileglob: 'write loop: with a list',
  with_items: 'write loop: with a list',
  with_sequence: 'write loop: with a list',
}

const taskWords: readonly string[] = [...words.task, ...words.module]

/** The hint for what is no parameter of a module: a word that stands beside it, or Ansible's `cmd`; else undefined. */
export function parameterHint(word: string): string | undefined {
  if (taskWords.includes(word)) return `${word} stands beside the module: it is a word of the task`
  return word === 'cmd' ? 'write argv: [program, word, …], or shell: with a text for the shell' : undefined
}

/** The hint for a word that does not belong here: what Ansible's word is called with us, or the nearest of `allowed`. */
export function wordHint(word: string, allowed: readonly string[]): string {
  const bare = word.replace(/^(ansible|community)\.\w+\./, '')
  const known = Object.hasOwn(foreign, bare) ? foreign[bare] : undefined
  if (known) return known
  const near = nearest(bare, allowed)
  if (near) return `did you mean ${near}?`
  const elsewhere = Object.entries(words).find(([, list]) => (list as readonly string[]).includes(word))?.[0]
  if (elsewhere && word !== 'name')
    return elsewhere === 'module'
      ? `${word} belongs to a task with a module`
      : `${word} belongs to ${placeOf(elsewhere)}`
  return allowed.length > 20 ? 'dmbook module list shows all modules' : `known words: ${listed(allowed)}`
}

function placeOf(table: string): string {
  if (table === 'include' || table === 'playbook') return 'the top of a file'
  return table === 'including' ? 'an include' : table === 'setting' ? 'a task' : `a ${table}`
}
