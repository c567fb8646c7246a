import { afterEach, expect, it, vi } from 'vitest';
import { FarSetting } from './setting.svelte';

afterEach(() => vi.restoreAllMocks());

async function settingFor(query = ''): Promise<FarSetting> {
  const setting = new FarSetting();
  setting.adopt(query, {});
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  return setting;
}

it('asks for nothing in the new model’s name until its card is here', async () => {
  const setting = await settingFor();
  expect(setting.asked?.model).toBe('movenet-lightning');
  setting.set({ model: 'digits' });
  expect(setting.asked).toBeUndefined();
  expect(setting.far).toBeUndefined();
  await setting.loadModel();
  expect(setting.asked?.model).toBe('digits');
});

it('keeps a failure until what failed is here, whatever else comes, and tries again', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const setting = await settingFor();
  expect(setting.missing).toBe('The sample “An astronaut” could not be fetched. Connect and try again.');
  await setting.loadServer();
  expect(setting.missing).not.toBe('');
  await setting.loadAgain();
  expect(setting.missing).toBe('');
  expect(setting.asked).toBeDefined();
});

it('leaves nothing refused in the address over what is chosen later', async () => {
  const setting = await settingFor('near-ms=0&transport=tcp&send=nonsense&rate=x&price=3');
  expect(setting.problems).toHaveLength(3);
  expect(setting.query).toBe('price=3');
  setting.set({ nearMs: 30 });
  expect(setting.query).toBe('near-ms=30&price=3');
});

it('fetches nothing again that is here: another page may ask without a network', async () => {
  const setting = await settingFor();
  const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  expect(setting.missing).toBe('');
  expect(fetched).not.toHaveBeenCalled();
});
