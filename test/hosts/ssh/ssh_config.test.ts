import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { sshConfig, unconfigured } from '../../../src/hosts/ssh/ssh_config.js'
import { temporaryFolder } from '../../fakes/temporary_folder.js'

function configIn(context: TestContext, files: Readonly<Record<string, string>>) {
  const home = temporaryFolder(context)
  mkdirSync(join(home, '.ssh', 'conf.d'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, '.ssh', name), text)
  return sshConfig([join(home, '.ssh', 'config')], { home })
}

describe('sshConfig()', () => {
  test('says nothing where there is no file', (context) => {
    assert.deepEqual(configIn(context, {}).host('a'), unconfigured)
  })

  test('the first value wins, keys add up, words are of any case', (context) => {
    const config = configIn(context, {
      config: [
        'user first',
        'Host db* !db9',
        '  HostName=%h.example.com',
        '  Port 2222',
        '  IdentityFile "~/.ssh/db"',
        'Host *',
        '  User second',
        '  identityfile ~/.ssh/all',
        '  Port 22',
      ].join('\n'),
    })
    assert.deepEqual(config.host('db1'), {
      hostName: 'db1.example.com',
      port: 2222,
      user: 'first',
      identityFiles: ['~/.ssh/db', '~/.ssh/all'],
      jumps: [],
    })
    assert.equal(config.host('db9').port, 22)
  })

  test('includes files, also by pattern, within the block they stand in', (context) => {
    const config = configIn(context, {
      config: 'Host a\n  Include conf.d/*.conf\nHost *\n  User outer\n',
      'conf.d/1.conf': 'User inner\n',
      'conf.d/2.other': 'Port 1\n',
    })
    assert.deepEqual([config.host('a').user, config.host('b').user, config.host('a').port], ['inner', 'outer', null])
  })

  test('a file that includes itself ends', (context) => {
    assert.equal(configIn(context, { config: 'Include config\nUser x\n' }).host('a').user, 'x')
  })

  test('reads jump hosts in every spelling', (context) => {
    const config = configIn(context, {
      config: 'Host a\n ProxyJump u@one:2222,[fd00::1]:22,ssh://two\nHost b\n ProxyJump none\n',
    })
    assert.deepEqual(config.host('a').jumps, [
      { host: 'one', user: 'u', port: 2222 },
      { host: 'fd00::1', user: null, port: 22 },
      { host: 'two', user: null, port: null },
    ])
    assert.deepEqual(config.host('b').jumps, [])
  })

  test('leaves Match blocks out, except of all', (context) => {
    const config = configIn(context, { config: 'Match exec false\n User no\nMatch all\n User yes\n' })
    assert.equal(config.host('a').user, 'yes')
  })
})
