// The certificates of an encrypted cluster as `tiup dm deploy` makes them, by openssl: an authority for 50 years without a
// common name, certificates for ten years, keys in PKCS#1, everything readable for everybody (spec/tiup-dm.md §12).

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Named {
  /** of the files and the common name */
  readonly name: string
  readonly unit: string
  readonly addresses: readonly string[]
}

/** Makes `FOLDER/tls` as TiUP keeps it beside meta.yaml. */
export function tiupAuthority(folder: string, cluster: string): void {
  const tls = join(folder, 'tls')
  mkdirSync(tls, { recursive: true })
  const settings = join(tls, '..', 'openssl.cnf')
  writeFileSync(settings, certificateSettings(['O=PingCAP', 'OU=TiUP'], authorityWords))
  newKey(join(tls, 'ca.pem'))
  openssl(tls, 'req -x509 -new -sha256 -days 18250 -key ca.pem -out ca.crt -extensions own -config', settings)
  execFileSync('rm', [settings])
  tiupCertificate(folder, {
    name: 'client',
    unit: 'tiup-cluster-client',
    addresses: [],
    commonName: `${cluster}-client`,
  })
  openssl(tls, 'pkcs12 -export -in client.crt -inkey client.pem -passout pass:tiup -out client.pfx')
}

/** Issues a certificate into the same folder; gives certificate, key and authority by the names they have on a host. */
export function tiupCertificate(
  folder: string,
  { name, unit, addresses, commonName = name }: Named & { readonly commonName?: string },
): Map<string, string> {
  const tls = join(folder, 'tls')
  const settings = join(folder, 'openssl.cnf')
  const subject = ['O=PingCAP', '0.OU=TiUP', `1.OU=${unit}`, `CN=${commonName}`]
  const names = addresses.map((address) => `,IP:${address}`).join('')
  const forNames = name === 'client' ? [] : [`subjectAltName=DNS:localhost,IP:127.0.0.1${names}`]
  writeFileSync(settings, certificateSettings(subject, [...leafWords, ...forNames]))
  newKey(join(tls, `${name}.pem`))
  openssl(tls, `req -new -key ${name}.pem -out ${name}.csr -config`, settings)
  openssl(
    tls,
    `x509 -req -sha256 -days 3650 -in ${name}.csr -CA ca.crt -CAkey ca.pem -CAcreateserial -out ${name}.crt -extensions own -extfile`,
    settings,
  )
  const files = ['ca.crt', `${name}.crt`, `${name}.pem`]
  const texts = new Map(files.map((file) => [file, readFileSync(join(tls, file), 'utf8')]))
  const made = name === 'client' ? [] : [join(tls, `${name}.crt`), join(tls, `${name}.pem`)]
  execFileSync('rm', ['-f', settings, join(tls, `${name}.csr`), join(tls, 'ca.srl'), ...made])
  return texts
}

const both = 'extendedKeyUsage=serverAuth,clientAuth'
const authorityWords = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,digitalSignature', both]
const leafWords = ['keyUsage=critical,digitalSignature', both]

const certificateSettings = (subject: readonly string[], words: readonly string[]): string =>
  ['[req]', 'distinguished_name=subject', 'prompt=no', '[subject]', ...subject, '[own]', ...words, ''].join('\n')

function newKey(path: string): void {
  openssl('/', 'genrsa -traditional -out', path, '2048')
  execFileSync('chmod', ['0644', path])
}

function openssl(cwd: string, words: string, ...rest: readonly string[]): void {
  execFileSync('openssl', [...words.split(' '), ...rest], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
}
