import { chipIds } from '../../src/far/chips/chips';
import type { Command } from './command';

export const list: Command = {
  asked: 'list',
  options: { list: 'boolean' },
  usage: '--list              every chip, and how long it would take',
  async run(_given, print) {
    for (const id of chipIds) print(id);
    return 0;
  },
};
