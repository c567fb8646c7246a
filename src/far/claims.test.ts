import { describe, expect, it } from 'vitest';
import { chipIds } from './chips/chips';
import { claims, CLAIMS_AS_OF } from './claims';

describe('claims', () => {
  it('each have a source that can be opened, and are about chips that there are', () => {
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    expect(CLAIMS_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const { chip, sources } of claims) {
      if (chip) expect(chipIds).toContain(chip);
      expect(sources.length).toBeGreaterThan(0);
      for (const { url } of sources) expect(new URL(url).protocol).toBe('https:');
    }
  });

  // Figures of the papers' own abstracts.
  it.each([
    ['tpu-50', ['15 to 30', '30 to 80']],
    ['diannao-400', ['21.08', '117.87', '450.65', '150.31']],
    ['eyeriss-10', ['35', '278 mW']],
    ['v100-21', ['5,376', '5,120']],
  ])('%s says what its source says', (id, figures) => {
    const claim = claims.find((one) => one.id === id)!;
    for (const figure of figures) expect(claim.truth).toContain(figure);
  });
});
