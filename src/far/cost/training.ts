import { isRefusal, known, times, type Figure, type Range } from './figures';
import type { Refusal } from '../server';

export interface TrainedModel {
  readonly trainingKwh: Figure;
  readonly requestsPerDay: Figure;
  readonly servedDays: Figure;
  /** Of one answer. */
  readonly joules: Range | Refusal;
}

/** A model's energy over its life, kWh. */
export interface LifeEnergy {
  readonly trainingKwh: number;
  readonly answers: number;
  readonly inferenceKwh: Range;
  /** Training's part of it all: least where answers take most. */
  readonly trainingShare: Range;
  /** Training spread over its answers, J each. */
  readonly trainingJoulesAnAnswer: number;
  /** Answers after which they have taken as much as the training. */
  readonly evenAfterAnswers: Range;
}

/** Training against inference over a model's life. */
export function lifeEnergy({ joules, ...given }: TrainedModel): LifeEnergy | Refusal {
  const what = 'Training against inference';
  const figures = known(what, given, {
    trainingKwh: 'the energy of the training',
    requestsPerDay: 'how many ask a day',
    servedDays: 'how long the model is used',
  });
  if (isRefusal(figures)) return figures;
  if (isRefusal(joules)) return joules;
  const { trainingKwh, requestsPerDay, servedDays } = figures;
  const answers = requestsPerDay * servedDays;
  if (answers === 0) return { problem: `${what} can’t be told: nobody asks.` };
  if (!(joules.low > 0)) return { problem: `${what} can’t be told: an answer takes some energy.` };
  const inferenceKwh = times(joules, answers / JOULES_PER_KWH);
  const share = (kwh: number) => trainingKwh / (trainingKwh + kwh);
  const trainingJoules = trainingKwh * JOULES_PER_KWH;
  return {
    trainingKwh,
    answers,
    inferenceKwh,
    trainingShare: { low: share(inferenceKwh.high), high: share(inferenceKwh.low) },
    trainingJoulesAnAnswer: trainingJoules / answers,
    evenAfterAnswers: { low: trainingJoules / joules.high, high: trainingJoules / joules.low },
  };
}

const JOULES_PER_KWH = 3_600_000;
