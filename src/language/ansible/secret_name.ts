// Which variables hold something that is not to be shown, by their names: mysql_password, ansible_ssh_pass, api_key.

/** As the source of a regular expression. */
export const secretName = String.raw`[\w-]{0,60}(?:pass|passwd|password|passphrase|secret|token|api_?key|secret_?key)`

const whole = new RegExp(`^${secretName}$`, 'i')

export const isSecretName = (name: string): boolean => whole.test(name)
