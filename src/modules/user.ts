// Keeps one account. Only what dmbook made is ever removed: the comment of the account says that it did, and for whom,
// so that the note appears and goes with the account itself. Several clusters may need the same account; the last one
// to go takes it along.

import type { Static } from 'typebox'
import { blocked, type Check, defineModule, differs, ModuleError, same } from './module.js'
import { absolutePath, accountName, choice, object, optional, string } from './params.js'
import { type Account, commentOf, look } from './user_look.js'
import { make, remove, setComment } from './user_scripts.js'

const params = object({
  name: accountName('Its name.'),
  group: optional(
    accountName('Primary group of an account that must be made, made too where it is missing; the same name.'),
  ),
  home: optional(absolutePath('Home of an account that must be made; /home/NAME when absent.')),
  shell: optional(absolutePath('Shell of an account that must be made; /bin/bash when absent.')),
  state: choice(['present', 'absent'], 'Whether it is there.', { default: 'present' }),
  mark: optional(string('Who needs it, as a cluster’s id: a word. absent removes nothing without one.')),
})
type Params = Static<typeof params>

export const user = defineModule({
  kind: 'state',
  summary: 'Keep an account, or remove one that dmbook made.',
  description:
    'An account that exists is left as it is: group, home and shell count only where it must be made. Its comment then ' +
    'says that dmbook made it, and for which marks. absent takes the mark off, and with the last one removes the ' +
    'account with its home; an account that was there before stays. Refused while it runs processes other than this ' +
    'connection, or while a directory of a cluster or a mount point lies in its home. Needs root.',
  params,
  results: {
    uid: 'Its number, null where there is none.',
    group: 'Its primary group, null where there is none.',
    home: 'Its home, null where there is none.',
    made: 'Whether dmbook made it.',
  },
  examples: [
    { name: 'tidb', mark: 'f3a9c2' },
    { name: 'tidb', group: 'dba', home: '/var/lib/tidb', mark: 'f3a9c2' },
    { name: 'tidb', state: 'absent', mark: 'f3a9c2' },
  ],

  async check(host, want) {
    refuseMark(want)
    const found = await look(host, { name: want.name, home: homeOf(want) })
    return want.state === 'present' ? checkPresent(found, want) : checkAbsent(found, want)
  },

  async apply(host, want) {
    const { account } = await look(host, { name: want.name, home: homeOf(want) })
    if (want.state === 'present' && account === null) await host.run(make({ ...want, home: homeOf(want) }))
    else if (account !== null) await keepMarks(account, want, (script) => host.run(script, { timeoutMs: 600_000 }))
  },
})

type Found = Awaited<ReturnType<typeof look>>

const homeOf = ({ name, home = `/home/${name}` }: Params): string => home

function refuseMark({ name, mark }: Params): void {
  if (mark === undefined || /^[\w-]{1,64}$/.test(mark)) return
  throw new ModuleError(`cannot keep the user ${name} as the mark is no word: ${JSON.stringify(mark)}`)
}

function checkPresent({ account, homeTaken }: Found, want: Params): Check {
  const { name, mark } = want
  if (account === null) {
    return homeTaken
      ? blocked(`cannot make the user ${name} as ${homeOf(want)} is there already`, 'move it away, or make the user')
      : differs(`make the user ${name}`)
  }
  const lacks = account.made !== null && mark !== undefined && !account.made.marks.includes(mark)
  return lacks ? differs(`note that ${mark} needs the user ${name}`) : same(resultOf(account))
}

function checkAbsent({ account, obstacles }: Found, { name, mark }: Params): Check {
  if (account === null) return same(resultOf(null))
  if (mark === undefined) return blocked(`cannot remove the user ${name} as no mark says whose it is`)
  if (!account.made?.marks.includes(mark)) return same(resultOf(account))
  if (account.made.marks.length > 1) return differs(`note that ${mark} does not need the user ${name} any more`)
  const [why] = obstacles
  return why === undefined
    ? differs(`remove the user ${name} and ${account.home}`)
    : blocked(`cannot remove the user ${name} as ${why}`, 'end or move that, then run the same command again')
}

async function keepMarks(account: Account, want: Params, run: (script: ReturnType<typeof remove>) => Promise<unknown>) {
  const { made } = account
  const { mark } = want
  if (made === null || mark === undefined) return
  const others = made.marks.filter((one) => one !== mark)
  const before = commentOf(made)
  if (want.state === 'present')
    await run(setComment(want.name, before, commentOf({ ...made, marks: [...others, mark] })))
  else if (others.length > 0) await run(setComment(want.name, before, commentOf({ ...made, marks: others })))
  else await run(remove({ name: want.name, comment: before, group: made.group ? account.group : null }))
}

const resultOf = (account: Account | null): object => ({
  uid: account?.uid ?? null,
  group: account?.group ?? null,
  home: account?.home ?? null,
  made: account !== null && account.made !== null,
})
