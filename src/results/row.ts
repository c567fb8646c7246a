import * as v from 'valibot';
import { scenarios } from '../record/scenario';
import type { RunRow } from '../judge/summary';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const word = v.pipe(v.string(), v.maxLength(200));

const rowSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-z-]{8,64}$/)),
  createdAt: v.pipe(
    v.string(),
    v.check((text) => !Number.isNaN(Date.parse(text))),
  ),
  models: v.pipe(v.array(word), v.maxLength(100)),
  targets: v.pipe(v.array(word), v.maxLength(100)),
  scenario: v.picklist(scenarios),
  cells: v.strictObject({ completed: count, wrong: count, unsupported: count, failed: count, aborted: count }),
  fastest: v.pipe(
    v.array(
      v.strictObject({
        model: word,
        target: word,
        medianMs: v.pipe(v.number(), v.finite(), v.gtValue(0)),
        answerMs: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
        clear: v.boolean(),
      }),
    ),
    v.maxLength(2000),
  ),
}) satisfies v.GenericSchema<unknown, RunRow>;

/** A stored summary, if it is one; else it is made anew from its record. */
export function checkRow(value: unknown): RunRow | undefined {
  const parsed = v.safeParse(rowSchema, value, { abortEarly: true });
  return parsed.success ? parsed.output : undefined;
}
