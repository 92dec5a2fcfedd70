// Pictures of the traffic monitor while an import runs into trouble, and beside other tabs.

import { test } from '../fixtures.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { Monitor } from '../parts/monitor.mjs';
import { picture } from '../parts/pictures.mjs';

const LOOKS = [
  { width: 1400, theme: 'light', language: 'en' },
  { width: 1400, theme: 'dark', language: 'es' },
  { width: 1400, theme: 'light', language: 'pt' },
  { width: 600, theme: 'light', language: 'es' },
  { width: 600, theme: 'dark', language: 'en' },
];

test.setTimeout(120_000);

for (const { width, theme, language } of LOOKS) {
  const look = `${width}-${theme}-${language}`;
  test(`monitor ${look}`, async ({ account: { page, wizard, control } }) => {
    const monitor = new Monitor(page);
    await page.setViewportSize({ width, height: 1_260 });
    await wizard.open(`/?theme=${theme}&language=${language}`);
    await monitor.open();
    await picture(page, `monitor-quiet-${look}`);
    await monitor.leave();

    await control.faults({ latency_ms: 350 });
    await wizard.runFile({ name: 'clientes.csv', bytes: contactFile(contactRows(20_000)) }, HEADER.length);
    await monitor.open();
    await page.waitForTimeout(3_000);
    await control.faults({ latency_ms: 350, gateway_timeout: { above: 40, stored: 'none' } });
    await monitor.of('server_error').first().waitFor();
    await control.faults({ latency_ms: 350 });
    await page.waitForTimeout(3_000);
    // Other programs use up what the whole account is allowed.
    await control.faults({ latency_ms: 350, storm: { probability: 1, retry_after_s: 5 } });
    await monitor.of('rate_limited').first().waitFor();
    await control.faults({ latency_ms: 350 });
    await picture(page, `monitor-break-${look}`);
    await page.waitForTimeout(3_000);
    await monitor.table.click();
    await picture(page, `monitor-busy-${look}`);
    await monitor.leave();
    await picture(page, `monitor-left-${look}`);
  });
}
