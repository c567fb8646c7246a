import type { CardContent } from './cardContent';

export const sampleCard: CardContent = {
  task: 'Find objects',
  model: 'NanoDet-g',
  near: { label: 'here, measured', value: '183\u00a0ms', ms: 183 },
  far: { label: 'in the cloud, simulated', value: '106\u00a0ms', ms: 106 },
  sentence: [
    { text: 'The cloud wins once connected (106\u00a0ms);', tone: 'far' },
    { text: ' its first request ' },
    { text: 'loses (294\u00a0ms).', tone: 'near' },
  ],
  use: 'About 5.5 answers a second here: fine for photos, not for smooth video.',
  device: 'Android phone, 8 cores, Adreno 640, Chrome 141',
  date: '27 Nov 2026',
  assumption: 'Cloud simulated: 5G, L4 at 60 % load, 40\u00a0ms away',
  site: 'nearside.example.org',
};

/** Half as long again, in words that no line could be broken in: worse than any language is. */
export const longCard: CardContent = {
  ...sampleCard,
  task: 'Gegenstandserkennungsgeschwindigkeitsmessung im Vergleichsbetrieb',
  model: 'A model of a name that somebody chose to be as long as a name may be at most',
  near: { ...sampleCard.near, label: 'auf diesem Gerät tatsächlich gemessen', value: '12,300\u00a0ms' },
  far: {
    label: 'über ein nachgebildetes Rechenzentrum simuliert',
    value: '999\u00a0ms',
    ms: 1,
  },
  sentence: [
    { text: 'Zwischenzeitlichkeitsverbindungsaufbaugeschwindigkeitsüberschreitung', tone: 'far' },
    { text: ': die erste Anfrage geht verloren, und ' },
    {
      text: 'danach gewinnt das Rechenzentrum auf dem Festland mit großem Abstand vor dem Gerät (294\u00a0ms).',
      tone: 'near',
    },
  ],
  use: 'Ungefähr fünfeinhalb Antworten in der Sekunde auf diesem Gerät: geeignet für einzelne Aufnahmen, ungeeignet für flüssige Bewegtbilder.',
  device: 'W'.repeat(160),
  assumption:
    'Nachgebildet: Mobilfunk der fünften Generation, Rechenbeschleuniger unter sechzigprozentiger Auslastung, vierzig Millisekunden entfernt',
  site: `${'subdomain.'.repeat(8)}example.org/some/folder`,
};
