import { sampleRecord } from '../../../src/record/record.fixture';
import { expectAccessible } from '../../support/accessible';
import { expectRoomForLongWords } from '../../support/lengthened';
import { expect, test } from '../../support/test';

const file = {
  name: 'run.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(sampleRecord({ params: { ...sampleRecord().params, far: { profile: 'devtools-fast-4g', server: 'l4-60' } } }))), // prettier-ignore
};

test('a result is shared as a link that holds it, read elsewhere, and set beside others', async ({ page, browser }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/#/library/runs');
  await page.locator('input[type=file]').setInputFiles(file);
  const share = page.getByRole('button', { name: 'Share the result' });
  await share.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Share my result' });
  const picture = sheet.getByRole('img');
  await expect(picture).toHaveAttribute('alt', /^Result card\. Find a pose: .* The cloud is simulated\.$/);
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(sheet.getByRole('status')).toHaveText('The link is copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link.length).toBeLessThan(2000);
  const said = /Find a pose: (.*) Measured on:/.exec((await picture.getAttribute('alt')) ?? '')?.[1] ?? 'nothing';
  await page.keyboard.press('Escape');
  await expect(share).toBeFocused();

  // A browser that has never seen the run.
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(said);
  await expect(elsewhere.getByText(/^Measured on another device, on 21 Nov 2026/)).toBeVisible();
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('button', { name: 'Set it beside others' }).click();
  await expect(elsewhere.getByRole('rowheader', { name: /Linux computer, 2 cores/ })).toBeVisible();
  await expectAccessible(elsewhere);
  await elsewhere.goto(`${link.slice(0, -20)}`);
  await expect(elsewhere.getByRole('alert')).toHaveText(/^This link was cut short or altered/);

  // On a phone, in words 30 % longer.
  for (const [address, heading] of [
    [link, said],
    ['/#/library/collect', 'Several devices, side by side'],
  ] as const) {
    await elsewhere.goto('about:blank');
    await elsewhere.goto(address);
    await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(heading);
    await expectRoomForLongWords(elsewhere);
  }
  await elsewhere.context().close();
  await page.keyboard.press('Enter');
  await expect(picture).toBeVisible();
  await expectRoomForLongWords(page);
});
