import { Problem } from '../domain/problem';
import { artefactBytes } from '../models/artefact';
import { isGpu, runtimeDownload } from '../runtimes/target';
import type { Opened, SessionSpec } from './types';

/** What a page waits for; `start` is the worker's own script, `first` a network's first run, `run` any later one. */
export type Wait = 'start' | 'runtime' | 'download' | 'create' | 'first' | 'run';

/** What is known of how long things take. */
export interface Pace {
  readonly spec: Pick<SessionSpec, 'chain' | 'target'>;
  /** Absent until the model is loaded. */
  readonly opened?: Pick<Opened, 'actual'>;
  /** The longest call so far, ms; 0 before the first. */
  readonly slowestMs: number;
}

const SECOND = 1000;
/** Slower than any connection on which a visitor would wait for megabytes. */
const SLOWEST_BYTES_PER_MS = 20;
/** Parsing, compiling and uploading on the slowest phones. */
const SLOWEST_CREATE_BYTES_PER_MS = 500;
/** Multiply-accumulates of plain JavaScript on the slowest phones. */
const SLOWEST_MACS_PER_MS = 10_000;
/** On SwiftShader MoveNet's first run took 15 s on two cores, and larger networks take longer. */
const SOFTWARE_GPU = 4;
/** Later runs are seldom this many times as slow as the slowest call before them, whatever else the device does. */
const OUTLIER = 30;

/**
 * How long silence is taken for work, ms. Generous, since ending work that would have ended is worse than waiting. Any sign of
 * life (bytes, a network made, a run ended) begins the wait anew.
 */
export function limitMs(wait: Wait, { spec, opened, slowestMs }: Pace): number {
  const { chain, target } = spec;
  const sum = (valueOf: (link: (typeof chain)[number]) => number) =>
    chain.reduce((total, link) => total + valueOf(link), 0);
  // Unknown until it is open.
  const factor = isGpu(target) && opened?.actual.softwareAdapter !== false ? SOFTWARE_GPU : 1;
  const first = factor * (60 * SECOND + sum(({ card }) => card.macs.count) / SLOWEST_MACS_PER_MS);
  switch (wait) {
    case 'start':
      return 60 * SECOND;
    case 'runtime':
      // TensorFlow.js reports no bytes: all of its download has to fit.
      return 60 * SECOND + runtimeDownload(target) / SLOWEST_BYTES_PER_MS;
    case 'download':
      // The download itself notices a silent server sooner, and tries again.
      return 180 * SECOND;
    case 'create':
      return (
        factor *
        (60 * SECOND + sum(({ card, artefact }) => artefactBytes(card, artefact)) / SLOWEST_CREATE_BYTES_PER_MS)
      );
    case 'first':
      return first;
    case 'run':
      return Math.min(first, Math.max(30 * SECOND, OUTLIER * slowestMs));
  }
}

const subjects: Readonly<Record<Wait, string>> = {
  start: 'The script that runs models did not arrive',
  runtime: 'The runtime did not start',
  download: 'The download stood still',
  create: 'The network was not built',
  first: 'The first inference did not end',
  run: 'An inference did not end',
};

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / SECOND));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}

/** What ends a wait that was too long. */
export function silence(wait: Wait, ms: number): Problem {
  const isConnection = wait === 'start' || wait === 'download';
  const advice = isConnection ? 'Check the connection and run again.' : 'Run it again, or pick another backend.';
  const what = `${subjects[wait]} for ${inWords(ms)}`;
  return isConnection
    ? new Problem('download', `${what}. ${advice}`)
    : new Problem('timeout', `${subjects[wait]} within ${inWords(ms)}, so its worker was ended. ${advice}`);
}
