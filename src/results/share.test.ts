import { expect, it } from 'vitest';
import { sampleRecord } from '../record/record.fixture';
import { resultLink, shareLink } from './share';

const { params } = sampleRecord();
const query = 'targets=tfjs-wasm,tfjs-webgpu&scenario=preview&seed=7&input=astronaut&far=devtools-fast-4g&server=l4&autorun=1'; // prettier-ignore

it('repeats the run of a task’s model on that task’s page', () => {
  expect(shareLink('https://example.org/nearside/?old=1#/library/runs/x', params)).toEqual({
    url: `https://example.org/nearside/#/try/pose?models=movenet-lightning&${query}`,
  });
});

it.each([
  [['movenet-lightning', 'digits'], 'movenet-lightning,digits'],
  [['movenet-lightning:fp16'], 'movenet-lightning:fp16'],
  [['ppocr-v4-det'], 'ppocr-v4-det'],
])('repeats a run of %s on the page that compares', (models, named) => {
  expect(shareLink('https://example.org/', { ...params, models }).url).toBe(
    `https://example.org/#/compare?models=${named}&${query}`,
  );
});

it('says that the visitor’s own input stays behind', () => {
  const { url, note } = shareLink('https://example.org/', { ...params, input: 'own' });
  expect(url).not.toContain('input');
  expect(note).toMatch(/own input stays on this device/);
});

it('holds a result behind the page’s own address', () => {
  expect(resultLink('https://example.org/near/?a=1#/try/pose', 'AQE_-x')).toBe(
    'https://example.org/near/#/result/AQE_-x',
  );
});
