/**
 * What the answer to each task's first sample comes to as JSON, bytes: `work.answerBytes` of completed cells that `npm run bench` recorded in
 * Chromium. It differs by some bytes between backends, whose numbers have other digits.
 */
export const answerBytes: Readonly<Record<string, number>> = {
  blazeface: 258,
  digits: 420,
  facemesh: 11_160,
  'movenet-lightning': 1697,
  nanodet: 466,
  'sentence-polarity': 3675,
  'use-lite': 800,
};
