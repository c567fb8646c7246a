import { rank } from '../judge/rank';
import type { RunRecord } from '../record/record';
import { deviceKey } from './deviceKey';
import { KEY, nameOf, readFastest } from './fastest';

const MOST = 500;

/** Keeps which target a comparison found the fastest, and forgets one that did not do this time. */
export function rememberFastest({ cells, environment }: RunRecord): void {
  // The newest stand last: the oldest are dropped first.
  const known = new Map(Object.entries(readFastest()));
  const grounds = { resolutionMs: environment.timerResolutionMs };
  for (const model of new Set(cells.map((cell) => cell.model))) {
    const own = cells.filter((cell) => cell.model === model);
    const name = nameOf(model, environment);
    const kept = known.get(name)?.target;
    if (own.some(({ status, target }) => (status === 'wrong' || status === 'failed') && target.id === kept)) {
      known.delete(name);
    }
    const { winner, ahead, tied, ranked, unranked } = rank(own, grounds);
    const best = winner ?? ahead ?? tied[0];
    if (!best || ranked.length + unranked.length < 2) continue;
    known.delete(name);
    known.set(name, { target: best.target.id, key: deviceKey(model, best.target, environment) });
  }
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...known].slice(-MOST))));
  } catch {
    // Full or refused: the next run guesses again.
  }
}
