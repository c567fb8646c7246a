import { plainText } from '../../domain/words';
import { DEFAULT_AFTER_IDLE } from '../../far/afterIdle';
import { partsOf } from '../../far/ids';
import type { CompletedCell, RunParams } from '../../record/record';
import { readResultLink, writeResultLink, type ResultToShare, type SharedFar } from '../../results/resultLink';
import { resultLink } from '../../results/share';
import { altText, cardContent, type CardContent } from './cardContent';
import { judgeShared, simulated, type FarNamed } from './judgedResult';
import { card } from './words';

/** What is shared of a run: its own result, with the far side that stands against it on the page. */
export type Sharable = Omit<ResultToShare, 'far'> & {
  readonly far?: NonNullable<RunParams['far']> & { readonly seed: number };
};

export interface Prepared {
  /** Address that holds the result. */
  readonly link: string;
  readonly content: CardContent;
  /** The picture in words. */
  readonly alt: string;
  /** What is sent beside it. */
  readonly message: string;
}

/**
 * Puts a result into a link and reads it back, so that what is shown is what the other end will see.
 * @param page address of the page as it stands
 */
export async function prepare({ far, ...result }: Sharable, page: string): Promise<Prepared | { problem: string }> {
  const named = far && { ...far, afterIdle: far.afterIdle ?? DEFAULT_AFTER_IDLE };
  const made = await writeResultLink({ ...result, far: named && (await withMedians(result, named)) });
  if ('problem' in made) return made;
  const read = await readResultLink(made.code);
  if ('problem' in read) return read;
  const content = cardContent(await judgeShared(read), page);
  return {
    link: resultLink(page, made.code),
    content,
    alt: altText(content),
    message: card.message(content.task, plainText(content.sentence)),
  };
}

/** A far side with what its simulation comes to; none where it can't be simulated. */
async function withMedians({ record, model, pooled }: Sharable, far: FarNamed): Promise<SharedFar | undefined> {
  const isFirst = (cell: { status: string; model: string }) => cell.status === 'completed' && cell.model === model;
  const first = (pooled?.cells ?? record.cells).find((cell): cell is CompletedCell => isFirst(cell));
  const found = first && (await simulated(first, far));
  if (!found || 'problem' in found) return undefined;
  const { totalMs, coldTotalMs } = found.anywhere.at(partsOf(far.profile).distanceMs);
  return { ...far, warmMs: totalMs.median, coldMs: coldTotalMs.median };
}

export const canCopyPictures = () => 'ClipboardItem' in globalThis && 'write' in (navigator.clipboard ?? {});

export async function copyPicture(picture: Blob): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return true;
  } catch {
    return false;
  }
}

/** What the system's own sharing takes of a result: the picture too, where it takes files. */
export function shareData({ link, message }: Prepared, picture: Blob | undefined, name: string): ShareData | undefined {
  if (!('share' in navigator)) return undefined;
  const data = { title: 'Nearside', text: message, url: link };
  const files = picture && [new File([picture], name, { type: 'image/png' })];
  const withPicture = files && { ...data, files };
  return withPicture && navigator.canShare?.(withPicture) ? withPicture : data;
}

/** "nearside-objects-2026-11-27.png" */
export const pictureName = (address: string, createdAt: string) => `nearside-${address}-${createdAt.slice(0, 10)}.png`;
