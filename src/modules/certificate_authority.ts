// The authority of a cluster that speaks TLS, and the certificate by which dmbook and dmctl speak to it: made once, kept
// in the cluster's folder, 0600. Neither private key ever leaves this machine.

import { X509Certificate } from 'node:crypto'
import { readAuthority, readTlsIdentity, saveAuthority, saveClient } from '../state/tls_files.js'
import { anyTime, issued, issuedBefore, newAuthority } from './issue_certificate.js'
import { blocked, defineModule, differs, same } from './module.js'
import { object, string } from './params.js'
import { recordStore } from './record_store.js'

export const certificateAuthority = defineModule({
  kind: 'state',
  control: true,
  summary: "Keep a cluster's certificate authority and the client certificate of dmbook.",
  description:
    'The authority is good for 20 years, what it issues for 5. A client certificate that was made before since is made ' +
    'anew; the authority stays.',
  params: object({
    since: string('As 2026-11-28T07:52:34Z: the client certificate must not have been made before.', {
      default: anyTime,
    }),
  }),
  results: { ca: 'The certificate of the authority, PEM.' },
  examples: [{}, { since: '2026-11-28T07:52:34Z' }],

  async check(_host, { since }, tools) {
    const store = recordStore(tools)
    const [authority, identity] = await Promise.all([readAuthority(store.folder), readTlsIdentity(store.folder)])
    // what another one issues the instances that run would not trust
    if (!authority && (await store.load())?.state === 'deployed')
      return blocked(
        `cannot issue certificates as the authority of ${store.name} is gone`,
        `${store.folder}/tls had ca.crt and ca.pem: restore them from a backup`,
      )
    if (!authority) return differs('make a certificate authority')
    if (!identity) return differs('make the client certificate')
    if (issuedBefore(new X509Certificate(identity.certificate), since))
      return differs('make the client certificate anew')
    return same({ ca: authority.certificate })
  },

  async apply(_host, _want, tools) {
    const { folder, name } = recordStore(tools)
    const now = tools.clock.now()
    const known = await readAuthority(folder)
    const authority = known ?? (await newAuthority(name, now))
    if (!known) await saveAuthority(folder, authority)
    await saveClient(
      folder,
      await issued(authority, { commonName: `${name}-client`, unit: 'client', addresses: [], now }),
    )
  },
})
