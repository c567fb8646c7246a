import { expect, it } from 'vitest';
import { sampleRecord } from '../record/record.fixture';
import { shareLink } from './share';

const { params } = sampleRecord();

it('repeats the run from the page’s own address', () => {
  expect(shareLink('https://example.org/nearside/?old=1#results', params)).toEqual({
    url: 'https://example.org/nearside/?models=movenet-lightning&targets=tfjs-wasm,tfjs-webgpu&scenario=preview&seed=7&input=astronaut&far=devtools-fast-4g&server=l4&autorun=1',
  });
});

it('says that the visitor’s own input stays behind', () => {
  const { url, note } = shareLink('https://example.org/', { ...params, input: 'own' });
  expect(url).not.toContain('input');
  expect(note).toMatch(/own input stays on this device/);
});
