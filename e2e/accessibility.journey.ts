/**
 * @file No serious findings of axe on any route, light and dark; no sideways scrolling at phone width.
 */
import AxeBuilder from '@axe-core/playwright';
import { addressOf, expect, openRoute, routes, test, tinySpec } from './lab';

/** Colours of controls pass over into each other: axe would see them half-way. */
function withoutTransitions() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; }');
  document.adoptedStyleSheets.push(sheet);
}

test('axe finds nothing serious, in either theme', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(withoutTransitions);
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }));
  for (const route of routes) {
    await openRoute(page, route);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    // Pictures and facts that are computed: what is looked at should be the whole page.
    await page.waitForTimeout(1500);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
      // A theme changes colours alone.
      if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await axe.analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        );
      expect(serious, `route /${route} in the ${colorScheme} theme`).toEqual([]);
    }
  }
});

test('every route fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(addressOf({ ...tinySpec, backend: 'wasm' }));
  for (const route of routes) {
    await openRoute(page, route);
    await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForTimeout(500);
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    // Where both cores are busy, the first layout may take longer.
    await expect.poll(overflow, `route /${route}`).toBeLessThanOrEqual(0);
  }
});
