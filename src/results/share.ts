import { tasks } from '../tasks/registry';
import { writeParams } from './params';
import type { RunParams } from '../record/record';

export interface SharedLink {
  readonly url: string;
  /** What the link can't carry, in a sentence. */
  readonly note?: string;
}

/**
 * The link that repeats a run as soon as it is opened: a task's own model on that task's page, anything else on the page that
 * compares.
 * @param page address of the page as it stands, of which the query and the fragment are dropped
 */
export function shareLink(page: string, params: RunParams): SharedLink {
  const url = new URL(page);
  const own = params.input === 'own';
  const task = params.models.length === 1 ? tasks.find(({ model }) => model === params.models[0]) : undefined;
  const query = writeParams({ ...params, input: own ? undefined : params.input, autorun: true });
  url.search = '';
  url.hash = `/${task ? `try/${task.address}` : 'compare'}?${query}`;
  return {
    url: url.href,
    ...(own && { note: 'Your own input stays on this device, so the link leaves it out.' }),
  };
}

/**
 * The link that holds a result.
 * @param code as `writeResultLink` gives it
 */
export const resultLink = (page: string, code: string): string => addressOf(page, `/result/${code}`);

/**
 * The link that holds a story.
 * @param code as `writeStoryLink` gives it
 */
export const storyAddress = (page: string, code: string): string => addressOf(page, `/story/${code}`);

function addressOf(page: string, hash: string): string {
  const url = new URL(page);
  url.search = '';
  url.hash = hash;
  return url.href;
}
