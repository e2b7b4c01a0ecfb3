// The same work written for dmbook, Ansible and pyinfra: twenty states on each host, and ten files of 4 KiB.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, key, program, timed } from './lab.mjs'

/** Writes the three forms into `work`; gives for each tool `states()` and `files()`, in wall milliseconds. */
export function written(work, { hosts, bin }) {
  const numbers = Array.from({ length: hosts }, (_, index) => index + 1)
  const ten = Array.from({ length: 10 }, (_, index) => index)
  mkdirSync(join(work, 'files'), { recursive: true })
  const text = (name, lines) => writeFileSync(join(work, name), `${lines.join('\n')}\n`)

  text('hosts.yaml', [
    'all:',
    '  vars: { ansible_user: ops, ansible_become: true }',
    '  hosts:',
    ...numbers.map((number) => `    h${number}: { ansible_host: ${address(number)} }`),
  ])
  const play = (name, tasks) => [
    `description: ${name}`,
    'plays:',
    `  - name: ${name}`,
    '    hosts: all',
    '    tasks:',
    ...tasks,
  ]
  text(
    'states.yaml',
    play('Keep twenty states', [
      '      - { name: Keep the place, directory: { path: /opt/bench } }',
      ...ten.flatMap((n) => [
        `      - { name: Keep directory ${n}, directory: { path: /opt/bench/d${n}, mode: "0750" } }`,
        ...(n === 0
          ? []
          : [
              `      - { name: Keep file ${n}, file: { path: /opt/bench/f${n}, content: "content of ${n}\\n", mode: "0644" } }`,
            ]),
      ]),
    ]),
  )
  text(
    'files.yaml',
    play(
      'Keep ten files',
      ten.map(
        (n) => `      - { name: Keep file ${n}, file: { path: /opt/bench/c${n}, src: files/c${n}, mode: "0644" } }`,
      ),
    ),
  )

  text('ansible.cfg', [
    '[defaults]',
    'forks = 20',
    'host_key_checking = False',
    'gathering = explicit',
    'interpreter_python = /usr/bin/python3',
    `private_key_file = ${key}`,
    'retry_files_enabled = False',
    '[ssh_connection]',
    'pipelining = True',
    `control_path_dir = ${join(work, 'cp')}`,
  ])
  text('ansible_states.yml', [
    '- hosts: all',
    '  gather_facts: false',
    '  tasks:',
    '    - file: { path: /opt/bench, state: directory, mode: "0755" }',
    ...ten.flatMap((n) => [
      `    - file: { path: /opt/bench/d${n}, state: directory, mode: "0750" }`,
      ...(n === 0 ? [] : [`    - copy: { dest: /opt/bench/f${n}, content: "content of ${n}\\n", mode: "0644" }`]),
    ]),
  ])
  text('ansible_files.yml', [
    '- hosts: all',
    '  gather_facts: false',
    '  tasks:',
    ...ten.map((n) => `    - copy: { dest: /opt/bench/c${n}, src: files/c${n}, mode: "0644" }`),
  ])

  text('inventory.py', [
    `hosts = [${numbers.map((n) => `("${address(n)}", {"ssh_user": "ops", "ssh_key": "${key}", "_sudo": True, "ssh_strict_host_key_checking": "off"})`).join(', ')}]`,
  ])
  text('pyinfra_states.py', [
    'from io import StringIO',
    'from pyinfra.operations import files',
    'files.directory(path="/opt/bench", mode="755")',
    ...ten.flatMap((n) => [
      `files.directory(path="/opt/bench/d${n}", mode="750")`,
      ...(n === 0 ? [] : [`files.put(src=StringIO("content of ${n}\\n"), dest="/opt/bench/f${n}", mode="644")`]),
    ]),
  ])
  text('pyinfra_files.py', [
    'from pyinfra.operations import files',
    ...ten.map((n) => `files.put(src="files/c${n}", dest="/opt/bench/c${n}", mode="644")`),
  ])

  const here = { cwd: work, more: { DMBOOK_HOME: join(work, 'state'), HOME: work, NO_COLOR: '1' } }
  const dmbook = (file) =>
    timed(
      [
        process.execPath,
        program,
        'run',
        file,
        '-i',
        'hosts.yaml',
        '--identity_file',
        key,
        '--accept-new-host-keys',
        '-y',
      ],
      here,
    ).ms
  const ansible = (file) => timed([join(bin, 'ansible-playbook'), '-i', 'hosts.yaml', file], here).ms
  const pyinfra = (file) => timed([join(bin, 'pyinfra'), '-y', 'inventory.py', file], here).ms
  return {
    dmbook: { states: () => dmbook('states.yaml'), files: () => dmbook('files.yaml') },
    ...(bin
      ? {
          'ansible (pipelining)': {
            states: () => ansible('ansible_states.yml'),
            files: () => ansible('ansible_files.yml'),
          },
          pyinfra: { states: () => pyinfra('pyinfra_states.py'), files: () => pyinfra('pyinfra_files.py') },
        }
      : {}),
  }
}
