import { quoted } from '../../domain/text';
import { percent, plural, type TextPart } from '../../domain/words';
import { targetTitle } from '../../runtimes/target';
import { bytes, duration } from '../../ui/format';
import type { FrameFigures } from '../../workloads/frames/statistics';
import { openingText } from '../openingText';
import type { CloudTrip } from './cloud';
import type { LiveRow } from './live.svelte';
import type { OpeningStep } from '../../sessions/prove';

/** What is going on until frames are answered. */
export const stepText = (step: OpeningStep | undefined): string =>
  openingText(step, 'Checking its answer against the reference …');

/** What really ran: "ONNX Runtime · WASM ×2", "TensorFlow.js · WebGPU, software GPU". */
export function ranTitle({ target, actual }: Pick<LiveRow, 'target' | 'actual'>): string {
  const { backend, build, fallbackNodes, softwareAdapter, threads } = actual;
  const asked = target.split('@')[0] ?? target;
  return [
    targetTitle(target, threads),
    ...(asked.endsWith(`-${backend}`) ? [] : [`on ${backend}`]),
    ...(build && !target.endsWith(`@${build}`) ? [`${build} build`] : []),
    ...(softwareAdapter ? ['software GPU'] : []),
    ...(fallbackNodes ? [`${plural(fallbackNodes, 'node')} on the CPU`] : []),
  ].join(', ');
}

export const frameRate = (perSecond: number): string => Number(perSecond.toPrecision(2)).toString();

/** Share of the frames that were answered or dropped. */
export function droppedText({ figures: { answered, dropped } }: LiveRow): string {
  const all = answered + dropped;
  if (all === 0) return '0';
  // All but a few are not all.
  const percent = Math.min(answered > 0 ? 99 : 100, Math.round((100 * dropped) / all));
  return `${dropped} (${percent} %)`;
}

/** The figures as one sentence. */
export function spokenText(row: LiveRow): string {
  const { p50Ms, p95Ms, perSecond, dropped } = row.figures;
  if (p50Ms === undefined || p95Ms === undefined || perSecond === undefined) return '';
  return (
    `${ranTitle(row)}: ${frameRate(perSecond)} frames a second, half of them within ${duration(p50Ms)}, ` +
    `95 % within ${duration(p95Ms)}, ${dropped} dropped so far.`
  );
}

/** What a rate of answers is good for, in words. 24 a second is film's rate, 30 most cameras'. */
function useOf(perSecond: number): readonly TextPart[] {
  if (perSecond >= 27)
    return [strong('Smooth enough to juggle.'), say(' Cameras give 30 a second, and nearly every one is answered.')];
  if (perSecond >= 20) return [strong('Smooth enough to dance to.'), say(' A juggler would need 30.')];
  if (perSecond >= 10)
    return [strong('Live, if not smooth.'), say(' Enough to follow a hand or a face; a film has 24.')];
  if (perSecond >= 3) return [strong('A slide show.'), say(' Enough for who sits still.')];
  return [strong('One picture after another.'), say(' Enough for things that stand where they are.')];
}

const say = (text: string): TextPart => ({ text });
const strong = (text: string): TextPart => ({ text, strong: true });
const near = (text: string): TextPart => ({ text, tone: 'near', strong: true });
const far = (text: string): TextPart => ({ text, tone: 'far', strong: true });

export const liveWords = {
  useOf,
  pageTitle: (verb: string) => `${verb}, live · Nearside`,
  idleHeading: (verb: string) => `${verb} in what your camera sees, as it happens.`,
  idle: 'Every frame is answered on this device. None is sent or kept.',
  noTask: (address: string) => `There is no live task ${quoted(address)}.`,
  didYouMean: 'Did you mean',
  notLive: (verb: string) => `“${verb}” reads sentences, and a camera gives none. Pick a task that looks at pictures.`,
  noTarget: 'No backend of this browser can run the model.',
  start: 'Start the camera',
  startFilm: 'Use a video file',
  stopCamera: 'Stop the camera',
  stopFilm: 'Stop the film',
  turnCamera: 'Other camera',
  fetches: (weights: number, runtime: number) =>
    `Fetches up to ${bytes(weights)} of weights and ${bytes(runtime)} of runtime, less where they are cached; then the browser asks for the camera.`,
  camera: 'Waiting for the camera. The browser may ask first …',
  paused: 'Paused while this tab is hidden.',
  loading: 'The model is being loaded.',
  /** Below one a second the time that each takes is the plainer figure. */
  perSecond: (rate: number) => (rate < 0.95 ? `One in ${duration(1000 / rate)}` : `${frameRate(rate)} a second`),
  counting: 'Counting …',
  old: (ms: number): TextPart[] => [say('What you see was answered '), near(duration(ms)), say(' after it happened.')],
  runningOn: 'Running on',
  chip: (title: string, rate: number | undefined) =>
    rate === undefined ? title : `${title}, ${frameRate(rate)} frames a second`,
  chipRate: (rate: number) => `${frameRate(rate)}/s`,
  ghost: 'The cloud’s ghost',
  showGhost: 'Show',
  hideGhost: 'Hide',
  ghostShown: 'Whether the cloud’s answer is drawn',
  ghostTrails: (trip: CloudTrip, hereMs: number, perSecond: number | undefined): TextPart[] => {
    const late = trip.tripMs - hereMs;
    const sent =
      perSecond === undefined
        ? ''
        : `, and ${bytes(Math.round(trip.frameBytes * perSecond))} of this picture would leave this device every second`;
    return late > 0
      ? [
          say(`The same answer from a server (${trip.server}) over ${trip.profile}, simulated: it trails by `),
          far(duration(late)),
          say(`${sent}.`),
        ]
      : [
          say(`From a server (${trip.server}) over ${trip.profile}, simulated, the answer would be here `),
          far(`${duration(-late)} sooner`),
          say(`${sent}. It can’t be drawn before this device has it too.`),
        ];
  },
  ghostPixels:
    'What this task makes is a whole picture: a second one over it would hide the first, so the cloud’s is not drawn.',
  ghostWeighing: 'Weighing a frame …',
  hereAgo: (ms: number) => `here, ${duration(ms)} ago`,
  cloudAgo: (ms: number) => `cloud, ${duration(ms)} ago`,
  lastFrames: (count: number) => (count > 0 ? `Last ${plural(count, 'frame')}` : 'Frames'),
  spread: ({ p50Ms, p95Ms, answered, dropped }: FrameFigures): string => {
    if (p50Ms === undefined || p95Ms === undefined) return 'No frame is answered yet.';
    const share = dropped / Math.max(1, answered + dropped);
    const kept = share < 0.02 ? 'hardly any dropped' : `${percent(share)} dropped for newer ones, none queued`;
    return `Half were answered within ${duration(p50Ms)}, 19 in 20 within ${duration(p95Ms)}; ${kept}.`;
  },
  table: 'All figures',
  filmKind: 'video/*',
  video: 'Camera',
  film: 'Film',
  changeFar:
    'Frames are taken to be sent as JPEG of quality 0.8, weighed here, over a connection in use; network and server are those of the Try page.',
} as const;
