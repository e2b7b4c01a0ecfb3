// DM's errors as it writes them: `[code=N:class=…:scope=…:level=…], Message: …, RawCause: …, Workaround: …`.
// The texts are those of DM's errors.toml; only the codes that the simulator can meet are here.

interface ErrorKind {
  readonly class: string
  readonly level: string
  /** %s are filled in order */
  readonly message: string
  readonly workaround?: string
}

const kinds: Readonly<Record<number, ErrorKind>> = {
  20004: config('task name should not be empty', 'Please check the `name` config in task configuration file.'),
  20003: config('%s', 'Please check the configuration file has correct YAML format.'),
  20005: config('empty source-id not valid', 'Please check the `source-id` config in configuration file.'),
  20013: config(
    'must specify at least one mysql-instances',
    'Please check the `mysql-instances` config in task configuration file.',
  ),
  20014: config(
    'mysql-instance (%s) and (%s) have same source-id (%s)',
    'Please check the `mysql-instances` config in task configuration file.',
  ),
  38008: master('high', 'grpc request error'),
  38029: master('high', '%s', 'Please use list-member command to see if the some workers are offline.'),
  38038: master(
    'high',
    'fail to start embed etcd',
    'Please check all dm-master of `initial-cluster` in configuration file is up, and check the log for a detailed error.',
  ),
  38040: master('high', 'fail to join embed etcd: %s', 'Please check configs in master configuration file.'),
  38041: master('medium', 'invalid op %s on %s'),
  38042: master(
    'high',
    'advertise address %s not valid',
    'Please check the `advertise-addr` config in master configuration file.',
  ),
  38043: master('high', "master is not leader, and can't forward request to leader"),
  38048: master('low', 'dm-master with name %s not exists', 'Please use list-member command to see masters.'),
  38049: master('low', 'offline member type %s is invalid', 'Please use master/worker.'),
  38053: master(
    'high',
    'fail to import DM cluster from v1.0.x',
    'Please confirm that you have not violated any restrictions in the upgrade documentation.',
  ),
  40069: worker("host:port '%s' not valid", 'Please check configs in worker configuration file.'),
  40070: worker('no mysql source is being handled in the worker'),
  40077: worker(
    'cannot join with master endpoints: %s, error: %s',
    'Please check network connection of worker and check worker name is unique.',
  ),
  46001: scheduler('high', 'the scheduler has not started'),
  46003: scheduler('medium', 'dm-worker with name %s already exists'),
  46004: scheduler('medium', 'dm-worker with name %s not exists'),
  46005: scheduler('medium', 'dm-worker with name %s is still online', 'Please shut it down first.'),
  46006: scheduler('medium', 'invalid stage transformation for dm-worker %s, from %s to %s'),
  46007: scheduler('medium', 'source config with ID %s already exists'),
  46008: scheduler('medium', 'source config with ID %s not exists'),
  46010: scheduler('medium', 'source with name %s need to operate has existing tasks %s', 'Please `stop-task` first.'),
  46014: scheduler(
    'medium',
    'subtasks with name %s for sources %s already exist',
    'Please use `query-status` command to see tasks.',
  ),
  46016: scheduler(
    'medium',
    'subtasks with name %s need to be operate not exist',
    'Please use `query-status` command to see tasks.',
  ),
  46017: scheduler('medium', 'sources %s need to be operate not exist'),
  46018: scheduler('medium', 'task with name %s not exist', 'Please use `query-status` command to see tasks.'),
  46019: scheduler(
    'high',
    'tasks %s on source %s should not be running',
    'Please use `pause-task [-s source ...] task` to pause them first.',
  ),
  46020: scheduler(
    'high',
    'these workers %s have started relay for sources %s respectively',
    'Please use `stop-relay` to stop them, or change your topology.',
  ),
  46021: scheduler(
    'high',
    'these workers %s have bound for another sources %s respectively',
    'Please `start-relay` on free or same source workers.',
  ),
  46022: scheduler(
    'high',
    'these workers %s have started relay for another sources %s respectively',
    'Please correct sources in `stop-relay`.',
  ),
  46023: scheduler(
    'high',
    'source with name %s need to operate has existing relay workers %s',
    'Please `stop-relay` first.',
  ),
  48001: {
    class: 'dmctl',
    level: 'high',
    message: 'can not create grpc connection',
    workaround: 'Please check your network connection.',
  },
}

/** A business error of DM. `code` is DM's number, the message its whole text. */
export class DmError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

export function dmError(code: number, ...args: readonly string[]): DmError {
  return new DmError(code, errorText(code, { args }))
}

/** The text alone; `cause` becomes the RawCause part. */
export function errorText(
  code: number,
  { args = [], cause = '' }: { readonly args?: readonly string[]; readonly cause?: string } = {},
): string {
  const kind = kinds[code] ?? { class: 'dm-master', level: 'high', message: 'unknown error' }
  const rest = [...args]
  const message = kind.message.replaceAll('%s', () => rest.shift() ?? '')
  const raw = cause === '' ? '' : `, RawCause: ${cause}`
  const workaround = kind.workaround === undefined ? '' : `, Workaround: ${kind.workaround}`
  return `[code=${code}:class=${kind.class}:scope=internal:level=${kind.level}], Message: ${message}${raw}${workaround}`
}

function config(message: string, workaround: string): ErrorKind {
  return { class: 'config', level: 'medium', message, workaround }
}

function master(level: string, message: string, workaround?: string): ErrorKind {
  return kindOf('dm-master', { level, message, workaround })
}

function worker(message: string, workaround?: string): ErrorKind {
  return kindOf('dm-worker', { level: 'high', message, workaround })
}

function scheduler(level: string, message: string, workaround?: string): ErrorKind {
  return kindOf('scheduler', { level, message, workaround })
}

function kindOf(
  name: string,
  { level, message, workaround }: { level: string; message: string; workaround: string | undefined },
): ErrorKind {
  return { class: name, level, message, ...(workaround === undefined ? {} : { workaround }) }
}
