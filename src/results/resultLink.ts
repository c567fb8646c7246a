import * as v from 'valibot';
import { cellAgreement } from '../record/cellAgreement';
import { afterIdles } from '../far/afterIdle';
import { farWorkOf } from '../far/ofRun';
import { deviceFacts } from '../judge/sameDevice';
import { deviceWords } from '../record/deviceWords';
import { pressureStates, RECORD_SCHEMA, type Cell, type Environment, type RunRecord } from '../record/record';
import { scenarios } from '../record/scenario';
import { readLink } from './readLink';
import { crc32, packLink } from './resultLinkBytes';
import { cellFromLink, cellsThatFit, cellToLink, fromPerhaps, perhaps, type ReasonWords } from './resultLinkCells';
import { LINK_VERSION, linkSchema, unseen, type LinkContent } from './resultLinkSchema';
import { short } from './resultLinkSeries';
import { nothingToShare, reasonWords, refusals } from './resultLinkWords';

/** The far side that stood against a result: what was chosen of it, and its medians. */
export interface SharedFar {
  readonly profile: string;
  readonly server: string;
  readonly afterIdle: (typeof afterIdles)[number];
  readonly seed: number;
  /** On an open connection, and with one to open first, ms. */
  readonly warmMs: number;
  readonly coldMs: number;
}

/** One model's result, to be put into a link. */
export interface ResultToShare {
  readonly record: RunRecord;
  readonly model: string;
  /** The cells that the page's verdict rests on, where those are not the record's own: pooled with earlier runs. */
  readonly pooled?: { readonly cells: readonly Cell[]; readonly runs: number };
  readonly far?: SharedFar;
}

/** One model's result as a link gives it back. */
export interface SharedResult {
  /**
   * The run as the judge reads it. Its samples stand for those that were left out, so that it is neither kept nor exported; its
   * environment holds what was said of the device and no more.
   */
  readonly record: RunRecord;
  readonly model: string;
  /** Where it was measured, in words. */
  readonly device: string;
  /** Equal for equal devices, as far as they tell. */
  readonly deviceMark: string;
  /** Runs that its openings come from. */
  readonly runs: number;
  readonly far?: SharedFar;
}

/** What tells one device from another without saying what it is. */
export function deviceMarkOf(environment: Environment): string {
  const facts = new TextEncoder().encode(JSON.stringify(deviceFacts(environment)));
  return crc32(facts).toString(16).padStart(8, '0');
}

const LONGEST_DEVICE = 160;
/** As much of a text as a link may hold, in whole characters. */
const visible = (text: string, most: number) => {
  const kept = text.replace(new RegExp(unseen, 'gu'), '').slice(0, most);
  return kept.replace(/[\uD800-\uDBFF]$/, '');
};
const adapter = (found: { readonly software: boolean } | undefined) => (found ? 1 + Number(found.software) : 0);

/**
 * The result as the part of an address behind `#/result/`: the link holds it, nothing is stored anywhere. What was given to the
 * model and what it answered stay out of it.
 */
export async function writeResultLink(shared: ResultToShare): Promise<{ code: string } | { problem: string }> {
  const { record, model, pooled, far } = shared;
  const own = (pooled?.cells ?? record.cells).filter((cell) => cell.model === model);
  const first = own.find((cell) => cell.status === 'completed');
  if (!first) return { problem: nothingToShare };
  const { environment, params } = record;
  const { power, pressure, runtimes } = environment;
  const { work, payload } = farWorkOf(first);
  const agreement = cellAgreement(first, model);
  const charge = (at: { charging: boolean; level: number } | undefined): [number, number] | 0 =>
    at ? [Number(at.charging), short(at.level)] : 0;
  const content: LinkContent = [
    visible(record.app, 80),
    Math.floor(Date.parse(record.createdAt) / 1000),
    model,
    first.input.id,
    scenarios.indexOf(params.scenario),
    params.seed,
    pooled?.runs ?? 1,
    [
      visible(deviceWords(environment), LONGEST_DEVICE),
      deviceMarkOf(environment),
      environment.cores,
      environment.memoryGiB ?? 0,
      Number(environment.crossOriginIsolated),
      perhaps(environment.sharedMemory),
      environment.timerResolutionMs,
      adapter(environment.gpu),
      adapter(environment.webgl),
    ],
    [charge(power?.start), charge(power?.end), pressure?.worst ? 1 + pressureStates.indexOf(pressure.worst) : 0],
    Object.entries(runtimes).slice(0, 8),
    agreement ? [visible(agreement.reference, 200), visible(agreement.task.measure, 60), agreement.task.limit] : 0,
    [work.macs, first.work.weightBytes, work.parameters, work.runs, payload.upBytes, payload.downBytes],
    far
      ? [far.profile, far.server, afterIdles.indexOf(far.afterIdle), far.seed, short(far.warmMs), short(far.coldMs)]
      : 0,
    cellsThatFit(own).map((cell) => cellToLink(cell, model)),
  ];
  // What a page of this version would refuse is not sent: an imported run may hold more than a link may.
  if (!v.is(linkSchema, content)) return { problem: refusals.unsendable };
  return { code: await packLink(LINK_VERSION, JSON.stringify(content)) };
}

/**
 * Reads what stands behind `#/result/`. Never rejects, whatever the text is.
 * @returns the result, or one sentence saying why there is none
 */
export async function readResultLink(code: string): Promise<SharedResult | { readonly problem: string }> {
  const read = await readLink(LINK_VERSION, code, linkSchema, refusals.impossible);
  return 'problem' in read ? read : resultOf(read.content, code.trim());
}

/** The code in a text that somebody pasted: an address, or a sentence with one in it; the text itself where it is a bare code. */
export function codeIn(text: string): string {
  return /#\/result\/([\w-]+)/.exec(text)?.[1] ?? text.trim();
}

/** @param words of a reason's code, whose own sentence is too long for a link */
function resultOf(content: LinkContent, code: string, words: ReasonWords = reasonWords): SharedResult {
  const [app, at, model, input, scenario, seed, runs, device, power, runtimes, agreement, work, far, cells] = content;
  const [name, deviceMark] = device;
  const [macs, weightBytes, parameters, runsAnAnswer, upBytes, downBytes] = work;
  const shared = {
    model,
    input: { id: input, kind: 'shared', detail: '', bytes: upBytes },
    work: { macs, weightBytes, parameters, answerBytes: downBytes },
    runs: runsAnAnswer,
    agreement,
  };
  const chosen = far && farOf(far);
  const record: RunRecord = {
    schema: RECORD_SCHEMA,
    id: `shared-${crc32(new TextEncoder().encode(code)).toString(16).padStart(8, '0')}`,
    createdAt: new Date(at * 1000).toISOString(),
    app,
    params: {
      models: [model],
      targets: [...new Set(cells.map(([target]) => target))],
      scenario: scenarios[scenario] as RunRecord['params']['scenario'],
      seed,
      input,
      ...(chosen && { far: { profile: chosen.profile, server: chosen.server, afterIdle: chosen.afterIdle } }),
    },
    environment: environmentOf(app, device, power, runtimes),
    cells: cells.map((cell) => cellFromLink(cell, shared, words)),
  };
  return { record, model, device: name, deviceMark, runs, ...(chosen && { far: chosen }) };
}

function farOf([profile, server, afterIdle, seed, warmMs, coldMs]: Exclude<LinkContent[12], 0>): SharedFar {
  return { profile, server, afterIdle: afterIdles[afterIdle] as SharedFar['afterIdle'], seed, warmMs, coldMs };
}

function environmentOf(
  app: string,
  [, , cores, memoryGiB, isolated, sharedMemory, timerResolutionMs, gpu, webgl]: LinkContent[7],
  [start, end, pressure]: LinkContent[8],
  runtimes: LinkContent[9],
): Environment {
  const charge = (at: [number, number]) => ({ charging: at[0] === 1, level: at[1] });
  const worst = pressureStates[pressure - 1];
  return {
    app: { version: app.slice(0, 40), commit: '' },
    userAgent: '',
    platform: '',
    cores,
    ...(memoryGiB > 0 && { memoryGiB }),
    crossOriginIsolated: isolated === 1,
    ...(sharedMemory !== 2 && { sharedMemory: fromPerhaps(sharedMemory) }),
    timerResolutionMs,
    ...(gpu > 0 && { gpu: { adapter: '', software: gpu === 2, features: [] } }),
    ...(webgl > 0 && { webgl: { renderer: '', software: webgl === 2 } }),
    ...(start && { power: { start: charge(start), ...(end && { end: charge(end) }) } }),
    ...(worst && { pressure: { worst } }),
    runtimes: Object.fromEntries(runtimes),
  };
}
