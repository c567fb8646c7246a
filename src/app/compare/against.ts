import { sideVerdict } from '../../judge/hereOrThere';
import { contenders, nearAnswer, type NearAnswer } from '../../judge/near';
import type { SideVerdict } from '../../judge/contest';
import type { Ranking } from '../../judge/rank';
import type { Far } from '../../record/record';

/** A row's best here against the cloud. */
export interface Against {
  readonly near: NearAnswer;
  readonly far: Far;
  readonly verdict: SideVerdict;
}

/** What was judged before: the middle half of thousands of samples takes its time. */
const known = new WeakMap<Ranking, { readonly far: Far; readonly against: Against | undefined }>();

/** @returns undefined where nothing was measured here */
export function againstOf(ranking: Ranking, far: Far): Against | undefined {
  const last = known.get(ranking);
  if (last?.far === far) return last.against;
  const best = contenders(ranking);
  const near = best.length > 0 ? nearAnswer(best) : undefined;
  const against = near && { near, far, verdict: sideVerdict(near, far.totalMs.median) };
  known.set(ranking, { far, against });
  return against;
}
