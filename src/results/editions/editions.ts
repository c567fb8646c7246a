import type * as v from 'valibot';
import { RECORD_SCHEMA, recordSchema } from '../../record/record';
import { recordSchemaV1, SCHEMA_V1 } from './v1';
import { upgradeV1 } from './v1to2';

/** A form that run records have had. */
export interface Edition {
  /** What stands in a record's `schema`. */
  readonly name: string;
  readonly schema: v.GenericSchema;
  /** To the next edition in the list; absent on the newest. */
  readonly upgrade?: (checked: unknown) => unknown;
}

/** An edition with the step to the next: `upgrade` gets what `schema` let pass. */
function older<Schema extends v.GenericSchema>(
  name: string,
  schema: Schema,
  upgrade: (checked: v.InferOutput<Schema>) => unknown,
): Edition {
  return { name, schema, upgrade: upgrade as Edition['upgrade'] };
}

/**
 * Every edition, oldest first; the last is the one that is written. A new one takes an entry here and two files: `vN.ts`, the
 * schema that it replaces, frozen, and `vNtoM.ts`, the step between them. Runs that the frozen edition wrote are kept in `vN/` to
 * be tested on.
 */
export const editions: readonly Edition[] = [
  older(SCHEMA_V1, recordSchemaV1, upgradeV1),
  { name: RECORD_SCHEMA, schema: recordSchema },
];
