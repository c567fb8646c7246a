import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Cell } from '../../record/record';
import Headline from './Headline.svelte';
import type { TryState } from './tryState.svelte';

interface Stage {
  status?: TryState['run']['status'];
  cells?: readonly { readonly firstMs?: number }[];
  finished?: readonly unknown[];
  verdict?: TryState['verdict'];
  contest?: TryState['contest'];
}

/** What the headline reads of a play page, at one moment of a run. */
const at = ({ status = 'idle', cells = [], finished = [], verdict, contest }: Stage) =>
  ({
    task: { id: 'pose', verb: 'Find a pose' },
    downloadBytes: 4_800_000,
    run: { status, running: status === 'running', cells, record: { cells: finished } },
    finished,
    verdict,
    contest,
  }) as unknown as TryState;
const show = (stage: Stage) => render(Headline, { play: at(stage) });

const failed = (message: string): Partial<Cell> => ({ status: 'failed', reason: { code: 'download', message } });
const verdict = {
  bestKeys: [],
  tied: [],
  headline: 'No target could be measured here.',
  because: ['A: no.', 'B: no.'],
};

describe('the headline', () => {
  it('asks the question of its task and says what pressing the button takes', async () => {
    const screen = await show({});
    await expect
      .element(screen.getByRole('heading', { level: 1 }))
      .toHaveTextContent(/^How fast does this device find a pose/);
    await expect.element(screen.getByText(/4\.8 MB of weights come down once/)).toBeVisible();
  });

  it('gives the time of the first answer as soon as there is one', async () => {
    const screen = await show({ status: 'running', cells: [{}] });
    await expect.element(screen.getByRole('heading')).toHaveTextContent('Getting the first answer …');
    await screen.rerender({ play: at({ status: 'running', cells: [{}, { firstMs: 112 }] }) });
    await expect.element(screen.getByRole('heading')).toHaveTextContent('112 ms for the first answer.');
  });

  it('says here or there in the two sides’ colours, no figure parted from its unit', async () => {
    const parts = [
      { text: 'Here', tone: 'near' as const },
      { text: ' wins: 23 ms on this device, ' },
      { text: '405 ms', tone: 'far' as const },
      { text: ' through a simulated cloud 60 ms away.' },
    ];
    const side = { winner: 'here' as const, farMs: 405, ratio: 17 };
    const found = { warm: side, cold: side, headline: { parts }, sentence: '', because: 'It is near.' };
    const contest = found as unknown as TryState['contest'];
    const screen = await show({ status: 'finished', contest });
    const heading = screen.getByRole('heading').element();
    expect(heading.textContent?.trim()).toBe(
      'Here wins: 23\u00a0ms on this device, 405\u00a0ms through a simulated cloud 60\u00a0ms away.',
    );
    expect(heading.querySelector('.near-ink')?.textContent).toBe('Here');
    expect(heading.querySelector('.far-ink')?.textContent).toBe('405\u00a0ms');
    await expect.element(screen.getByText('It is near.')).toBeVisible();
  });

  it('gives what failed each reason once', async () => {
    const finished = [failed('Offline.'), failed('Offline.'), failed('Cut short.')];
    const screen = await show({ status: 'finished', finished, verdict });
    await expect.element(screen.getByRole('heading')).toHaveTextContent('No target could be measured here.');
    expect([...screen.container.querySelectorAll('.why')].map((why) => why.textContent)).toEqual([
      'Offline.',
      'Cut short.',
    ]);
  });

  it('falls back on the verdict’s reasons where nothing broke', async () => {
    const screen = await show({
      status: 'finished',
      finished: [{ status: 'unsupported', reason: { message: 'x' } }],
      verdict,
    });
    expect([...screen.container.querySelectorAll('.why')].map((why) => why.textContent)).toEqual(['A: no.', 'B: no.']);
  });

  it('says when it was stopped too early', async () => {
    const screen = await show({ status: 'stopped', finished: [{ status: 'aborted' }], verdict });
    await expect.element(screen.getByRole('heading')).toHaveTextContent('Stopped before any target was measured.');
  });
});
