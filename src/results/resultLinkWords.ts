/** What is said of a link that gives no result, and of a result that gives no link. */
export const refusals = {
  none: 'This address holds no result. Ask for the link again, and copy all of it.',
  long: 'This link is far longer than a result is, so it was not read. Ask for it again.',
  altered:
    'This link was cut short or altered on its way: its check sum does not fit. Ask for it again, and copy all of it.',
  newer:
    'This link was made by a newer version of Nearside. Reload the page to get that version, then open the link again.',
  packed: 'This browser can’t unpack the link. Update it, or open the link in another browser.',
  impossible: 'This link arrived whole, but says what no run can come to, so it is not shown.',
  unsendable: 'This run holds more than a link can; send its file instead.',
} as const;

/** Why there is nothing to share, in a sentence. */
export const nothingToShare = 'No target was measured, so there is no result to share yet.';

const reasons: Readonly<Record<string, string>> = {
  'no-artefact': 'No file of this model fits this target.',
  'missing-operator': 'The backend lacks an operator that the model needs.',
  'missing-feature': 'The browser lacked a feature that the backend needs.',
  'no-adapter': 'The browser offered no GPU for it.',
  memory: 'There was too little memory for it.',
  'not-isolated': 'The page was not isolated, which it needs.',
  download: 'Its files could not be fetched.',
  integrity: 'Its files were not those expected.',
  offline: 'The device was offline.',
  'gpu-lost': 'The browser lost the GPU.',
  'worker-died': 'The browser ended it.',
  timeout: 'It took too long.',
  'wrong-answer': 'Its answer differs from the reference.',
  stopped: 'It was stopped.',
};

/** A link has room for a reason's code only: what the code says. */
export const reasonWords = (code: string): string => reasons[code] ?? `It gave no time (${code}).`;
