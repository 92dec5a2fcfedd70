// Pictures of the right panel of a lead's card.

import { test } from '../fixtures.mjs';
import { openLeadCard } from '../parts/lead-card.mjs';
import { picture } from '../parts/pictures.mjs';

for (const theme of ['light', 'dark']) {
  test(`card ${theme}`, async ({ account: { page, wizard, control } }) => {
    await page.setViewportSize({ width: 1400, height: 900 });
    await wizard.open(`/?theme=${theme}`);
    const [lead] = await control.entities('leads');
    await openLeadCard(page, lead);
    await picture(page, `card-${theme}`);
  });
}
