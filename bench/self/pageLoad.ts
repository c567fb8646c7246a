import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import type {} from '../../src/app/automation';
import type { Finding } from './finding';

const MOST_KILOBYTES = 60;

/** Sentences of the runtimes' own that survive minifying. */
const runtimeMarks = /not registered for backend '\$\{|no available backend found\. ERR/;

const fileNameOf = (url: string) => new URL(url).pathname.split('/').pop() ?? '';

/** What a first visit fetches before anything is run: HTML, script and style, gzipped. */
async function firstLoad(page: Page, url: string): Promise<{ compressedBytes: number; early: string[] }> {
  const urls = new Set<string>();
  const note = (request: { url: () => string }) => {
    if (request.url().startsWith(url)) urls.add(request.url());
  };
  page.on('request', note);
  await page.goto(url, { waitUntil: 'networkidle' });
  page.off('request', note);

  let compressedBytes = 0;
  const early: string[] = [];
  for (const from of urls) {
    const name = fileNameOf(from);
    const isCode = name === '' || /\.(?:html|js|css)$/.test(name);
    // Fetched anew: the browser forgets the body of a worker's script when the worker ends.
    const body = isCode ? Buffer.from(await (await fetch(from)).arrayBuffer()) : undefined;
    if (body) compressedBytes += gzipSync(body).length;
    const isRuntime = name.endsWith('.wasm') || (body && runtimeMarks.test(body.toString()));
    if (isRuntime || new URL(from).pathname.includes('/models/')) early.push(name);
  }
  return { compressedBytes, early };
}

/** The wasm builds that a run on one target fetches, without the hash in their names. */
async function wasmBuildsOf(page: Page, model: string, target: string): Promise<{ fetched: string[]; ran?: string }> {
  const fetched = new Set<string>();
  const note = (request: { url: () => string }) => {
    const name = fileNameOf(request.url());
    if (name.endsWith('.wasm')) fetched.add(name.replace(/-[\w-]{8}\.wasm$/, '.wasm'));
  };
  page.on('request', note);
  const cell = await page.evaluate(
    async ([modelId, targetId]) => {
      const params = { models: [modelId], targets: [targetId], scenario: 'preview', seed: 1 } as const;
      const { cells } = await window.nearside.run({ ...params, models: [modelId], targets: [targetId] });
      return { status: cells[0]?.status, build: cells[0]?.actual?.wasmBuild };
    },
    [model, target] as const,
  );
  page.off('request', note);
  const ran = cell.status === 'completed' ? cell.build?.replace(/-[\w-]{8}\.wasm$/, '.wasm') : undefined;
  return { fetched: [...fetched], ran };
}

/**
 * What is downloaded before the first run, and which wasm builds a run on one backend fetches.
 * @param wanted whether a figure of this name is asked for
 */
export async function downloads(browser: Browser, url: string, wanted: (name: string) => boolean): Promise<Finding[]> {
  const findings: Finding[] = [];
  const load = `first load: HTML, script and style, gzip ÷ ${MOST_KILOBYTES} kB`;
  const none = 'first load: files of runtimes or weights';
  if (wanted(load) || wanted(none)) {
    const context = await browser.newContext();
    try {
      const { compressedBytes, early } = await firstLoad(await context.newPage(), url);
      const kilobytes = compressedBytes / 1000;
      const share = kilobytes / MOST_KILOBYTES;
      findings.push(
        { name: load, median: share, limit: 1, detail: `${kilobytes.toFixed(1)} kB`, ok: kilobytes > 0 && share <= 1 },
        { name: none, median: early.length, limit: 0, detail: early.join(', '), ok: early.length === 0 },
      );
    } finally {
      await context.close();
    }
  }
  for (const [model, target] of [
    ['movenet-lightning', 'tfjs-wasm@1'],
    ['ppocr-v4-det', 'ort-wasm@1'],
  ] as const) {
    const name = `wasm builds fetched ÷ run: ${target}`;
    if (!wanted(name)) continue;
    const fresh = await browser.newContext();
    try {
      const page = await fresh.newPage();
      await page.goto(url);
      const { fetched, ran } = await wasmBuildsOf(page, model, target);
      findings.push({
        name,
        median: fetched.length,
        limit: 1,
        detail: fetched.join(', ') || 'none',
        ok: ran !== undefined && fetched.length === 1 && fetched[0] === ran,
      });
    } finally {
      await fresh.close();
    }
  }
  return findings;
}
