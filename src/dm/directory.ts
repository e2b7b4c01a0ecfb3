// Directories of a topology: joining them as TiUP does, and which ones nobody may hand to a cluster:
// destroy removes them, and with data_dir: /etc it once removed a host's /etc.

import { posix } from 'node:path'

/** `base/directory`, or the directory itself where it is absolute; without a slash at the end. */
export function below(base: string, directory: string): string {
  const path = posix.isAbsolute(directory) ? posix.normalize(directory) : posix.join(base, directory)
  return path.length > 1 ? path.replace(/\/+$/, '') : path
}

/** Like `below`, but of two parts that may both be relative. */
export const joined = (parent: string, child: string): string => posix.join(parent, child)

export const isAbsolute = (directory: string): boolean => posix.isAbsolute(directory)

/** Whether a path has a step `..`, which could leave the directory it seems to be in. */
export const climbs = (directory: string): boolean => directory.split('/').includes('..')

/** Whether `inner` lies in `outer`; not where they are the same. */
export const inside = (inner: string, outer: string): boolean =>
  inner.startsWith(outer === '/' ? '/' : `${outer}/`) && inner !== outer

const whole = ['/bin', '/boot', '/dev', '/etc', '/lib', '/lib32', '/lib64', '/proc', '/run', '/sbin', '/sys']
const wholeBelow = ['/usr/bin', '/usr/lib', '/usr/lib64', '/usr/libexec', '/usr/sbin', '/usr/share', '/usr/include']
const parents = ['/', '/home', '/root', '/usr', '/usr/local', '/var', '/lost+found']
const shared = ['/opt', '/srv', '/mnt', '/media', '/tmp', '/snap', '/var/tmp', '/var/lib', '/var/log', '/var/run']

/** Whether a directory belongs to the system, or has other owners' files beside the cluster's. */
export function isSystem(directory: string): boolean {
  return isSystemParent(directory) || shared.includes(directory) || /^\/home\/[^/]+$/.test(directory)
}

/** The same for a directory that only is the parent of the cluster's own ones: /opt and a home may be that. */
export function isSystemParent(directory: string): boolean {
  const within = [...whole, ...wholeBelow].some((system) => directory === system || inside(directory, system))
  return within || parents.includes(directory)
}
