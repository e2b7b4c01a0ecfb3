// Operating systems and architectures: one word for each where people, kernels and packages have several.

const packageWords: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64' }
const kernelWords: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' }

/** The word that package names have: `x86_64` → `amd64`. */
export function packageArch(arch: string): string {
  const lower = arch.toLowerCase()
  return packageWords[lower] ?? lower
}

/** `linux/x86_64` as `display` shows it; `linux` while the architecture is unknown. */
export const platformText = (os: string, arch: string | null): string =>
  arch === null ? os : `${os}/${kernelWords[arch] ?? arch}`
