import { createSHA1, createSHA256, type IHasher } from 'hash-wasm';
import type { HubFile } from './listing';

/** Takes a file's content piece by piece: the browser's own digests want it whole, and some are of a gigabyte. */
export class Digest {
  readonly #hasher: IHasher;

  private constructor(hasher: IHasher) {
    this.#hasher = hasher.init();
  }

  static async of({ hash, bytes }: Pick<HubFile, 'hash' | 'bytes'>): Promise<Digest> {
    if (hash.kind === 'sha256') return new Digest(await createSHA256());
    const digest = new Digest(await createSHA1());
    // What Git names a file by: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    digest.add(new TextEncoder().encode(`blob ${bytes}\0`));
    return digest;
  }

  add(piece: Uint8Array): void {
    this.#hasher.update(piece);
  }

  hex(): string {
    return this.#hasher.digest('hex');
  }
}
