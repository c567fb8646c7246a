import { plural } from '../../domain/words';
import { quoted } from '../../domain/text';

export const words = {
  title: 'Learn · Nearside',
  heading: 'Questions to answer with this device.',
  lead: 'Each lesson asks the class for a guess, measures on the device in front of them, and shows what came out. P presents it on a projector.',
  length: (minutes: number) => `About ${plural(minutes, 'minute')}`,
  open: 'Open the lesson',
  noLesson: (id: string) => `There is no lesson ${quoted(id)}.`,
  didYouMean: 'Did you mean this one?',
  noStep: (step: string) => `This lesson has no part ${quoted(step)}; it begins at the start.`,
  all: '← All lessons',
  loading: 'Getting the lesson …',
  lessons: 'Lessons',
} as const;
