import { inMacs, inMs, percent } from '../../src/domain/words';
import type { Percentiles } from '../../src/far/samples';
import type { ClosedForm, FarResult, ResultEnd, ResultTimes } from './result';

const figure = (ms: number) => ms.toFixed(ms < 100 ? 2 : 1).padStart(10);
const row = (label: string, { p50, p90, p99 }: Percentiles) =>
  `  ${label.padEnd(24)}${figure(p50)}${figure(p90)}${figure(p99)}`;

function table(title: string, { totalMs, legs }: ResultTimes): string[] {
  return [
    '',
    `${title.padEnd(26)}${['p50', 'p90', 'p99'].map((name) => `${name} ms`.padStart(10)).join('')}`,
    ...legs.map((leg) => row(leg.label, leg)),
    row('in all', totalMs),
  ];
}

function ends({ compute, ends }: FarResult): string[] {
  if (!compute.intervalMs || !ends) return [];
  const at = ({ computeMs, ...found }: ResultEnd): string[] => {
    const label = `chip ${inMs(computeMs)}`;
    if ('problem' in found) return [`  ${label}: ${found.problem}`];
    return [row(`${label}, open`, found.open), row(`${label}, to open`, found.first)];
  };
  const title = `in all, where the chip takes as long as 80 of 100 such cases at least or at most`;
  return ['', title, ...at(ends.faster), ...at(ends.slower)];
}

function agreement(name: string, { formulaMs, simulatedMs }: ClosedForm, { totalMs }: ResultTimes): string {
  const off = 100 * (simulatedMs / formulaMs - 1);
  return `  ${name.padEnd(24)}${figure(formulaMs)}${figure(simulatedMs)}${`${off >= 0 ? '+' : '−'}${Math.abs(off).toFixed(2)} %`.padStart(10)}${figure(totalMs.p50)}`;
}

function queueLine({ queue, traffic }: FarResult): string {
  if (traffic?.kind === 'scale-to-zero')
    return `server   asleep between requests: ${percent(queue.coldShare)} of requests are cold`;
  const capacity =
    queue.capacityPerSecond === undefined
      ? ''
      : ` of ${Number(queue.capacityPerSecond.toPrecision(3))} requests a second that it can answer`;
  const batches = queue.meanBatch > 1 ? `, ${queue.meanBatch.toFixed(1)} requests a batch` : '';
  return `server   ${percent(queue.load)}${capacity}${batches}`;
}

/** A result as lines to be read. */
export function linesOf(result: FarResult): string[] {
  const { model, profile, trace, server, payload, work, n, seed, closedForm, tokenMs, open, first } = result;
  const network = trace
    ? `a recorded network, ${trace.points} points in ${inMs(trace.durationMs)}`
    : `${profile.title} (${profile.source}): ${profile.rttMs} ms, ${profile.downKbps} kbit/s down, ${profile.upKbps} up`;
  const closed = closedForm
    ? [
        '',
        'median, ms                   formula simulated       off  with chance',
        agreement('connection open', closedForm.open, open),
        agreement('connection to open', closedForm.first, first),
        '  (formula and simulated: without jitter, loss, queue and cold starts)',
      ]
    : [];
  return [
    // Its title names the load that the traffic stands in place of.
    `${model} to ${result.traffic ? server.chip : server.title}, weights in ${server.precision}; ${n} requests, seed ${seed}`,
    `network  ${network}; ${result.transport}, ${result.afterIdle}`,
    ...(trace?.notes ?? []).map((note) => `         ${note}`),
    `payload  ${payload.upBytes} B up, ${payload.downBytes} B down; ${inMacs(work.macs)}, ${work.parameters} weights`,
    ...result.notes.map((note) => `         ${note}`),
    queueLine(result),
    ...table('connection open', open),
    ...table('connection to open first', first),
    ...ends(result),
    ...closed,
    ...(tokenMs === undefined
      ? []
      : ['', `to the first token as above, then ${inMs(tokenMs)} a token, ${(1000 / tokenMs).toFixed(0)} a second`]),
  ];
}
