import { expect, test } from '../../support/test';

test('an address of no page says so, and leads to the page that was meant', async ({ page }) => {
  await page.goto('/#/comparee');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("There is no page 'comparee'.");
  await expect(page).toHaveTitle('No such page · Nearside');
  await page.getByRole('main').getByRole('link', { name: 'Compare' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which backend, for which model?');
});

test('every page of the navigation is there', async ({ page }) => {
  await page.goto('/');
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  for (const link of await links.all()) {
    await link.click();
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/There is no page/);
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
});
