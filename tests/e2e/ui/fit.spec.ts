import { expect, test } from '@playwright/test';

/** As large as a toy, so that it is measured within seconds. */
const tiny = {
  model_type: 'llama',
  vocab_size: 512,
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 256,
  tie_word_embeddings: true,
};

test('a model that was pasted is measured with drawn weights, and nothing of it is fetched', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/#/library/fit');
  await page.getByText('Another').click();
  await page.getByLabel('Its config.json').fill(JSON.stringify(tiny));
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByLabel('Where to run it').selectOption('ort-wasm');
  await page.getByRole('radio', { name: 'fp32' }).check();
  await page.getByRole('button', { name: 'Measure here' }).click();
  const result = page.getByRole('article');
  await expect(result.getByRole('heading')).toHaveText('It writes faster than you read.', { timeout: 90_000 });
  await expect(result).toContainText('The pasted model, fp32');
  await expect(result).toContainText('memory it had grown to');
  expect(fetched.filter((url) => url.includes('/models/'))).toEqual([]);
});

test('what can not fit is said before it is tried, and what is no configuration in a sentence', async ({ page }) => {
  await page.goto('/#/library/fit/llama-3.2-1b');
  await page.getByLabel('Where to run it').selectOption('ort-wasm');
  await page.getByRole('radio', { name: 'fp32' }).check();
  await expect(page.getByText('WebAssembly has addresses for 4.3 GB')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Measure here' })).toBeDisabled();
  await page.getByText('Another').click();
  await page.getByLabel('Its config.json').fill('{ "model_type": "mamba" }');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByRole('alert')).toContainText('A model of the kind “mamba” is not known here');
});
