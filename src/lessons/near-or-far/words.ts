import { inMs, plural, type TextPart } from '../../domain/words';
import type { Reach } from './fibre';
import { FARTHEST_MS, NEAREST_MS, type Found, type Outcome } from './found';

const say = (text: string): TextPart => ({ text });
const near = (text: string): TextPart => ({ text, tone: 'near', strong: true });
const far = (text: string): TextPart => ({ text, tone: 'far', strong: true });
const strong = (text: string): TextPart => ({ text, strong: true });

/** "2.4": of a ratio, two digits. */
const times = (ratio: number) => String(Number(ratio.toPrecision(2)));
/** "11,500". */
const count = (value: number) => new Intl.NumberFormat('en').format(value);
/** Whole milliseconds from ten on: a guess is not finer. */
const wayMs = (ms: number) => inMs(ms < 10 ? Number(ms.toPrecision(2)) : Math.round(ms));

/** Within this share of the truth a guess is as good as right. */
const RIGHT = 0.15;

export const words = {
  title: 'How far may the faster chip be? · Nearside',
  here: 'Here',
  hereNote: 'measured',
  there: 'There',
  thereNote: 'simulated',
  thereNextDoor: 'There, without the way',
  thisDevice: 'this device',
  fasterChip: 'a faster chip',

  question: {
    eyebrow: 'Learn · Distance',
    heading: [say('How far may the faster chip be?')],
    say: (found: Found | undefined): TextPart[] => {
      const ratio = found && found.inferenceMs / found.nextDoor.servingMs;
      if (!ratio) {
        return [
          say('Somewhere in a data centre is '),
          far('a faster chip'),
          say(' than the one in this device. But the picture must go there, and the answer come back.'),
        ];
      }
      return ratio > 1
        ? [
            say('A server with a faster chip finds objects '),
            far(`${times(ratio)} times as fast`),
            say(' as this device, as simulated. But the picture must go there, and the answer come back.'),
          ]
        : [
            say('This device finds objects '),
            near(`${times(1 / ratio)} times as fast`),
            say(' as the server in the data centre, as simulated. Then there is nothing to fetch from afar.'),
          ];
    },
    picture: 'This device on the left, a faster chip on the right, and a way between them',
    teacher:
      'Ask first where the class thinks their last photo search, translation or filter was computed: in the hand, or far away?',
  },

  predict: {
    eyebrow: '1 · Predict',
    heading: [say('From which distance on does '), { text: 'this device', tone: 'near' }, say(' win?')] as TextPart[],
    say: [say('Distance here is time: a message’s way there and back.')],
    label: 'Your guess: the round trip from which on this device wins',
    lock: 'This is my guess',
    change: 'Change it',
    noted: '✓ Noted. Now measure.',
    nearest: `${inMs(NEAREST_MS)} · next door`,
    farthest: `${inMs(FARTHEST_MS)} · by way of a distant satellite`,
    teacher: 'Ask for hands at 5, 50 and 250 ms before anybody measures, and for a reason each.',
  },

  measure: {
    eyebrow: '2 · Measure',
    heading: [say('One answer here, one there')],
    waits: 'First make a guess: a number you did not expect teaches more.',
    noTarget: 'No backend of this browser can run the model, so there is nothing to measure here.',
    nothing: 'No backend gave a right answer here. Measure again, or try another browser.',
    chart: (found: Found | undefined) =>
      found
        ? `One answer takes ${inMs(found.hereMs)} here, measured, and ${inMs(found.nextDoor.totalMs)} there with the server next door, simulated.`
        : 'Not measured yet.',
    how: (found: Found) =>
      `Measured ${plural(found.n, 'time')} on ${found.target}: half of the answers took less than ${inMs(found.hereMs)}. Each was checked against the reference.`,
    assumes: (found: Found) =>
      `There: ${found.server}, ${inMs(found.nextDoor.servingMs)} of queue, software and chip; sending the picture over Wi-Fi takes ${inMs(found.nextDoor.sendingMs + found.nextDoor.wayMs)}. Simulated, over a connection that is in use.`,
    sending: 'sending',
    serving: 'server',
    teacher:
      'Measure on several devices in the room and write the times on the board: the guess was about yours, the answer is about each.',
  },

  reveal: {
    eyebrow: '3 · Reveal',
    waiting: [say('The answer waits here')],
    waits: 'Guess, measure, and it appears.',
    heading: (outcome: Outcome, evenMs: number | undefined): TextPart[] => {
      switch (outcome) {
        case 'even':
          return [say('At '), { text: wayMs(evenMs ?? 0), tone: 'near' }, say(' they draw level.')];
        case 'here wins everywhere':
          return [{ text: 'This device', tone: 'near' }, say(' wins at any distance.')];
        case 'there wins everywhere':
          return [{ text: 'The cloud', tone: 'far' }, say(' wins at any distance.')];
      }
    },
    say: (outcome: Outcome, evenMs: number | undefined, guessMs: number, hereMs: number): TextPart[] => {
      const said = `You said ${wayMs(guessMs)}`;
      if (outcome === 'here wins everywhere') {
        return [
          say(`${said}. But even next door the server takes longer than the `),
          near(inMs(hereMs)),
          say(' here.'),
        ];
      }
      if (outcome === 'there wins everywhere') {
        return [
          say(`${said}. But even ${inMs(FARTHEST_MS)} away the cloud is back before the `),
          near(inMs(hereMs)),
          say(' that this device takes.'),
        ];
      }
      const off = guessMs / (evenMs ?? guessMs);
      if (Math.abs(Math.log(off)) < Math.log(1 + RIGHT)) return [say(`${said}: `), strong('as good as right.')];
      return off < 1
        ? [
            say(`${said}. The cloud may be `),
            strong(`${times(1 / off)} times as far`),
            say(' away and still not lose.'),
          ]
        : [say(`${said}. The cloud loses from `), strong(`1/${times(off)} of that distance`), say(' on.')];
    },
    youSaid: (guessMs: number) => `you said ${wayMs(guessMs)}`,
    closer: 'closer: the cloud wins',
    further: 'further: this device wins',
    chart: (outcome: Outcome, evenMs: number | undefined) =>
      outcome === 'even' ? `Up to ${wayMs(evenMs ?? 0)} of round trip the cloud wins, beyond it this device.` : '',
    teacher: 'Who was closest? Ask what would move this point: a faster phone, a bigger picture, a busier server.',
  },

  move: {
    eyebrow: '4 · Move the cloud',
    waiting: [say('Then move the cloud yourself')],
    heading: (winner: 'here' | 'there' | 'too close to call', ms: number): TextPart[] => {
      const away = `${wayMs(ms)} away`;
      switch (winner) {
        case 'here':
          return [say(`${away}, `), { text: 'this device', tone: 'near' }, say(' wins.')];
        case 'there':
          return [say(`${away}, `), { text: 'the cloud', tone: 'far' }, say(' wins.')];
        case 'too close to call':
          return [say(`${away}, it is too close to call.`)];
      }
    },
    label: 'How far away the cloud is',
    waits: 'First guess and measure.',
    way: 'the way',
    chart: (hereMs: number, thereMs: number, ms: number) =>
      `With the cloud ${wayMs(ms)} away, one answer takes ${inMs(hereMs)} here and ${inMs(thereMs)} there.`,
    teacher:
      'Let somebody move the cloud to where they think a game’s server, a search engine’s and a weather service’s stand.',
  },

  why: {
    eyebrow: '5 · Why',
    waiting: [say('The time it saves is the way it can afford')],
    heading: [say('The time it saves is the way it can afford')],
    waits: 'Shown once you have measured.',
    say: (found: Found, outcome: Outcome, reach: Reach | undefined): TextPart[] => {
      const saved = found.hereMs - found.nextDoor.totalMs;
      if (outcome === 'here wins everywhere' || !reach) {
        return [
          say('Here one answer takes '),
          near(inMs(found.hereMs)),
          say(', there '),
          far(inMs(found.nextDoor.totalMs)),
          say(' before any distance is counted. It saves no time, so it can afford no way.'),
        ];
      }
      const long = reach.beyond
        ? 'farther than any place on Earth is.'
        : `${reach.like ? `about ${reach.like}, ` : ''}if the fibre ran straight.`;
      return [
        near(inMs(found.hereMs)),
        say(' here less '),
        far(inMs(found.nextDoor.totalMs)),
        say(
          ` there leaves ${inMs(saved)} for travelling. Light in glass gets 100 km there and back in a millisecond: that is ${count(reach.km)} km, ${long}`,
        ),
      ];
    },
    left: (ms: number) => `${inMs(ms)} left for the way`,
    source:
      'Light in a silica fibre covers 204 km in a millisecond (group index 1.468 at 1550 nm, Corning SMF-28). Real routes are longer than a straight line, and every router on the way takes its share.',
    tryIt: 'Drag the server yourself',
    teacher:
      'A video call feels broken from about 200 ms each way on. What else has a limit like that, and what has none?',
  },
} as const;
