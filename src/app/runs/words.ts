import { decimals, whole } from '../../domain/number';
import { listed, plural, type TextPart } from '../../domain/words';
import type { Fastest, RunRow } from '../../judge/summary';
import { scenarioRules } from '../../measure/scenario';
import type { Cell, Environment, RunRecord } from '../../record/record';
import { titleOfModel } from '../../models/outline';
import { targetTitle } from '../../runtimes/target';
import { duration, when } from '../../ui/format';

/** The list of runs. */
export const listWords = {
  collect: 'Collect from other devices',
  title: 'Your runs stay in this browser.',
  lead: 'Nothing of them is sent anywhere, unless you share one or save it as a file.',
  import: 'Import a run',
  reading: 'Reading them …',
  readingFile: 'Reading the file …',
  imported: 'Imported.',
  alreadyHere: 'This run is here already.',
  undo: 'Undo',
  delete: 'Delete',
  deleteRun: (createdAt: string) => `Delete the run of ${when(createdAt)}`,
  deleteUnreadable: (key: string) => `Delete the unreadable run ${key}`,
  deleted: (createdAt: string) => `The run of ${when(createdAt)} was deleted.`,
  unreadableDeleted: 'It was deleted.',
  back: (createdAt: string) => `The run of ${when(createdAt)} is back.`,
  notKept: 'This browser keeps nothing here; export what you want to keep.',
  unreadable: 'A stored run that can’t be read',
  whyUnreadable: (key: string, problem: string) => `${key}: ${problem}`,
  noClearWinner: 'no clear winner',
} as const;

export const emptyWords: readonly TextPart[] = [
  { text: 'No run yet. ' },
  { text: 'Run something here', href: '#/try' },
  { text: ', or import a run that somebody sent you.' },
];

export const modelsOf = ({ models }: Pick<RunRow, 'models'>): string => listed(models.map(titleOfModel));

const outcomes: Readonly<Record<Cell['status'], (count: number) => string>> = {
  completed: (count) => `${whole(count)} completed`,
  wrong: (count) => `${whole(count)} wrong`,
  unsupported: (count) => `${whole(count)} can’t`,
  failed: (count) => `${whole(count)} failed`,
  aborted: (count) => `${whole(count)} stopped`,
};

/** "Quick · 6 completed, 3 can’t". */
export function outcomeWords({ scenario, cells }: Pick<RunRow, 'scenario' | 'cells'>): string {
  const counts = (Object.entries(cells) as [Cell['status'], number][]).flatMap(([status, count]) =>
    count > 0 ? [outcomes[status](count)] : [],
  );
  return `${scenarioRules[scenario].label} · ${counts.join(', ')}`;
}

/** "TensorFlow.js · WASM 12 ms", behind the model's name where a run has several. */
export function fastestWords({ model, target, medianMs }: Fastest, several: boolean): TextPart[] {
  return [
    { text: several ? `${titleOfModel(model)}: ${targetTitle(target)} ` : `${targetTitle(target)} ` },
    { text: duration(medianMs), tone: 'near', strong: true },
  ];
}

/** One run by itself. */
export const detailWords = {
  back: '← All runs',
  reading: 'Reading the run …',
  unknownTitle: 'No such run.',
  unreadableTitle: 'This run can’t be shown.',
  unknown: 'This run is not in this browser. It may have been made elsewhere or deleted; its file can be imported.',
  title: (createdAt: string) => `Run of ${when(createdAt)}`,
  copyLink: 'Copy a link that repeats it',
  copied: (note: string | undefined) => (note ? `The link is copied. ${note}` : 'The link is copied.'),
  byHand: (url: string, note: string | undefined) => (note ? `${url} ${note}` : url),
  share: 'Share the result',
} as const;

export function paramsWords({ params, app, cells }: Pick<RunRecord, 'params' | 'app' | 'cells'>): string {
  return `${scenarioRules[params.scenario].label} · seed ${params.seed} · ${app} · ${plural(cells.length, 'cell')}`;
}

export function responsivenessWords({ longTasks, worstMs }: NonNullable<RunRecord['responsiveness']>): string {
  if (longTasks === 0) return 'While it ran, the page had no task over 50 ms.';
  return `While it ran, the page had ${plural(longTasks, 'task')} over 50 ms, the longest ${whole(worstMs)} ms.`;
}

/** Where a run was made. */
export const environmentTitle = 'Where it ran';

export function environmentRows(environment: Environment): readonly (readonly [name: string, value: string])[] {
  const { memoryGiB, sharedMemory, gpu, webgl, power, app } = environment;
  const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');
  const emulated = (name: string, software: boolean) => (software ? `${name} (software)` : name);
  return [
    ['Browser', environment.userAgent],
    ['Platform', environment.platform],
    ['Cores', whole(environment.cores)],
    ['Memory', memoryGiB ? `${memoryGiB} GiB, as the browser rounds it` : 'not told'],
    ['Cross-origin isolated', yesOrNo(environment.crossOriginIsolated)],
    ...(sharedMemory === undefined ? [] : [['Shared memory', yesOrNo(sharedMemory)] as const]),
    ['Timer resolution', duration(environment.timerResolutionMs)],
    ['WebGPU', gpu ? emulated(gpu.adapter, gpu.software) : 'none'],
    ['WebGL', webgl ? emulated(webgl.renderer, webgl.software) : 'none'],
    ['Runtimes', listed(Object.entries(environment.runtimes).map(([id, version]) => `${id} ${version}`))],
    ['Power', power ? powerWords(power.start) : 'not told'],
    ['Nearside', `${app.version}, ${app.commit}`],
  ];
}

function powerWords({ charging, level }: { readonly charging: boolean; readonly level: number }): string {
  const percent = decimals(100 * level, 0);
  return charging ? `charging, ${percent} %` : `battery, ${percent} %`;
}
