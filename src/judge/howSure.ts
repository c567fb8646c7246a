import { percent, plural } from '../domain/words';
import { accordOf, UNPROVEN } from '../record/cellAgreement';
import type { CompletedCell, Flag } from '../record/record';
import type { VerdictContext } from './evidence';
import type { Floor } from './different';
import type { Ranking } from './rank';
import { fewestOpenings, isMuch, LARGE, NOTICEABLE, openingsSpread, reassuring } from './reassuring';
import { titles } from './titles';

/** How much a verdict can be leant on, in words. */
export interface Sureness {
  readonly level: 'sure' | 'fairly sure' | 'unsure';
  /** The level in a word, finer: "a first impression" of what was opened only once. */
  readonly word: 'very sure' | 'sure' | 'fairly sure' | 'a first impression' | 'unsure';
  /** Of five. */
  readonly pips: 1 | 2 | 3 | 4 | 5;
  /** One sentence each: what was looked at and gives no reason to doubt. */
  readonly fine: readonly string[];
  /** "Fairly sure: openings of … differed by 6 %." One sentence, the weightiest reason first. */
  readonly sentence: string;
  /** One sentence each: every other reason to doubt it. */
  readonly doubts: readonly string[];
  /** What this device tells apart at least, in a sentence; absent where nothing was opened twice. */
  readonly floor?: string;
  /** What would make it surer; absent where nothing is in doubt. */
  readonly surer?: string;
}

interface Doubt {
  /** 1 leaves it fairly sure, 2 unsure. */
  readonly weight: 1 | 2;
  /** That a target was opened once, which a preview is known for. */
  readonly opened?: 'once';
  readonly says: string;
  /** What would help, the likeliest first. */
  readonly surer: string | readonly string[];
}

interface Judged {
  /** The cells that the verdict rests on. */
  readonly contenders: readonly CompletedCell[];
  readonly ranking: Ranking;
  readonly context: VerdictContext;
}

const CLOSE_OTHERS = 'close other programs and tabs, and measure again';
const MEASURE_LONGER = 'measure with the thorough scenario';

function openingsDiffer({ contenders }: Judged): Doubt[] {
  const spread = contenders.map((cell) => ({ cell, share: openingsSpread(cell) }));
  const worst = spread.toSorted((a, b) => b.share - a.share)[0];
  if (!worst || worst.share < NOTICEABLE) return [];
  const says = `openings of ${titles([worst.cell])} differed by ${percent(worst.share)}`;
  return [{ weight: worst.share >= LARGE ? 2 : 1, says, surer: [CLOSE_OTHERS, MEASURE_LONGER] }];
}

function onePreview({ contenders }: Judged): Doubt[] {
  const once = contenders.filter(({ steady }) => steady.openings === 1);
  if (once.length === 0) return [];
  const all = contenders.length === 1 ? 'it was opened only once' : 'each was opened only once';
  const says = once.length === contenders.length ? all : `${titles(once)} was opened only once`;
  return [
    {
      weight: 2,
      opened: 'once',
      says,
      surer: 'measure with the quick scenario, which opens each target several times',
    },
  ];
}

/** Flags of the contenders that weaken what they say. */
const flagged: readonly { flag: Flag; weight: 1 | 2; says: string; surer: string }[] = [
  { flag: 'spread', weight: 1, says: 'varied by more than a quarter of the median', surer: CLOSE_OTHERS },
  {
    flag: 'drift',
    weight: 1,
    says: 'slowed down while it was measured',
    surer: 'let the device rest, then measure again',
  },
  { flag: 'not-warm', weight: 1, says: 'still got faster while it was measured', surer: MEASURE_LONGER },
  { flag: 'capped', weight: 1, says: 'met the time limit first', surer: MEASURE_LONGER },
  { flag: 'ended-early', weight: 1, says: 'was ended early', surer: 'let the measurement run to its end' },
  {
    flag: 'paused',
    weight: 1,
    says: 'waited while the tab was hidden',
    surer: 'keep the tab in view while it measures',
  },
  {
    flag: 'main-thread',
    weight: 1,
    says: 'ran on the page’s own thread, which draws the page too',
    surer: 'use a browser with WebGL in workers',
  },
  {
    flag: 'software-gpu',
    weight: 2,
    says: 'ran on a GPU in software, which says nothing of a real one',
    surer: 'measure on a device with a GPU that the browser may use',
  },
];

function flags({ contenders }: Judged): Doubt[] {
  return flagged.flatMap(({ flag, weight, says, surer }) => {
    const those = contenders.filter(({ steady }) => steady.flags.includes(flag));
    return those.length > 0 ? [{ weight, says: `${titles(those)} ${says}`, surer }] : [];
  });
}

function inputDisagrees({ contenders }: Judged): Doubt[] {
  return contenders.flatMap((cell) => {
    const { inputAgreement } = cell;
    if (!inputAgreement || inputAgreement.pass) return [];
    const says = `${titles([cell])} said something else of this input than ${inputAgreement.with} did`;
    return [{ weight: 2 as const, says, surer: 'measure with another input, and report it if it stays so' }];
  });
}

function unproven({ contenders }: Judged): Doubt[] {
  const those = contenders.filter(({ agreement }) => accordOf(agreement) === 'unproven');
  if (those.length === 0) return [];
  const says = `${titles(those)} ${those.length === 1 ? 'is' : 'are'} ${UNPROVEN}`;
  return [{ weight: 1, says, surer: 'compare what it writes with what its authors show' }];
}

function busy({ context: { environment } }: Judged): Doubt[] {
  const worst = environment.pressure?.worst;
  if (worst !== 'serious' && worst !== 'critical') return [];
  const says = `the browser called the pressure on the processor ${worst}`;
  return [{ weight: worst === 'critical' ? 2 : 1, says, surer: CLOSE_OTHERS }];
}

function battery({ context: { environment } }: Judged): Doubt[] {
  const { start, end } = environment.power ?? {};
  const surer = 'plug it in and measure again';
  if (start && end && start.charging !== end.charging)
    return [{ weight: 1, says: `the charger was ${end.charging ? 'plugged in' : 'pulled'} meanwhile`, surer }];
  if (start && !start.charging) {
    const level = Math.round(100 * (end ?? start).level);
    return [{ weight: 1, says: `it ran on battery (${level} % at the end)`, surer }];
  }
  return [];
}

function coarseClock({ context: { environment } }: Judged): Doubt[] {
  if (environment.crossOriginIsolated) return [];
  return [
    {
      weight: 1,
      says: 'the page is not isolated, so the clock is coarse',
      surer: 'open it from a host that sends the isolation headers',
    },
  ];
}

const floorSentence = ({ share, from }: Floor) =>
  `Under ${percent(share)} nothing is called a difference here, as ${from === 'twins' ? 'equal twins' : 'openings of one target'} differ.`;

const sentenceOf = (clause: string) => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

/**
 * One judgement from everything that was seen of the run: how far openings differ, how busy the device was, what power it ran on,
 * what was flagged. It judges the cells that the verdict rests on: the winner and its next, or those that tie.
 */
export function howSure(ranking: Ranking, context: VerdictContext): Sureness {
  const { winner, tied, ranked, ahead, unranked, floor } = ranking;
  const second = winner && ranked.find((cell) => cell !== winner);
  const contenders = winner ? [winner, ...(second ? [second] : [])] : ahead ? unranked.slice(0, 2) : tied;
  const judged: Judged = { contenders, ranking, context };
  const doubts = [onePreview, inputDisagrees, unproven, flags, openingsDiffer, busy, battery, coarseClock]
    .flatMap((look) => look(judged))
    .toSorted((a, b) => b.weight - a.weight);
  const [first, ...others] = doubts;
  const rest = {
    doubts: others.map(({ says }) => sentenceOf(says)),
    fine: reassuring(contenders, context),
    ...(floor && { floor: floorSentence(floor) }),
  };
  if (!first) {
    const openings = fewestOpenings(contenders);
    const sentence =
      contenders.length === 1
        ? `Sure: its ${plural(openings, 'opening')} agree.`
        : `Sure: ${plural(openings, 'opening')} of each agree.`;
    const isVery = isMuch(contenders, context);
    return { level: 'sure', word: isVery ? 'very sure' : 'sure', pips: isVery ? 5 : 4, sentence, ...rest };
  }
  const level = first.weight === 2 || doubts.length > 3 ? 'unsure' : 'fairly sure';
  const heavy = doubts.filter(({ weight }) => weight === 2);
  const isFirstImpression = heavy.length === 1 && heavy[0]?.opened === 'once';
  const surer = [...new Set(doubts.flatMap((doubt) => doubt.surer))].slice(0, 2);
  return {
    level,
    word: isFirstImpression ? 'a first impression' : level,
    pips: level === 'fairly sure' ? 3 : heavy.length > 1 ? 1 : 2,
    sentence: sentenceOf(`${isFirstImpression ? 'a first impression' : level}: ${first.says}`),
    ...rest,
    surer: `Surer: ${surer.join(', or ')}.`,
  };
}
