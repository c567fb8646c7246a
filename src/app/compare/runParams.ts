import type { RunParams } from '../../record/record';
import type { Place } from './place';

/**
 * The parameters of one run that measures these cells: all models by all targets, and which pairs of them where it isn't every one.
 * @param order in which models and targets are named
 */
export function paramsOf(
  places: readonly Place[],
  order: { readonly models: readonly string[]; readonly targets: readonly string[] },
  how: Pick<RunParams, 'scenario' | 'seed' | 'input' | 'far'>,
): RunParams {
  const inOrder = (ids: readonly string[], known: readonly string[]) => {
    const unique = [...new Set(ids)];
    const placeOf = (id: string) => (known.includes(id) ? known.indexOf(id) : known.length);
    return unique.sort((a, b) => placeOf(a) - placeOf(b));
  };
  const models = inOrder(
    places.map(({ model }) => model),
    order.models,
  );
  const targets = inOrder(
    places.map(({ target }) => target),
    order.targets,
  );
  const only = models.flatMap((model) =>
    targets
      .filter((target) => places.some((place) => place.model === model && place.target === target))
      .map((target) => ({ model, target })),
  );
  return { models, targets, ...(only.length < models.length * targets.length && { only }), ...how };
}
