import { plural } from '../../domain/words';

/** What every lesson says around its steps. */
export const words = {
  present: 'Present',
  presentKey: 'Press P to present',
  endPresenting: 'End',
  next: 'Next',
  back: 'Back',
  steps: 'Steps of this lesson',
  forTheClass: 'For the class.',
  where: (number: number, of: number, title: string) => `${number} of ${of} · ${title}`,
  keys: '← → turn the page · Esc ends',
  sliderKeys: '← → move the slider · Page ↓ goes on · Esc ends',
  length: (minutes: number) => `About ${plural(minutes, 'minute')}`,
  measureHere: 'Measure it here',
  measureAgain: 'Measure again',
  stop: 'Stop',
  fetching: 'Getting the model …',
  opening: 'Starting it …',
  soFar: (n: number) => `${plural(n, 'answer')} so far …`,
  hidden: 'Paused while this tab is hidden.',
  otherTab: 'Another tab of this page is measuring. This one goes on when that one ends.',
  stopped: 'Stopped before there was a time. Measure again when you like.',
} as const;
