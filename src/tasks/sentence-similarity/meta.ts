import type { TaskMeta } from '../types';

export const meta: TaskMeta = {
  id: 'sentence-similarity',
  address: 'similar',
  verb: 'Find similar sentences',
  family: 'words',
  input: 'texts',
  texts: 'search',
  model: 'use-lite',
  tile: { text: '“It rains.” ≈ “Wet out.”' },
  samples: [
    {
      id: 'library',
      title: 'Ask a library',
      texts: [
        'May I keep this book for another week?',
        'The reading room opens at nine on weekdays.',
        'Late returns cost ten cents a day.',
        'You can renew a book twice if nobody else is waiting for it.',
        'Dogs are welcome in the garden.',
        'A library card is free for everyone who lives in town.',
        'Please keep food and drink away from the computers.',
        'The café sells soup at lunchtime.',
      ],
    },
    {
      id: 'weather',
      title: 'Same subject, same meaning?',
      texts: [
        'It will pour with rain tomorrow.',
        'Heavy showers are expected in the morning.',
        'Take an umbrella with you on Tuesday.',
        'The sun will shine all week.',
        'My sister plays the violin.',
        'The bank raised its interest rate.',
        'Snow closed the mountain pass.',
        'She poured the tea without a word.',
      ],
    },
    {
      id: 'help-desk',
      title: 'Route a complaint',
      texts: [
        'My parcel has not arrived and nobody answers the phone.',
        'Delivery is late or the package is lost.',
        'The customer wants their money back.',
        'The product arrived broken.',
        'The customer cannot sign in to their account.',
        'The customer would like to work for us.',
        'The invoice shows the wrong amount.',
      ],
    },
  ],
};
