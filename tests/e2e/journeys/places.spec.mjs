// Where the widget stands: the full page and the right panel of a lead's card, in each language and theme.

import { expect, test } from '../fixtures.mjs';
import { expectAccessible } from '../parts/accessibility.mjs';
import { catalogue, say } from '../parts/catalogue.mjs';
import { HEADER, contactFile, contactRows } from '../parts/contact-list.mjs';
import { foreignTo, textsOf } from '../parts/foreign-texts.mjs';
import { goTo, openLeadCard, openPanel } from '../parts/lead-card.mjs';
import { Monitor } from '../parts/monitor.mjs';

const SETTINGS = '#/settings/widgets/pace';

test.describe.configure({ mode: 'parallel' });

test('the panel of a lead card shows the lead', async ({ demo: { page, wizard, control } }) => {
  await wizard.open();
  const [lead] = await control.entities('leads');
  await openLeadCard(page, lead);
  const facts = await factsOf(page);
  expect(facts[say('app.card.name')]).toBe(lead.name);
  expect(facts[say('app.card.price')].replaceAll(/\D/g, '')).toBe(String(lead.price));
  await expectAccessible(page);
  // Asked last and again: the page, the widget and this test share seven requests a second.
  await expect(async () => {
    const stage = await page.evaluate(stageOf, lead);
    expect([facts[say('app.card.pipeline')], facts[say('app.card.stage')]]).toEqual(stage);
  }).toPass({ intervals: [1_500] });
});

test('the panel shows the same lead when it is the first place opened', async ({ page }) => {
  await page.goto('/#/leads');
  await page.locator('table.list a').first().click();
  await openPanel(page);
  const keys = ['name', 'price', 'pipeline', 'stage', 'responsible'].map((key) => say(`app.card.${key}`));
  await expect(page.locator('.pace-facts dt')).toHaveText(keys);
});

test('going to and fro leaves one screen and nothing on the console', async ({ demo: { page, wizard, control } }) => {
  const said = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await wizard.open();
  const leads = (await control.entities('leads')).slice(0, 3);
  for (const lead of leads) {
    await openLeadCard(page, lead);
    await expect(page.locator('.pace-facts')).toContainText(lead.name);
    await expect(page.locator('.pace')).toHaveCount(1);
    await goTo(page, SETTINGS);
    await expect(wizard.step).toBeVisible();
    await expect(page.locator('.pace')).toHaveCount(1);
    await expect(page.locator('.pace-stepper')).toHaveCount(1);
  }
  // Faster than the widget can load: the last place wins.
  await page.evaluate(([card, settings]) => {
    for (const address of [card, settings, card, settings]) {
      window.location.hash = address;
    }
  }, [`#/leads/detail/${leads[0].id}`, SETTINGS]);
  await expect(wizard.step).toBeVisible();
  await expect(page.locator('.pace')).toHaveCount(1);
  expect(said).toEqual([]);
});

test('an import goes on while its user looks at a lead', async ({ demo: { page, wizard, control } }) => {
  await wizard.open();
  const before = (await control.counts()).contacts;
  const [lead] = await control.entities('leads');
  await control.faults({ latency_ms: 500 });
  await wizard.runFile({ name: 'contacts.csv', bytes: contactFile(contactRows(800)) }, HEADER.length);
  await wizard.moving();
  await openLeadCard(page, lead);
  await expect(page.locator('.pace').getByRole('progressbar')).toBeVisible();
  await expect.poll(async () => (await control.counts()).contacts - before, { timeout: 20_000 }).toBe(800);
  await goTo(page, SETTINGS);
  await wizard.reaches('done');
  await expect(wizard.tile('stored')).toHaveText('800');
});

for (const theme of ['light', 'dark']) {
  test(`every step can be used by everyone, ${theme}`, async ({ demo: { page, wizard, control } }) => {
    const rows = contactRows(150);
    rows[3][3] = 'no address';
    await wizard.open(`/?theme=${theme}`);
    const ground = await page.locator('.pace').evaluate((root) => getComputedStyle(root).color);
    const [red] = /\d+/.exec(ground);
    expect(Number(red) > 128, 'light text on a dark ground, dark text on a light one').toBe(theme === 'dark');
    await expectAccessible(page);
    await wizard.choose({ name: 'empty.csv', bytes: '' });
    await expect(wizard.alert).toBeVisible();
    await expectAccessible(page);
    await wizard.choose({ name: 'contacts.csv', bytes: contactFile(rows) });
    await wizard.mapped(HEADER.length);
    await expectAccessible(page);
    await wizard.check();
    await expectAccessible(page);
    await control.faults({ latency_ms: 2_000, block_after: 2 });
    await wizard.start();
    await expectAccessible(page);
    await expect(wizard.probe).toBeVisible();
    await expectAccessible(page);
    await control.faults({});
    await wizard.probe.click();
    await wizard.reaches('done');
    await expectAccessible(page);
    const monitor = new Monitor(page);
    await monitor.open();
    await expect(monitor.of('blocked').first()).toBeVisible();
    await monitor.table.click();
    await expect(monitor.seconds.first()).toBeVisible();
    await expectAccessible(page);
  });
}

for (const language of ['es', 'pt']) {
  test(`nothing is left in English: ${language}`, async ({ demo: { page, wizard, control } }) => {
    const words = catalogue(language);
    const isForeign = foreignTo(language);
    const expectTranslated = async () => expect((await textsOf(page)).filter(isForeign)).toEqual([]);
    const rows = contactRows(150);
    // One row for each reason that needs no special account.
    Object.assign(rows[3], { 3: 'sin correo' });
    Object.assign(rows[4], { 1: 'sin teléfono' });
    Object.assign(rows[5], { 4: 'Retuning' });
    Object.assign(rows[6], { 6: 'x'.repeat(300) });

    await wizard.open(`/?language=${language}`);
    await expect(wizard.step).toContainText(words.get('app.step.file'));
    await expectTranslated();
    await wizard.choose({ name: 'vacio.csv', bytes: '' });
    await expect(wizard.alert).toContainText(words.get('app.file_problem.empty'));
    await expectTranslated();
    await wizard.choose({ name: 'contactos.csv', bytes: contactFile(rows) });
    await wizard.mapped(HEADER.length);
    await expectTranslated();
    await wizard.check();
    await expectTranslated();
    await control.faults({ latency_ms: 300, block_after: 2 });
    await wizard.start();
    await expect(wizard.probe).toBeVisible();
    await expectTranslated();
    await control.faults({});
    await wizard.probe.click();
    await wizard.reaches('done');
    await expect(wizard.headline).toContainText('146');
    await expectTranslated();
    const [header, first] = (await wizard.report()).rows;
    expect(header.slice(0, 4)).toEqual(['row', 'column', 'value', 'reason'].map((key) => words.get(`app.problems.${key}`)));
    expect(first[3]).toBe(words.get('app.reason.not_email'));
    const monitor = new Monitor(page);
    await monitor.open();
    await monitor.table.click();
    await expect(monitor.seconds.first()).toBeVisible();
    await expectTranslated();

    await openLeadCard(page, (await control.entities('leads'))[0]);
    await expect(page.locator('.pace-facts')).toContainText(words.get('app.card.stage'));
    await expectTranslated();
  });
}

/** The panel's facts by their names. */
async function factsOf(page) {
  const rows = page.locator('.pace-facts__row');
  await expect(rows).not.toHaveCount(0);
  const texts = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((part) => part.textContent)));
  return Object.fromEntries(texts);
}

/** In the page: the names of a lead's pipeline and stage, as the account has them. */
async function stageOf(lead) {
  const answer = await fetch('https://demo.kommo.com/api/v4/leads/pipelines', { credentials: 'include' });
  const { pipelines } = (await answer.json())._embedded;
  const pipeline = pipelines.find(({ id }) => id === lead.pipeline_id);
  return [pipeline.name, pipeline._embedded.statuses.find(({ id }) => id === lead.status_id).name];
}
