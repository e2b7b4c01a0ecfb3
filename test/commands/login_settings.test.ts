import assert from 'node:assert/strict'
import { openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { GlobalSettings, Invocation } from '../../src/cli/io.js'
import { givenLogin, givenProxy, withPasswords } from '../../src/commands/login_settings.js'
import { temporaryFolder } from '../fakes/temporary_folder.js'
import { recordedIo } from '../fakes/typed.js'

const settings = { cwd: '/cwd', userHome: '/home/me', user: 'me' } as GlobalSettings
const from = (options: Record<string, unknown>, answers: readonly string[] = []) => ({
  options,
  settings,
  io: recordedIo(answers).io,
})

describe('givenLogin()', () => {
  test('says nothing where nothing was said', async () => {
    assert.deepEqual(await givenLogin(from({})), { user: null, keyFile: null, password: null })
  })

  test('takes paths from where it is typed, and from home', async () => {
    assert.equal((await givenLogin(from({ identity_file: 'k' }))).keyFile, '/cwd/k')
    assert.equal((await givenLogin(from({ identity_file: '~/.ssh/k' }))).keyFile, '/home/me/.ssh/k')
  })

  test('asks for a password, reads a file or a descriptor', async (context) => {
    const file = join(temporaryFolder(context), 'password')
    writeFileSync(file, 'open sesame\r\nsecond line\n', { mode: 0o600 })
    const given = await Promise.all([
      givenLogin(from({ password: true }, ['open sesame'])),
      givenLogin(from({ password_file: file })),
      givenLogin(from({ password_fd: String(openSync(file, 'r')) })),
    ])
    for (const { password } of given) assert.equal(password?.reveal(), 'open sesame')
  })

  test('refuses a password that others may read', async (context) => {
    const file = join(temporaryFolder(context), 'password')
    writeFileSync(file, 'x', { mode: 0o644 })
    await assert.rejects(givenLogin(from({ password_file: file })), { hint: `chmod 600 ${file}` })
  })

  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ password: true, identity_file: 'k' }, /all of --identity_file, --password$/],
    [{ password: true, password_file: 'f' }, /all of --password, --password-file$/],
    [{ password_fd: 'x' }, /it is no number/],
    [{ password_file: '/nowhere' }, /cannot read --password-file/],
    [{ password: true }, /no password was given/],
  ]
  for (const [options, message] of wrong)
    test(`${JSON.stringify(options)} is refused`, () =>
      assert.rejects(givenLogin(from(options)), { message, exit: 'input' }))
})

describe('givenProxy()', () => {
  test('is none without a host', async () => assert.equal(await givenProxy(from({ ssh_proxy_port: '1' })), null))

  test('has the defaults of TiUP', async () => {
    const { password, ...rest } = (await givenProxy(from({ ssh_proxy_host: 'gate' }))) ?? {}
    assert.deepEqual(rest, { host: 'gate', port: 22, timeoutMs: 5_000, user: null, keyFile: null })
    assert.equal(password, null)
  })

  test('asks for its own password', async () => {
    const proxy = await givenProxy(from({ ssh_proxy_host: 'gate', ssh_proxy_use_password: true }, ['pw']))
    assert.equal(proxy?.password?.reveal(), 'pw')
  })

  test('refuses what is no port and no time, both at once', async () => {
    const options = { ssh_proxy_host: 'gate', ssh_proxy_port: '70000', ssh_proxy_timeout: 'soon' }
    await assert.rejects(
      givenProxy(from(options)),
      (error: { problems?: readonly unknown[] }) => error.problems?.length === 2,
    )
  })
})

test('withPasswords() asks for each password once, however often it is wanted afterwards', async (context) => {
  const words = { password: true, ssh_proxy_host: 'gate', ssh_proxy_use_password: true }
  const { io, said } = recordedIo(['first', 'second'])
  const login = await withPasswords({ options: words, settings, io } as unknown as Invocation)
  for (const _ of [1, 2]) {
    assert.equal((await givenLogin(login)).password?.reveal(), 'first')
    assert.equal((await givenProxy(login))?.password?.reveal(), 'second')
  }
  assert.equal(said().out.match(/Password of/g)?.length, 2)
  assert.doesNotMatch(JSON.stringify(login.options), /first|second/)
  const file = join(temporaryFolder(context), 'password')
  writeFileSync(file, 'open sesame\n', { mode: 0o600 })
  const descriptor = { options: { password_fd: String(openSync(file, 'r')) }, settings, io }
  const read = await withPasswords(descriptor as unknown as Invocation)
  for (const _ of [1, 2]) assert.equal((await givenLogin(read)).password?.reveal(), 'open sesame')
})
