import { profileIds, serverIds } from '../far/ids';
import { outlines } from '../models/outline';
import type { KnownIds } from '../results/params';
import { allTargets, buildTargets, threadedTargets } from '../runtimes/target';
import { tasks } from '../tasks/registry';

/** Every id that a link or the command line may name. */
export const known: KnownIds = {
  models: outlines.map(({ id }) => id),
  precisions: Object.fromEntries(
    outlines.map(({ id, artefacts }) => [id, [...new Set(artefacts.map(({ precision }) => precision))]]),
  ),
  targets: allTargets,
  threaded: threadedTargets,
  builds: buildTargets,
  profiles: profileIds,
  servers: serverIds,
  inputs: tasks.flatMap(({ samples }) => samples.map(({ id }) => id)),
};
