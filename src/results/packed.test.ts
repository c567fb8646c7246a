import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyRecord, completedCell, sampleRecord, sampleSteady } from '../record/record.fixture';
import { pack, unpack } from './packed';

it('a record comes out as it went in, and is left as it was', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecord, async (record) => {
      const before = structuredClone(record);
      const { packed, transfer } = pack(record);
      // As a message does.
      expect(await unpack(structuredClone(packed, { transfer }))).toEqual(before);
      expect(record).toEqual(before);
    }),
  );
});

it('samples keep their opening and visit, those of whole answers too', async () => {
  const visits = [
    { opening: 0, visit: 0, samplesMs: [1, 2] },
    { opening: 2, visit: 1, samplesMs: [3] },
  ];
  const answers = { ...sampleSteady, visits: [{ opening: 1, visit: 7, samplesMs: [4, 5, 6] }] };
  const record = sampleRecord({ cells: [{ ...completedCell, steady: { ...sampleSteady, visits }, answers }] });
  const { packed } = pack(record);
  expect(packed.record.cells[0]).toMatchObject({ steady: { visits: [] }, answers: { visits: [] } });
  expect(await unpack(packed)).toEqual(record);
});
