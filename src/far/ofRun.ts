import { bytesPerNumber } from '../domain/precision';
import type { Cell, CompletedCell, Far, RefusedFar } from '../record/record';
import type { NetworkProfile } from './network';
import type { AnswerWork } from './server';
import type { Server } from './servers';
import { simulateFarSide } from './simulate';
import type { AfterIdle } from './afterIdle';

/** Bytes: the input as it is, the answer as JSON. */
export interface Payload {
  readonly upBytes: number;
  readonly downBytes: number;
}

/** What a model would send to a cloud and ask of it, read from a cell that did the same work here. */
export interface FarWork {
  readonly model: string;
  readonly payload: Payload;
  readonly work: AnswerWork;
}

/** Nothing of it depends on how the cell's target stores its weights: the server's precision says what they weigh there. */
export function farWorkOf({ model, input, work, stages = [], artefact }: CompletedCell): FarWork {
  // A record from before weights were counted knows their bytes alone.
  const fromBytes = () => Math.round(work.weightBytes / (bytesPerNumber(artefact?.precision ?? '') ?? 4));
  return {
    model,
    payload: { upBytes: input.bytes, downBytes: work.answerBytes ?? 0 },
    work: {
      macs: work.macs,
      parameters: work.parameters ?? fromBytes(),
      runs: Math.max(
        1,
        stages.reduce((sum, stage) => sum + stage.runs, 0),
      ),
    },
  };
}

export interface FarChoice {
  readonly profile: NetworkProfile;
  readonly server: Server;
  readonly afterIdle?: AfterIdle;
  readonly seed: number;
}

/**
 * One simulated far side for each model that a completed cell of the run describes.
 * @param known what was simulated before by the cell it was for: a growing run asks again and again, and each takes milliseconds
 */
export function farOfRun(
  cells: readonly Cell[],
  choice: FarChoice,
  known = new Map<CompletedCell, Far | RefusedFar>(),
): (Far | RefusedFar)[] {
  const byModel = new Map<string, CompletedCell>();
  for (const cell of cells) {
    // A text comes token by token: its far side is no request and one answer.
    const isOneAnswer = cell.status === 'completed' && cell.workload === 'inference';
    if (isOneAnswer && !byModel.has(cell.model)) byModel.set(cell.model, cell);
  }
  return [...byModel.values()].map((cell) => {
    const far = known.get(cell) ?? simulateFarSide({ ...farWorkOf(cell), ...choice });
    known.set(cell, far);
    return far;
  });
}
