import type { AnyDistance } from '../../far/anyDistance';
import { partsOf } from '../../far/ids';
import { profileOf } from '../../far/network';
import { loadServer, serverOf } from '../../far/servers';
import type { TextPart } from '../../domain/words';
import { contenders, nearAnswer, type NearAnswer } from '../../judge/near';
import { rank } from '../../judge/rank';
import { titleOf } from '../../judge/titles';
import { useOf, type Use } from '../../judge/use';
import { verdict, type Verdict } from '../../judge/verdict';
import { outlineOf, titleOfModel } from '../../models/outline';
import type { CompletedCell } from '../../record/record';
import type { SharedFar, SharedResult } from '../../results/resultLink';
import { taskOf } from '../../tasks/registry';
import type { TaskMeta } from '../../tasks/types';
import { contestOf, farSideOf } from '../try/contest';
import { farNotes, withoutJudge } from './words';

/** A shared result with what this page's own judge says of it. */
export interface JudgedResult {
  readonly shared: SharedResult;
  readonly task?: TaskMeta;
  /** Of the model. */
  readonly title: string;
  readonly near: NearAnswer;
  /** What the speed is good for. */
  readonly use: Use;
  /** The target that it was measured on, or how many can't be told apart. */
  readonly on: readonly string[];
  /** Which target wins. */
  readonly backends: Verdict;
  /** Here or there; of the far side as this page simulates it. */
  readonly sentence: readonly TextPart[];
  readonly because?: string;
  readonly far?: {
    readonly warmMs: number;
    readonly coldMs: number;
    /** "Fast 4G, NVIDIA L4 …". */
    readonly title: string;
    readonly rttMs?: number;
    /** Where this page can't simulate it, or comes to something else than the link says: a sentence. */
    readonly note?: string;
  };
}

/** By how much two simulations of one far side may differ, for rounding. */
const SAME_SHARE = 0.02;

const differs = (a: number, b: number) => Math.abs(a / b - 1) > SAME_SHARE;

/** Judges a result anew, by this page's own rules and simulation. Never rejects: what can't be simulated is told from the link. */
export async function judgeShared(shared: SharedResult): Promise<JudgedResult> {
  const { record, model, runs } = shared;
  const { environment, params, cells } = record;
  const ranking = rank(cells, { resolutionMs: environment.timerResolutionMs });
  const best = contenders(ranking);
  const near = nearAnswer(best);
  const backends = verdict(cells, { environment, scenario: params.scenario, runs });
  const task = taskOf(outlineOf(model)?.task ?? '');
  const base = {
    shared,
    task,
    title: titleOfModel(model),
    near,
    use: useOf(near, task?.input ?? 'picture'),
    on: best.map(titleOf),
    backends,
  };
  if (!shared.far) return { ...base, sentence: [{ text: backends.headline }] };
  const first = cells.find((cell): cell is CompletedCell => cell.status === 'completed') as CompletedCell;
  const found = await simulated(first, shared.far);
  const told = { warmMs: shared.far.warmMs, coldMs: shared.far.coldMs };
  const title = farTitle(shared.far);
  const rttMs = profileOf(shared.far.profile)?.rttMs;
  const untold = (note: string) => ({
    ...base,
    sentence: withoutJudge(near.totalMs, told.warmMs),
    far: { ...told, title, rttMs, note },
  });
  if ('problem' in found) return untold(found.problem);
  const distance = partsOf(shared.far.profile).distanceMs;
  const now = found.anywhere.at(distance);
  const contest = contestOf(first, best, found.anywhere)(distance);
  const [warmMs, coldMs] = [now.totalMs.median, now.coldTotalMs.median];
  const changed = differs(warmMs, told.warmMs) || differs(coldMs, told.coldMs);
  return {
    ...base,
    sentence: contest.headline.parts,
    because: contest.because,
    far: { warmMs, coldMs, title, rttMs, ...(changed && { note: farNotes.changed(told.warmMs, told.coldMs) }) },
  };
}

const farTitle = ({ profile, server }: SharedFar) =>
  `${profileOf(profile)?.title ?? profile}, ${serverOf(server)?.title ?? server}`;

/** What names a far side. */
export type FarNamed = Pick<SharedFar, 'profile' | 'server' | 'afterIdle' | 'seed'>;

/** The far side that a link names, simulated by this page with its server anywhere, or why it can't be. Never rejects. */
export async function simulated(
  cell: CompletedCell,
  { profile, server: serverId, afterIdle, seed }: FarNamed,
): Promise<{ readonly anywhere: AnyDistance } | { readonly problem: string }> {
  const network = profileOf(partsOf(profile).network);
  if (!network || !profileOf(profile) || !serverOf(serverId)) return { problem: farNotes.unknown };
  try {
    const server = await loadServer(serverId);
    if (!server) return { problem: farNotes.unknown };
    const anywhere = farSideOf(cell, { network, server, afterIdle, seed });
    return 'problem' in anywhere ? { problem: anywhere.problem } : { anywhere };
  } catch {
    return { problem: farNotes.notHere };
  }
}
