import { readArguments } from '../../bench/options';
import { UsageError } from '../../bench/usage';
import type { Command } from './command';
import { calibration } from './calibration';
import { cost } from './cost';
import { list } from './list';
import { simulate } from './simulate';
import { validate } from './validate';

/** Asked for by the first of their options that is there, in this order. */
const commands: readonly Command[] = [list, validate, calibration, cost, simulate];

export const farHelp = `npm run far -- …

${commands.map(({ usage }) => `  ${usage}`).join('\n')}
`;

/**
 * `npm run far`: the far side alone, without a page.
 * @param args what follows `--` on the command line
 * @returns the exit code: 0; 1 where what is asked for is refused; 2 for what can't be done as asked
 */
export async function main(args: readonly string[], print = (line: string) => console.log(line)): Promise<number> {
  try {
    if (args.includes('--help') || args.includes('-h')) {
      print(farHelp);
      return 0;
    }
    const isAsked = ({ asked }: Command) => args.some((arg) => arg === `--${asked}` || arg.startsWith(`--${asked}=`));
    const command = commands.find(isAsked);
    if (!command) throw new UsageError(`Say what is wanted.\n\n${farHelp}`);
    return await command.run(readArguments(args, command.options), print);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}
