// The three back ends by name. The kind is the cluster's setting; nothing is guessed from the machine.

import { DmbookError } from '../core/error.js'
import type { Services } from './services.js'
import { supervised } from './supervised.js'
import { systemd } from './systemd.js'

export interface ServicesOptions {
  /** where `supervised` keeps its units on the machine: absolute */
  readonly folder: string
  /** the home directory of the cluster's user on its machines: `systemd-user` keeps its units below it */
  readonly home?: string | undefined
}

export function servicesFor(kind: Services['kind'], { folder, home }: ServicesOptions): Services {
  if (kind === 'supervised') return supervised({ folder })
  if (kind === 'systemd') return systemd('system', { folder: '/etc/systemd/system' })
  if (home === undefined) throw noHome()
  return systemd('user', { folder: `${home}/.config/systemd/user` })
}

const noHome = (): DmbookError =>
  new DmbookError("cannot use the user's systemd as the home directory of the cluster's user is not known", {
    code: 'E-SERVICE',
    exit: 'refused',
  })
