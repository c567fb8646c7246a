import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Door } from '../../../door/door';
import type { FromDoor, ToDoor } from '../../../door/protocol';
import { FarSetting } from '../setting.svelte';
import Endpoint from './Endpoint.svelte';
import { EmulatedState, type Await } from './emulatedState.svelte';
import { RealState } from './realState.svelte';

let setting: FarSetting;
beforeEach(async () => {
  setting = new FarSetting();
  setting.adopt('near-ms=33', { far: { profile: 'firefox-wifi', server: 'l4-60' } });
  await Promise.all([setting.loadModel(), setting.loadServer()]);
});

describe('the emulated cloud', () => {
  const show = (url = '/far/infer', waitFor: Await = () => Promise.reject(new Error('none'))) =>
    render(Endpoint, { setting, emulated: new EmulatedState(setting, new URL(url, location.origin).href, waitFor) });

  it('answers real requests, which stand beside the simulated ones', async () => {
    const screen = await show();
    const command = screen.getByText('The same request from a command line');
    await expect.element(command).not.toBeInTheDocument();
    await screen.getByLabelText('Requests').first().fill('2');
    await screen.getByRole('button', { name: 'Send 2 real requests to the emulated cloud' }).click();
    await expect.element(screen.getByRole('row', { name: /Measured here .* \(2 requests\)/ })).toBeVisible();
    await expect.element(screen.getByText('Answered by the server that this page came from.')).toBeVisible();
    // Who answers its own pages alone is not to be asked from there.
    await expect.element(command).toBeVisible();
    await expect.element(screen.getByRole('row', { name: /^Upload/ })).toBeVisible();
    await expect.element(screen.getByText(/^This device is .* the emulated cloud/)).toBeVisible();
    await screen.getByText('The same as a table').click();
    await expect
      .element(screen.getByRole('row', { name: /The emulated cloud measured 2 .* needs 10 needs 100/ }))
      .toBeVisible();
    await expect.element(screen.getByRole('row', { name: /The simulated cloud simulated 1000/ })).toBeVisible();
    // What is chosen anew was not asked for.
    setting.set({ profile: 'wpt-lte' });
    await expect.element(screen.getByText('What is chosen has changed since: send again.')).toBeVisible();
    await expect.element(screen.getByRole('row', { name: /The emulated cloud measured/ })).not.toBeInTheDocument();
  });

  it('streams the tokens of a model that writes', async () => {
    setting.set({ model: 'story' });
    await setting.loadModel();
    const screen = await show();
    await screen.getByLabelText('Requests').first().fill('1');
    await screen.getByRole('button', { name: 'Send a real request to the emulated cloud' }).click();
    await expect.element(screen.getByRole('row', { name: /^Measured here, to the first token/ })).toBeVisible();
    await expect
      .element(screen.getByRole('row', { name: /^Tokens a second, measured here [\d,]+\.\d$/ }))
      .toBeVisible();
  });

  it('waits for the service worker where nobody answers, once, and then says so', async () => {
    const waitFor = vi.fn(() => Promise.resolve());
    const screen = await show('/nowhere/infer', waitFor);
    await screen.getByRole('button', { name: /real requests/ }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toHaveTextContent('Nobody on this host answers for the emulated cloud.');
    expect(waitFor).toHaveBeenCalledOnce();
    await expect.element(screen.getByRole('button', { name: /real requests/ })).toBeEnabled();
  });

  it('says so where there is no service worker to wait for', async () => {
    const screen = await show('/nowhere/infer');
    await screen.getByRole('button', { name: /real requests/ }).click();
    await expect.element(screen.getByRole('alert')).toHaveTextContent('Load the page again');
  });

  it('stops, and keeps what was answered', async () => {
    setting.set({ profile: 'custom:1500:50000:50000:jitter-0:loss-0' });
    const screen = await show();
    await screen.getByText('Open already').click();
    await screen.getByRole('button', { name: /real requests/ }).click();
    await expect.element(screen.getByText('1 of 10 answered …')).toBeVisible();
    await screen.getByRole('button', { name: 'Stop' }).click();
    await expect.element(screen.getByText(/^Stopped after \d requests?\.$/)).toBeVisible();
    await expect.element(screen.getByRole('row', { name: /Measured here/ })).toBeVisible();
  });

  it('asks nothing with a count that can’t be', async () => {
    const screen = await show();
    await screen.getByLabelText('Requests').first().fill('51');
    await expect.element(screen.getByText('From 1 to 50.')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: /real requests/ })).toBeDisabled();
  });
});

/** A door whose server is played: what it is asked for, and what it answers. */
class PlayedDoor implements Door {
  readonly #ports = new MessageChannel();
  readonly port = this.#ports.port1;
  readonly asked: ToDoor[] = [];
  closed = false;

  constructor(answer: (say: (news: Said) => void, asked: ToDoor & { kind: 'post' }) => void) {
    const { port2 } = this.#ports;
    port2.onmessage = ({ data }: MessageEvent<ToDoor>) => {
      this.asked.push(data);
      if (data.kind === 'post') answer((news) => port2.postMessage({ ...news, id: data.id } as FromDoor), data);
    };
  }

  close(): void {
    this.closed = true;
    this.#ports.port1.close();
  }
}
type Said = FromDoor extends infer T ? (T extends { id: number } ? Omit<T, 'id'> : never) : never;

const head = (type = 'application/json', status = 200): Said => ({
  kind: 'head',
  status,
  headers: { 'content-type': type },
  host: 'example.com',
  atMs: 40,
});
const piece = (text: string, atMs = 50): Said => ({ kind: 'bytes', bytes: new TextEncoder().encode(text), atMs });

describe('an endpoint of one’s own', () => {
  let door: PlayedDoor | undefined;
  afterEach(() => (door = undefined));
  const show = (answer: ConstructorParameters<typeof PlayedDoor>[0] = () => {}) => {
    const open = () => Promise.resolve((door = new PlayedDoor(answer)));
    return render(Endpoint, { setting, real: new RealState(setting, open) });
  };
  type Screen = Awaited<ReturnType<typeof show>>;
  async function send(screen: Screen, address = 'https://example.com/infer', header = ''): Promise<void> {
    await screen.getByLabelText('Address').fill(address);
    if (header) await screen.getByLabelText('A header, if it wants one').fill(header);
    await screen.getByRole('button', { name: /requests? there/ }).click();
  }

  it('is asked as often as told, the first apart, and forgotten', async () => {
    let count = 0;
    const screen = await show((say) => {
      const isFirst = count++ === 0;
      say(head());
      say(piece('{}'));
      const connectMs = isFirst ? 70 : 0;
      const itemised = { beforeMs: 0, dnsMs: 0, connectMs, tlsMs: 0, waitMs: 38, downloadMs: 10, protocol: 'h2' };
      say({ kind: 'end', atMs: isFirst ? 120 : 50, itemised });
    });
    await screen.getByText('In JSON').click();
    await send(screen, 'https://example.com/infer?key=one', 'X-Key: two');
    await expect.element(screen.getByRole('columnheader', { name: 'Median of 5 more' })).toBeVisible();
    await expect.element(screen.getByRole('row', { name: 'Connection (name, TCP, TLS) 70 ms 0 ms' })).toBeVisible();
    await expect.element(screen.getByRole('row', { name: 'In all 120 ms 50 ms' })).toBeVisible();
    const [asked] = door!.asked;
    expect(asked).toMatchObject({
      kind: 'post',
      url: 'https://example.com/infer?key=one',
      post: { headers: { 'X-Key': 'two', 'Content-Type': 'application/json' } },
    });
    expect(door!.closed).toBe(true);
    expect(setting.query).not.toMatch(/example|one|two/);
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])).not.toContain('example.com');
  });

  it('is timed to its first token where it streams', async () => {
    const token = (text: string) => `data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`;
    const screen = await show((say) => {
      say(head('text/event-stream'));
      say(piece(token('A'), 200));
      say(piece(token(' cat') + token('.'), 300));
      say(piece('data: [DONE]\n\n', 310));
      say({ kind: 'end', atMs: 310 });
    });
    await screen.getByText('As a chat').click();
    await screen.getByLabelText('Model, as the endpoint calls it').fill('tiny');
    await send(screen);
    await expect.element(screen.getByRole('row', { name: 'To the first text 200 ms 200 ms' })).toBeVisible();
    await expect.element(screen.getByRole('row', { name: 'Tokens a second 20.0 20.0' })).toBeVisible();
    await expect.element(screen.getByRole('row', { name: /^Connection .* not itemised by the server/ })).toBeVisible();
  });

  it.each([
    ['nonsense', '', 'That is no address'],
    ['http://example.com/', '', 'This page asks over https alone'],
    ['https://example.com/', 'Cookie: a=b', 'Browsers set Cookie themselves'],
  ])('is not asked at %s with “%s”', async (address, header, sentence) => {
    const screen = await show();
    await send(screen, address, header);
    await expect.element(screen.getByRole('alert')).toHaveTextContent(sentence);
    expect(door).toBeUndefined();
  });

  it.each<[string, (say: (news: Said) => void) => void, string]>([
    [
      'is down or has no CORS',
      (say) => say({ kind: 'failed', detail: 'TypeError' }),
      'Nothing can be read from example.com',
    ],
    ['redirects', (say) => say({ kind: 'redirected' }), 'redirects to another address'],
    ['answers markup', (say) => say(head('text/html')), 'answers with a web page'],
    [
      'refuses',
      (say) => [head('text/plain', 401), piece('no'), { kind: 'end', atMs: 60 } as const].forEach(say),
      'status 401',
    ],
    [
      'breaks off',
      (say) => [head(), piece('{'), { kind: 'failed', detail: '' } as const].forEach(say),
      'broke off after 1 bytes',
    ],
  ])('that %s ends in one sentence, and can be asked again', async (_, answer, sentence) => {
    const screen = await show(answer);
    await send(screen);
    await expect.element(screen.getByRole('alert')).toHaveTextContent(sentence);
    await expect.element(screen.getByRole('button', { name: /requests there/ })).toBeEnabled();
    expect(door!.closed).toBe(true);
  });

  it('that sends without an end is stopped at a bound', async () => {
    const screen = await show((say) => {
      say(head());
      // As much as may be on its way; more is sent only when it was taken.
      for (let index = 0; index < 16; index++) say({ kind: 'bytes', bytes: new Uint8Array(3_000_000), atMs: index });
    });
    await send(screen);
    await expect.element(screen.getByRole('alert')).toHaveTextContent('sends more than 32 MB: it was stopped there');
    await expect.poll(() => door!.asked.some(({ kind }) => kind === 'drop')).toBe(true);
  });

  it('that hangs is let go of when the visitor stops', async () => {
    const screen = await show();
    await send(screen);
    await expect.element(screen.getByText('0 of 6 answered …')).toBeVisible();
    await screen.getByRole('button', { name: 'Stop' }).click();
    await expect.element(screen.getByText('Stopped after 0 requests.')).toBeVisible();
    expect(door!.closed).toBe(true);
  });
});
