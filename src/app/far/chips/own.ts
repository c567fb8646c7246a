import { bestSpeeds, speedsOf } from '../../device/figures';
import type { StoredProbes } from '../../device/probeStore';
import type { Chip } from '../../../far/chips/schema';
import { isGpu, parseTarget } from '../../../runtimes/target';
import type { Entry } from './entries';

/** Of an id: no file of the catalogue begins so. */
const OWN = 'this-device';

/**
 * This device as chips, one for each backend that was probed: what its matrix product and its copy of memory reached. Nothing that
 * was not probed is guessed.
 */
export function ownEntries({ at, probes }: StoredProbes): Entry[] {
  const seen = new Set<string>();
  return bestSpeeds(speedsOf(probes)).flatMap(({ id, backend, threads, figure }): Entry[] => {
    if (!figure || seen.has(backend)) return [];
    seen.add(backend);
    const target = parseTarget(id.slice(id.indexOf(':') + 1));
    const copied = probes[target && isGpu(target) ? 'gpu-copy' : 'memory-copy'];
    const date = at.slice(0, 10);
    const measured = (what: string, n: number) => `measured: ${what}, ${n} repeats, ${date}`;
    const chip: Chip = {
      asOf: date,
      vendor: 'This device',
      name: `This device, ${backend}${threads === undefined ? '' : `, ${threads} ${threads === 1 ? 'thread' : 'threads'}`}`,
      year: Number(at.slice(0, 4)),
      class: 'laptop',
      hop: 'local',
      kind: target && isGpu(target) ? 'integrated-gpu' : 'cpu',
      peak_tops_dense: { [figure.precision ?? 'fp32']: figure.perSecond / 1e12 },
      process_nm: null,
      mem_type: null,
      mem_bw_gbps: copied?.ok ? copied.figure.perSecond / 1e9 : null,
      onchip_mb: null,
      mem_gb: null,
      power_w: null,
      price: null,
      notes: 'Its peak is what a matrix product of this browser reached here, not what its maker says.',
      src: {
        [`peak_tops.${figure.precision ?? 'fp32'}`]: measured(figure.what, figure.n),
        ...(copied?.ok && { mem_bw_gbps: measured(copied.figure.what, copied.figure.n) }),
      },
      src_quality: { primary: 0, secondary: 0, derived: 0, unverified: 0, null: 0 },
      sources: {},
    };
    return [{ id: `${OWN}-${backend.toLowerCase()}`, chip, name: chip.name, place: 'near', isOwn: true }];
  });
}
