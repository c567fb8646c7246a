import type { Figure } from '../cost/figures';
import type { Refusal } from '../server';
import type { Serve, Served } from './served';
import { speculativeOf } from './speculative';
import type { JudgedAnswer, Sides } from './sides';
import type { Strategy } from './strategy';

const nearAlone = (ms: number): Served => ({ ms, near: 1, nearUses: 1, farUses: 0 });
const isThere = (farMs: number) => farMs < Infinity;
/** The first of both, the near side's at `nearMs` and the far side's at `farMs` from the start. */
const firstOf = (nearMs: number, farMs: number): Served => ({
  ms: Math.min(nearMs, farMs),
  near: nearMs <= farMs ? 1 : 0,
  nearUses: 1,
  farUses: isThere(farMs) ? 1 : 0,
});
const farOr = (farMs: number, otherwise: Served): Served =>
  isThere(farMs) ? { ms: farMs, near: 0, nearUses: 0, farUses: 1 } : otherwise;
const nobody: Served = { ms: Infinity, near: 0, nearUses: 0, farUses: 0 };

/**
 * How a strategy serves a request. Neither side is slowed down by the other.
 * @returns a refusal where it needs something that isn't known
 */
export function serveBy(strategy: Strategy, sides: Sides): Serve | Refusal {
  const { noticeMs } = sides.far;
  switch (strategy.kind) {
    case 'near-only':
      return ({ nearMs }) => nearAlone(nearMs);
    case 'far-only':
      return ({ farMs }) => farOr(farMs, nobody);
    case 'near-first': {
      const { deadlineMs, whenLate } = strategy;
      return ({ nearMs, farMs }) => {
        if (nearMs <= deadlineMs) return nearAlone(nearMs);
        if (whenLate === 'race') return firstOf(nearMs, deadlineMs + farMs);
        return { ...farOr(deadlineMs + farMs, nobody), nearUses: deadlineMs / nearMs };
      };
    }
    case 'by-size': {
      if (!sides.sizes) return { problem: 'Routing by size needs to know how large requests are.' };
      const { mostFarBytes } = strategy;
      return ({ nearMs, farMs, upBytes }) =>
        upBytes <= mostFarBytes ? farOr(farMs, nearAlone(noticeMs + nearMs)) : nearAlone(nearMs);
    }
    case 'by-confidence': {
      if (!sides.confidences?.length)
        return { problem: 'Routing by confidence needs to know how sure the model is of its answers.' };
      const { leastConfidence } = strategy;
      return ({ nearMs, farMs, judged }) => {
        const right = rightOf(judged);
        if (judged && judged.confidence >= leastConfidence) return { ...nearAlone(nearMs), right };
        return isThere(farMs)
          ? { ms: nearMs + farMs, near: 0, nearUses: 1, farUses: 1 }
          : { ...nearAlone(nearMs + noticeMs), right };
      };
    }
    case 'hedge':
      return ({ nearMs, farMs }) => firstOf(nearMs, farMs);
    case 'offline-fallback': {
      const { giveUpMs } = strategy;
      return ({ nearMs, farMs }) => {
        if (farMs <= giveUpMs) return farOr(farMs, nobody);
        // Where the far side is known to be away nobody waits for it.
        const startMs = isThere(farMs) ? giveUpMs : Math.min(giveUpMs, noticeMs);
        return firstOf(startMs + nearMs, farMs);
      };
    }
    case 'speculative':
      return speculativeOf(strategy.draftTokens, sides);
  }
}

const rightOf = (judged: JudgedAnswer | undefined): Figure =>
  judged?.right === null || judged === undefined ? null : Number(judged.right);
