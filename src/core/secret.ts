// Values that must never be shown. A Secret shows as ****** wherever it is printed or serialised;
// the Redactor is the second net: it stands at the exit and hides the bare text too.

const mask = '******'

export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  /** The bare text: only for the place that hands it to its use. */
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return mask
  }
  toJSON(): string {
    return mask
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask
  }
}

/** Hides every known secret in text, in plain, base64, URL-encoded and JSON-escaped form. */
export class Redactor {
  readonly #forms = new Set<string>()

  /** Texts under four characters are not hidden: they would tear ordinary words. */
  add(secret: Secret): void {
    const bare = secret.reveal()
    if (bare.length < 4) return
    const forms = [
      bare,
      Buffer.from(bare).toString('base64'),
      encodeURIComponent(bare),
      JSON.stringify(bare).slice(1, -1),
    ]
    for (const form of forms) this.#forms.add(form)
  }

  clean(text: string): string {
    let clean = text
    for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(form, mask)
    return clean
  }
}
