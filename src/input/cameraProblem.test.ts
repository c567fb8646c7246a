import { expect, it } from 'vitest';
import { cameraSentence } from './cameraProblem';

const refused = { error: 'NotAllowedError', secure: true } as const;

it.each([
  ['refused by a setting', { ...refused, permission: 'denied', askedMs: 2 }, /site settings/],
  ['refused by the visitor', { ...refused, permission: 'prompt', askedMs: 2000 }, /Start it again and allow it/],
  ['refused, in a browser that says nothing of permissions', { ...refused, askedMs: 2000 }, /Start it again/],
  ['refused before anybody could have answered', { ...refused, askedMs: 3 }, /^This browser refuses .* without asking/],
  ['a page without https', { secure: false }, /https/],
  ['a browser without the interface', { secure: true }, /gives pages no camera/],
  ['a device without a camera', { error: 'NotFoundError', secure: true }, /No camera was found/],
  ['a camera in use', { error: 'NotReadableError', secure: true }, /Another program/],
  ['anything else', { error: 'AbortError', secure: true }, /could not be started/],
] as const)('a camera that can’t be had: %s', (_what, facts, sentence) => {
  expect(cameraSentence(facts)).toMatch(sentence);
  expect(cameraSentence(facts)).toMatch(/pload a picture instead\.$/);
});

it('advises no settings but where they help', () => {
  for (const permission of ['prompt', 'granted', undefined] as const) {
    for (const askedMs of [1, 5000])
      expect(cameraSentence({ ...refused, permission, askedMs })).not.toContain('settings');
  }
});
