import { beforeEach } from 'vitest';

/**
 * No two tests of a file have the same name: which of them failed could not be told. A placeholder that stands for nothing
 * ("$0.id" of a list of lists) names all of them alike.
 */
const seen = new Set<string>();

beforeEach(({ task }) => {
  const names = [task.name];
  for (let { suite } = task; suite; { suite } = suite) names.unshift(suite.name);
  const name = names.join(' > ');
  if (seen.has(name))
    throw new Error(`Two tests are called “${name}”: a placeholder in the title may stand for nothing.`);
  seen.add(name);
});
