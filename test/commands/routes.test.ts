import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { type RouteOptions, Routes } from '../../src/commands/routes.js'
import { Secret } from '../../src/core/secret.js'
import { sshConfig } from '../../src/hosts/ssh/ssh_config.js'
import type { Reach } from '../../src/language/inventory.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'

const nothing = { user: null, keyFile: null, password: null }
type Ssh = Extract<Reach, { kind: 'ssh' }>

function routes(more: Partial<RouteOptions> = {}, home = '/nowhere') {
  return new Routes({
    settings: { user: 'me', userHome: home, agent: null, sshTimeoutMs: 5_000 },
    login: nothing,
    proxy: null,
    clusterKey: null,
    config: sshConfig([], { home }),
    followsJumps: true,
    passphrase: async () => null,
    ...more,
  })
}

function route(made: Routes, more: Partial<Ssh> = {}) {
  const reach: Ssh = { kind: 'ssh', address: 'db1', port: null, user: null, login: 'given', ...more }
  return made.routeTo({ id: 'm', reach, become: false }, reach, 5_000)
}

const paths = ({ target }: ReturnType<typeof route>) => target.credentials.keys.map(({ path }) => path)

function homeWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const home = temporaryFolder(context)
  mkdirSync(join(home, '.ssh'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, '.ssh', name), text)
  return home
}

describe('Routes', () => {
  test('the given login: its user, else the calling one; port 22', () => {
    const found = route(routes())
    assert.deepEqual(found.target.where, { address: 'db1', port: 22 })
    assert.equal(found.target.credentials.user, 'me')
    assert.equal(route(routes({ login: { ...nothing, user: 'root' } })).target.credentials.user, 'root')
    assert.equal(route(routes({ login: { ...nothing, user: 'root' } }), { user: 'app' }).target.credentials.user, 'app')
  })

  test('tries the keys that are there, unless one or a password is named', (context) => {
    const home = homeWith(context, { id_rsa: '', id_ed25519: '' })
    const usual = [join(home, '.ssh/id_ed25519'), join(home, '.ssh/id_rsa')]
    assert.deepEqual(paths(route(routes({}, home))), usual)
    assert.deepEqual(paths(route(routes({ login: { ...nothing, keyFile: '/k' } }, home))), ['/k'])
    assert.deepEqual(paths(route(routes({}, home), { key: '~/k' })), [join(home, 'k')])
    assert.deepEqual(paths(route(routes({ login: { ...nothing, password: new Secret('x') } }, home))), [])
  })

  test('a cluster is opened by its own key and by nothing else', () => {
    const clusterKey = { path: '/c/id', privateKey: 'x', publicKey: 'y' }
    const made = routes({ clusterKey, login: { ...nothing, keyFile: '/k', user: 'root' } })
    const found = route(made, { login: 'cluster', user: 'tidb' })
    assert.deepEqual([found.target.credentials.user, paths(found)], ['tidb', ['/c/id']])
    assert.throws(() => route(routes(), { login: 'cluster' }), { code: 'E-KEY' })
  })

  test('follows ssh_config to the host and to its jump hosts', (context) => {
    const text =
      'Host db1\n HostName 10.0.0.1\n Port 2222\n User app\n ProxyJump gate\nHost gate\n HostName 10.0.0.9\n User hop\n'
    const home = homeWith(context, { config: text })
    const config = sshConfig([join(home, '.ssh/config')], { home })
    const found = route(routes({ config }, home))
    assert.deepEqual(
      [found.name, found.target.where, found.target.credentials.user],
      ['db1', { address: '10.0.0.1', port: 2222 }, 'app'],
    )
    assert.deepEqual(
      found.jumps.map(({ where, credentials }) => [where, credentials.user]),
      [[{ address: '10.0.0.9', port: 22 }, 'hop']],
    )
    const systems = routes({ config, followsJumps: false }, home)
    assert.deepEqual(route(systems).jumps, [])
    assert.deepEqual(systems.before('db1')?.jumps, found.jumps)
    assert.equal(systems.before('db2'), null)
  })

  test('the jump host of the flags goes before every machine', () => {
    const proxy = { ...nothing, host: 'gate', port: 2222, timeoutMs: 9_000, user: 'hop', keyFile: '/k' }
    const made = routes({ proxy })
    const [jump] = route(made).jumps
    assert.deepEqual(jump?.where, { address: 'gate', port: 2222 })
    assert.deepEqual([jump?.credentials.user, jump?.timeoutMs], ['hop', 9_000])
    assert.deepEqual(made.before('anywhere')?.jumps, [jump])
    assert.equal(routes().before('anywhere'), null)
  })
})
