import { writeParams } from './params';
import type { RunParams } from '../record/record';

export interface SharedLink {
  readonly url: string;
  /** What the link can't carry, in a sentence. */
  readonly note?: string;
}

/**
 * The link that repeats a run as soon as it is opened.
 * @param page address of the page as it stands; its query is replaced, its fragment dropped
 */
export function shareLink(page: string, params: RunParams): SharedLink {
  const url = new URL(page);
  const own = params.input === 'own';
  url.search = writeParams({ ...params, input: own ? undefined : params.input, autorun: true });
  url.hash = '';
  return {
    url: url.href,
    ...(own && { note: 'Your own input stays on this device, so the link leaves it out.' }),
  };
}
