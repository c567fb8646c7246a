import { readConfig, type DecoderConfig } from '../decoder/config';
import { Problem, type Reason } from '../domain/problem';
import type { Remote } from '../door/remote';
import { fileUrl, hostOf, infoUrl, treeUrl, type HubAddress } from './address';
import { nextPage, readInfo, readTree, type HubFile, type HubInfo } from './listing';
import { textOf, type Asking, type TransferRules } from './transfer';
import { besides, checkLayout, variantsOf, type Variant } from './variants';

/** What is known of a repository's model before any of it is downloaded. */
export interface Found {
  /** The repository as it is called now. */
  readonly address: HubAddress;
  readonly info: HubInfo;
  readonly config: DecoderConfig;
  readonly variants: readonly Variant[];
  /** Files that come with whichever variant. */
  readonly besides: readonly HubFile[];
}

const MOST_ANSWER_BYTES = 8e6;
const MOST_CONFIG_BYTES = 1e6;
/** Of a thousand files each. */
const MOST_PAGES = 20;

/** What a look-up is made with. */
export interface Means {
  readonly remote: Remote;
  readonly signal: AbortSignal;
  readonly rules?: Partial<TransferRules>;
}

function json(text: string, what: string, { address }: Pick<Asking, 'address'>): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('input', `${what} of ${hostOf(address)} can’t be read. Check the address.`, String(error));
  }
}

async function listFiles(address: HubAddress, commit: string, means: Means): Promise<HubFile[]> {
  const files: HubFile[] = [];
  let url: string | undefined = treeUrl(address, commit);
  for (let page = 0; url !== undefined; page++) {
    if (page === MOST_PAGES)
      throw new Problem('input', `${address.repository} holds more files than any model does. Name another.`);
    let link: string | undefined;
    const onHeaders: Asking['onHeaders'] = (headers) => (link = headers['link']);
    const asking: Asking = { ...means, address, url, what: 'the list of files', onHeaders };
    files.push(
      ...readTree(json(await textOf(asking, MOST_ANSWER_BYTES), 'The list of files', asking), hostOf(address)),
    );
    url = nextPage(link, address.origin);
  }
  return files;
}

async function readConfigOf(address: HubAddress, commit: string, means: Means): Promise<DecoderConfig> {
  const what = 'config.json';
  const asking: Asking = { ...means, address, url: fileUrl(address, commit, what), what };
  const text = await textOf(asking, MOST_CONFIG_BYTES);
  try {
    return readConfig(json(text, what, asking));
  } catch (error) {
    throw named(error, address);
  }
}

/** Whose configuration it is that is not right. */
function named(error: unknown, { repository }: HubAddress): unknown {
  if (!(error instanceof Problem) || error.code === 'download') return error;
  const { code, message, detail } = error as Problem & Reason;
  return new Problem(error.code, `${repository} can’t be run here. ${message}`, detail ?? code);
}

/**
 * Asks a hub what a repository holds: three small answers, and none of the model.
 * @throws Problem with a sentence: `download` where it is gated, missing or out of reach, `no-artefact` where it holds no model in this
 * page's layout, `missing-feature` for an architecture unknown here, `input` for what is no hub
 */
export async function lookUp(asked: HubAddress, means: Means): Promise<Found> {
  const asking: Asking = { ...means, address: asked, url: infoUrl(asked), what: 'the description' };
  const text = await textOf(asking, MOST_ANSWER_BYTES);
  const info = readInfo(json(text, 'The description', asking), hostOf(asked));
  const address = { ...asked, repository: info.repository };
  const files = await listFiles(address, info.commit, means);
  checkLayout(address.repository, files);
  const config = await readConfigOf(address, info.commit, means);
  return { address, info, config, variants: variantsOf(files), besides: besides(files) };
}
