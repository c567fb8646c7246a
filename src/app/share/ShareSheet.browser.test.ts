import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { sampleRecord } from '../../record/record.fixture';
import ShareSheet from './ShareSheet.svelte';

const record = sampleRecord();
const far = { profile: 'devtools-fast-4g', server: 'l4-60', seed: 7 };
const sharable = { record, model: 'movenet-lightning', far };
let closed = 0;
const show = (changes = {}) =>
  render(ShareSheet, { sharable: { ...sharable, ...changes }, onclose: () => void closed++ });

beforeEach(() => {
  closed = 0;
  vi.restoreAllMocks();
});

describe('sharing a result', () => {
  it('shows the picture that is shared, in words too', async () => {
    await show();
    const picture = page.getByRole('img', {
      name: /^Result card\. Find a pose: .*Measured on: Linux computer, 2 cores/,
    });
    await expect.element(picture).toBeVisible();
    await expect.element(picture).toHaveAttribute('alt', expect.stringContaining('The cloud is simulated.'));
  });

  it('copies a link that holds the result, and one that repeats the run', async () => {
    const copy = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await show();
    await page.getByRole('button', { name: 'Copy link', exact: true }).click();
    await expect.element(page.getByText('The link is copied.')).toBeVisible();
    expect(copy.mock.calls[0]?.[0]).toMatch(/#\/result\/[\w-]{100,1900}$/);
    await page.getByRole('button', { name: 'Copy its link' }).click();
    await vi.waitFor(() => expect(copy).toHaveBeenCalledTimes(2));
    expect(copy.mock.calls[1]?.[0]).toMatch(/#\/try\/pose\?models=movenet-lightning&.*seed=7&.*autorun=1$/);
  });

  it('shows the link where the browser copies nothing', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
    await show();
    await page.getByRole('button', { name: 'Copy link', exact: true }).click();
    await expect.element(page.getByRole('textbox', { name: 'Link to copy' })).toHaveValue(expect.stringMatching(/#\/result\//)); // prettier-ignore
  });

  it('says that one’s own input goes into neither', async () => {
    await show({ record: { ...record, params: { ...record.params, input: 'own' } } });
    await expect.element(page.getByText(/neither the picture nor the link holds it/)).toBeVisible();
  });

  it('still challenges another device where there is no result to share', async () => {
    const cells = record.cells.filter(({ status }) => status !== 'completed');
    await show({ record: { ...record, cells } });
    await expect.element(page.getByRole('alert')).toHaveTextContent('No target was measured');
    await expect.element(page.getByRole('button', { name: 'Copy its link' })).toBeEnabled();
    expect(page.getByRole('img').elements()).toHaveLength(0);
  });

  it('hands picture and link to the system’s own sharing where there is one, and takes its end for no failure', async () => {
    const shared: ShareData[] = [];
    Object.assign(navigator, {
      canShare: () => true,
      share: async (data: ShareData) => {
        shared.push(data);
        throw new DOMException('closed', 'AbortError');
      },
    });
    await show();
    await page.getByRole('button', { name: 'Share …' }).click();
    await vi.waitFor(() => expect(shared).toHaveLength(1));
    expect(shared[0]?.url).toMatch(/#\/result\//);
    expect(shared[0]?.files?.[0]?.type).toBe('image/png');
    await expect.element(page.getByRole('status')).toHaveTextContent('');
    Reflect.deleteProperty(navigator, 'share');
    Reflect.deleteProperty(navigator, 'canShare');
  });

  it('closes', async () => {
    await show();
    await page.getByRole('button', { name: 'Close' }).click();
    await vi.waitFor(() => expect(closed).toBe(1));
  });
});
