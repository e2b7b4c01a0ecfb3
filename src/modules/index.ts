// All modules by the name that playbooks use: the file's name. Sorted; a test compares the list with the files.

import type { Catalog } from '../language/playbook.js'
import { assert } from './assert.js'
import { authorizedKey } from './authorized_key.js'
import { certificate } from './certificate.js'
import { certificateAuthority } from './certificate_authority.js'
import { clusterImport } from './cluster_import.js'
import { clusterKey } from './cluster_key.js'
import { clusterMark } from './cluster_mark.js'
import { clusterNode } from './cluster_node.js'
import { clusterPackage } from './cluster_package.js'
import { clusterRecord } from './cluster_record.js'
import { clusterVersion } from './cluster_version.js'
import { command } from './command.js'
import { debug } from './debug.js'
import { directory } from './directory.js'
import { directoryMark } from './directory_mark.js'
import { dmBinding } from './dm_binding.js'
import { dmBindings } from './dm_bindings.js'
import { dmData } from './dm_data.js'
import { dmExport } from './dm_export.js'
import { dmImport } from './dm_import.js'
import { dmJoinable } from './dm_joinable.js'
import { dmLeader } from './dm_leader.js'
import { dmLeadership } from './dm_leadership.js'
import { dmLegacy } from './dm_legacy.js'
import { dmMember } from './dm_member.js'
import { dmQuorum } from './dm_quorum.js'
import { dmRegistration } from './dm_registration.js'
import { dmRegistrations } from './dm_registrations.js'
import { dmSource } from './dm_source.js'
import { dmSources } from './dm_sources.js'
import { dmStages } from './dm_stages.js'
import { dmTasks } from './dm_tasks.js'
import { emptyParents } from './empty_parents.js'
import { entriesAbsent } from './entries_absent.js'
import { fail } from './fail.js'
import { file } from './file.js'
import { instanceMark } from './instance_mark.js'
import { legacyImport } from './legacy_import.js'
import { legacySources } from './legacy_sources.js'
import { legacyTasks } from './legacy_tasks.js'
import { legacyUnit } from './legacy_unit.js'
import { logFiles } from './log_files.js'
import { machineFit } from './machine_fit.js'
import type { Module } from './module.js'
import { packageModule } from './package.js'
import { packageFiles } from './package_files.js'
import { portsFree } from './ports_free.js'
import { probe } from './probe.js'
import { processRecord } from './process_record.js'
import { reaches } from './reaches.js'
import { release } from './release.js'
import { releaseRoom } from './release_room.js'
import { runMarks } from './run_marks.js'
import { secretKey } from './secret_key.js'
import { service } from './service.js'
import { stat } from './stat.js'
import { sudoers } from './sudoers.js'
import { template } from './template.js'
import { unitFile } from './unit_file.js'
import { uploads } from './uploads.js'
import { user } from './user.js'
import { waitFor } from './wait_for.js'

export const modules: ReadonlyMap<string, Module> = new Map<string, Module>([
  ['assert', assert],
  ['authorized_key', authorizedKey],
  ['certificate', certificate],
  ['certificate_authority', certificateAuthority],
  ['cluster_import', clusterImport],
  ['cluster_key', clusterKey],
  ['cluster_mark', clusterMark],
  ['cluster_node', clusterNode],
  ['cluster_package', clusterPackage],
  ['cluster_record', clusterRecord],
  ['cluster_version', clusterVersion],
  ['command', command],
  ['debug', debug],
  ['directory', directory],
  ['directory_mark', directoryMark],
  ['dm_binding', dmBinding],
  ['dm_bindings', dmBindings],
  ['dm_data', dmData],
  ['dm_export', dmExport],
  ['dm_import', dmImport],
  ['dm_joinable', dmJoinable],
  ['dm_leader', dmLeader],
  ['dm_leadership', dmLeadership],
  ['dm_legacy', dmLegacy],
  ['dm_member', dmMember],
  ['dm_quorum', dmQuorum],
  ['dm_registration', dmRegistration],
  ['dm_registrations', dmRegistrations],
  ['dm_source', dmSource],
  ['dm_sources', dmSources],
  ['dm_stages', dmStages],
  ['dm_tasks', dmTasks],
  ['empty_parents', emptyParents],
  ['entries_absent', entriesAbsent],
  ['fail', fail],
  ['file', file],
  ['instance_mark', instanceMark],
  ['legacy_import', legacyImport],
  ['legacy_sources', legacySources],
  ['legacy_tasks', legacyTasks],
  ['legacy_unit', legacyUnit],
  ['log_files', logFiles],
  ['machine_fit', machineFit],
  ['package', packageModule],
  ['package_files', packageFiles],
  ['ports_free', portsFree],
  ['probe', probe],
  ['process_record', processRecord],
  ['reaches', reaches],
  ['release', release],
  ['release_room', releaseRoom],
  ['run_marks', runMarks],
  ['secret_key', secretKey],
  ['service', service],
  ['stat', stat],
  ['sudoers', sudoers],
  ['template', template],
  ['unit_file', unitFile],
  ['uploads', uploads],
  ['user', user],
  ['wait_for', waitFor],
])

/** What the loader must know of every module. */
export function catalog(): Catalog {
  const entries = [...modules].map(([name, { params, control = false, results = {}, template }]) => {
    const entry = { name, params, control, results: Object.keys(results), ...(template ? { template } : {}) }
    return [name, entry] as const
  })
  return new Map(entries)
}
