import type { Server } from './servers';

/** What a server is made of and what is assumed of it, in sentences, for who wants to know. */
export function chipFacts({ chip, precision, load, assumption, calibration = chip.calibration }: Server): string {
  const peak = chip.peak_tops_dense[precision];
  const figures = [
    ...(peak ? [`${peak} × 10¹² operations a second in ${precision}`] : []),
    ...(chip.mem_bw_gbps ? [`${chip.mem_bw_gbps} GB/s of memory`] : []),
  ];
  const reach = calibration
    ? ` Of that peak large networks reach ${Math.round(100 * calibration.utilisation)} %, with ${calibration.overheadMs} ms beside it for each inference: ${calibration.basis}.`
    : '';
  const busy =
    load > 0 ? ` It is busy ${Math.round(100 * load)} % of the time with others’ requests (own assumption).` : '';
  return `${chip.vendor} ${chip.name}: ${figures.join(', ')} (${sourceOf(chip)}).${reach} ${assumption}.${busy}`;
}

function sourceOf({ src, sources, asOf }: Server['chip']): string {
  const key =
    Object.entries(src)
      .find(([field]) => field.startsWith('peak_tops'))?.[1]
      .split(' ')[0] ?? '';
  return `${sources[key]?.title ?? 'as published'}, as of ${asOf}`;
}
