// The name of a package's file, which says what is in it: component-version-os-arch.tar.gz, as TiUP writes it.

/** What a file's name says of it. */
export interface NamedPackage {
  readonly file: string
  readonly component: string
  readonly version: string
  readonly os: string
  readonly arch: string
}

const pattern = /^([a-z0-9_-]+?)-(v\d[\w.+-]*|nightly)-([a-z0-9]+)-([a-z0-9_]+)\.tar\.gz$/

/** `dm-master-v8.1.0-linux-amd64.tar.gz`. */
export function packageFileName({ component, version, os, arch }: Omit<NamedPackage, 'file'>): string {
  return `${component}-${version}-${os}-${arch}.tar.gz`
}

/** Null for a file that is no package. */
export function namedPackage(file: string): NamedPackage | null {
  const [, component, version, os, arch] = pattern.exec(file) ?? []
  return component && version && os && arch ? { file, component, version, os, arch } : null
}
