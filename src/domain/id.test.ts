import { expect, it } from 'vitest';
import { checkRecord } from '../results/check';
import { newRunId } from './id';
import { sampleRecord } from '../record/record.fixture';

it('starts with the second in UTC and fits a record', () => {
  const id = newRunId(new Date('2026-11-21T23:59:59.999+01:00'), () => 0.5);
  expect(id).toBe('20261121-225959-iiiiiiii');
  expect(checkRecord(sampleRecord({ id }))).toHaveProperty('record.id', id);
});

it('uses the whole range of its random digits', () => {
  const values = [0, 0.999_999, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3];
  expect(newRunId(new Date(0), () => values.shift() ?? 0)).toBe('19700101-000000-0zaaaaaa');
});
