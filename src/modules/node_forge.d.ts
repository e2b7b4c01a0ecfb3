// What is used of node-forge, which brings no types of its own.

declare module 'node-forge' {
  interface Name {
    readonly name: string
    readonly value: string
  }
  interface Certificate {
    publicKey: unknown
    serialNumber: string
    readonly validity: { notBefore: Date; notAfter: Date }
    readonly subject: { readonly attributes: readonly Name[] }
    readonly tbsCertificate: unknown
    setSubject(attributes: readonly Name[]): void
    setIssuer(attributes: readonly Name[]): void
    setExtensions(extensions: readonly object[]): void
    /** `key.sign` is asked for the signature, as binary text, when the body is there */
    sign(key: { sign(): string }, digest: unknown): void
  }
  const forge: {
    readonly pki: {
      createCertificate(): Certificate
      certificateFromPem(pem: string): Certificate
      certificateToPem(certificate: Certificate): string
      publicKeyFromPem(pem: string): unknown
    }
    readonly asn1: { toDer(value: unknown): { getBytes(): string } }
    readonly md: { readonly sha256: { create(): unknown } }
  }
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS, which an import sees as its default
  export default forge
}
