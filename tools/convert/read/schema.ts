/**
 * The form of a TensorFlow.js model file, as far as the converter reads it: whatever passes can be walked through without a
 * look at every step. What names and numbers mean is checked where they are used.
 */
import * as v from 'valibot';
import { ConversionError, excerpt } from '../errors';

/** No name of a node, layer or weight comes near; file systems allow no more for a file. */
const MAX_PATH_LENGTH = 255;

const object = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Expected an object',
);
const integer = v.union([v.string(), v.number()]);
const bytes = v.union([v.string(), v.array(v.number())]);
const list = v.looseObject({
  s: v.nullish(v.array(bytes)),
  i: v.nullish(v.array(integer)),
  f: v.nullish(v.array(integer)),
});
const attribute = v.looseObject({
  s: v.nullish(bytes),
  i: v.nullish(integer),
  f: v.nullish(integer),
  shape: v.nullish(v.looseObject({ dim: v.nullish(v.array(v.looseObject({ size: v.nullish(integer) }))) })),
  list: v.nullish(list),
});
const node = v.looseObject({
  name: v.string(),
  op: v.string(),
  input: v.nullish(v.array(v.string())),
  attr: v.nullish(v.pipe(object, v.record(v.string(), attribute))),
});
const signature = v.looseObject({
  outputs: v.nullish(v.pipe(object, v.record(v.string(), v.looseObject({ name: v.string() })))),
});

/** A graph model's topology. */
export const graphSchema = v.looseObject({ node: v.array(node) });
export const signatureSchema = v.nullish(signature);

const weight = v.looseObject({
  name: v.string(),
  quantization: v.nullish(object),
});
export const manifestSchema = v.array(
  v.looseObject({
    paths: v.array(v.pipe(v.string(), v.maxLength(MAX_PATH_LENGTH, 'Expected the path of a file'))),
    weights: v.array(weight),
  }),
);

interface LayerInput {
  class_name: string;
  config: object;
  inbound_nodes?: unknown[] | null | undefined;
}
const nested = v.lazy(() => v.array(layerSchema));
const named = v.looseObject({ name: v.string() });
const isNetwork = /^(Model|Functional|Sequential)$/;

/** A layer, or a network of layers; early Sequential models have the list of layers in the place of their configuration. */
export const layerSchema: v.GenericSchema<LayerInput> = v.lazy((value) => {
  const className = (value as { class_name?: unknown } | null)?.class_name;
  const network = typeof className === 'string' && isNetwork.test(className);
  const bare = Array.isArray((value as { config?: unknown } | null)?.config);
  const config = !network ? named : bare ? nested : v.looseObject({ layers: nested });
  return v.looseObject({ class_name: v.string(), config, inbound_nodes: v.nullish(v.array(v.unknown())) });
});

/**
 * @param what is being read: "The graph"
 * @throws ConversionError naming the first place that has another form
 */
export function checkForm(schema: v.GenericSchema, value: unknown, what: string): void {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const found = issue.received === 'undefined' ? 'something is missing there' : issue.message;
  throw new ConversionError(`${what} is damaged${place ? ` at ${excerpt(place)}` : ''}: ${excerpt(found)}.`);
}
