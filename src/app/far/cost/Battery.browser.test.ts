import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { FarSetting } from '../setting.svelte';
import Battery from './Battery.svelte';
import { CostState } from './costState.svelte';
import { BatteryWatch } from './watch.svelte';

/** A battery whose level falls when it is told to. */
class FakeBattery extends EventTarget {
  charging = false;
  level = 0.8;
}

async function shown(battery: FakeBattery | undefined, own?: string) {
  Object.defineProperty(navigator, 'getBattery', {
    configurable: true,
    value: battery && (() => Promise.resolve(battery)),
  });
  const setting = new FarSetting();
  setting.adopt(own === undefined ? '' : `cost=${own}`, {});
  await setting.loadServer();
  const cost = new CostState(setting);
  await cost.load();
  await render(Battery, { cost });
  return setting;
}

it('says that a browser without one tells nothing', async () => {
  await shown(undefined);
  await expect.element(page.getByText(/tells no page of a battery/)).toBeVisible();
});

it('wants the capacity, and a device off the mains', async () => {
  await shown(new FakeBattery());
  await expect.element(page.getByText(/State its capacity in Wh first/)).toBeVisible();
});

it('says so on mains', async () => {
  const battery = new FakeBattery();
  battery.charging = true;
  await shown(battery, 'battery-50');
  await expect.element(page.getByText(/It is on mains now/)).toBeVisible();
});

it('takes the power that the level tells, as a range', async () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const battery = new FakeBattery();
  const setting = await shown(battery, 'battery-50');
  await page.getByRole('button', { name: 'Begin to watch' }).click();
  // 50 Wh × 4 % in half an hour: 4 W, a hundredth more or less.
  nowMs = 1_800_000;
  battery.level = 0.76;
  battery.dispatchEvent(new Event('levelchange'));
  await expect.element(page.getByText(/76 % now; watched for 30 min/)).toBeVisible();
  await page.getByRole('button', { name: 'Stop and take it' }).click();
  await expect.element(page.getByText('It drew 3 to 5 W.')).toBeVisible();
  expect(setting.own('cost')).toBe('nearlow-3_nearhigh-5_battery-50');
});

it('refuses what was charged meanwhile', async () => {
  const battery = new FakeBattery();
  const setting = await shown(battery, 'battery-50');
  await page.getByRole('button', { name: 'Begin to watch' }).click();
  battery.charging = true;
  battery.dispatchEvent(new Event('chargingchange'));
  battery.charging = false;
  battery.level = 0.7;
  battery.dispatchEvent(new Event('levelchange'));
  await page.getByRole('button', { name: 'Stop and take it' }).click();
  await expect.element(page.getByText(/can’t be told from its battery while it charges/)).toBeVisible();
  expect(setting.own('cost')).toBe('battery-50');
});

it('listens to nothing once it is closed, though the browser answers later', async () => {
  const battery = new FakeBattery();
  const listens = vi.spyOn(battery, 'addEventListener');
  Object.defineProperty(navigator, 'getBattery', { configurable: true, value: () => Promise.resolve(battery) });
  const watch = new BatteryWatch();
  const opened = watch.open();
  watch.close();
  await opened;
  expect(listens).not.toHaveBeenCalled();
});
