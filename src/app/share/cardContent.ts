import { bound, plainText, type TextPart } from '../../domain/words';
import { duration } from '../../ui/format';
import type { JudgedResult } from './judgedResult';
import { card, dateOf, label } from './words';

interface CardSide {
  readonly label: string;
  readonly value: string;
  readonly ms: number;
}

/** What stands on a result card, whatever draws it. */
export interface CardContent {
  /** "Find objects". */
  readonly task: string;
  readonly model: string;
  readonly near: CardSide;
  readonly far?: CardSide;
  readonly sentence: readonly TextPart[];
  /** What the speed is good for. */
  readonly use?: string;
  readonly device: string;
  readonly date: string;
  /** What the far figure rests on. */
  readonly assumption?: string;
  /** Where the page stands: "nearside.example.org". */
  readonly site: string;
}

/**
 * @param page address of the page, of which the site is said without its scheme
 * @param nearLabel of the side that was measured
 */
export function cardContent(
  { shared, task, title, near, use, far, sentence }: JudgedResult,
  page: string,
  nearLabel = label.near,
): CardContent {
  const { host, pathname } = new URL(page);
  return {
    task: task?.verb ?? title,
    model: title,
    near: { label: nearLabel, value: bound(duration(near.totalMs)), ms: near.totalMs },
    ...(far && {
      far: { label: label.far, value: bound(duration(far.warmMs)), ms: far.warmMs },
      assumption: card.simulated(far.title, far.rttMs),
    }),
    sentence: sentence.map((part) => ({ ...part, text: bound(part.text) })),
    use: bound(use.sentence),
    device: shared.device,
    date: dateOf(shared.record.createdAt),
    site: `${host}${pathname.replace(/\/(?:index\.html)?$/, '')}`,
  };
}

/** The card in words, for who can't see it. */
export function altText(content: CardContent): string {
  const { task, sentence, device, date, far } = content;
  return (far ? card.alt : card.altNear)(task, plainText(sentence), device, date);
}
