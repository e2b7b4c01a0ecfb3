// The certificate that a simulated program shows and whom it trusts, as ssl-ca, ssl-cert and ssl-key name the files. They
// are read again when they change: DM reads them for every new connection.

import { readFileSync, statSync } from 'node:fs'
import { Quit } from '../program.js'

export interface TlsMaterial {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export class TlsFiles {
  #seen = ''
  #material: TlsMaterial

  constructor(private readonly paths: TlsMaterial) {
    this.#material = this.#read()
  }

  /** True where the material is another one than before. */
  refresh(): boolean {
    const seen = this.#stamp()
    if (seen === this.#seen) return false
    this.#material = this.#read()
    return true
  }

  get material(): TlsMaterial {
    return this.#material
  }

  #read(): TlsMaterial {
    this.#seen = this.#stamp()
    const { ca, cert, key } = this.paths
    return { ca: readFileSync(ca, 'utf8'), cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  }

  #stamp(): string {
    return Object.values(this.paths)
      .map((path) => statSync(path).mtimeMs)
      .join()
  }
}

/** Null without TLS. Throws Quit where only some of the files are named, or one cannot be read. */
export function tlsFilesOf(values: ReadonlyMap<string, string>): TlsFiles | null {
  const [ca = '', cert = '', key = ''] = ['ssl-ca', 'ssl-cert', 'ssl-key'].map((name) => values.get(name) ?? '')
  if (ca === '' && cert === '' && key === '') return null
  try {
    return new TlsFiles({ ca, cert, key })
  } catch (error) {
    throw new Quit(2, `could not load client key pair: ${error instanceof Error ? error.message : String(error)}`)
  }
}
