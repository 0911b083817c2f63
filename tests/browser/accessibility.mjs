// Accessibility of finished pages: `node accessibility.mjs PAGE …` prints one problem a line and fails when there is one.
//
// Every page is held to WCAG 2.2 AA by axe-core with all folds open, in the light and in the dark, wide and narrow; at 320
// pixels it does not scroll sideways; by keyboard every fold and link is reached, seen, and can be opened.

import { axe, open, withBrowser } from "./browser.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ALL = { runOnly: { type: "tag", values: TAGS }, rules: { "target-size": { enabled: true } } };
const COLOURS = { runOnly: { type: "rule", values: ["color-contrast"] } };
// A phone has the colours of the light, which are the dearest to check.
const PHONE = { ...ALL, rules: { ...ALL.rules, "color-contrast": { enabled: false } } };
const NARROW = 320;

/** Everything that a keyboard must reach, in the page. */
const REACHABLE = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

async function rules(page, where, options, problems) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate(
    (options) => window.axe.run(document, { ...options, resultTypes: ["violations"] }),
    options,
  );
  for (const violation of found.violations) {
    for (const node of violation.nodes.slice(0, 3)) {
      const why = (node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? violation.help;
      problems.push(`${where}: ${violation.id} at ${node.target.join(" ")}: ${why}`);
    }
  }
}

async function reflow(page, problems) {
  const wide = await page.evaluate((narrow) => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= narrow) return null;
    const out = [...document.body.querySelectorAll("*")].find((one) => one.getBoundingClientRect().right > narrow + 0.5 && !one.closest(".scroll"));
    return `${root.scrollWidth} pixels wide, by ${out?.outerHTML.slice(0, 120)}`;
  }, NARROW);
  if (wide) problems.push(`at ${NARROW} pixels: ${wide}`);
}

async function keyboard(page, problems) {
  const wanted = await page.evaluate((reachable) => {
    const seen = [...document.querySelectorAll(reachable)].filter((one) => one.checkVisibility() && !one.disabled);
    seen.forEach((one, place) => (one.dataset.place = place));
    return seen.map((one) => one.outerHTML.slice(0, 120));
  }, REACHABLE);
  const reached = new Set();
  for (let step = 0; step < wanted.length + 5 && reached.size < wanted.length; step += 1) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const one = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return { place: one.dataset.place, outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2, inside, html: one.outerHTML.slice(0, 120) };
    });
    if (now.place === undefined) continue;
    if (!now.outlined) problems.push(`by keyboard: no focus is seen on ${now.html}`);
    if (!now.inside) problems.push(`by keyboard: the focus is outside of the window on ${now.html}`);
    reached.add(now.place);
  }
  wanted.forEach((html, place) => {
    if (!reached.has(String(place))) problems.push(`by keyboard: not reached: ${html}`);
  });
  const fold = page.locator("summary").first();
  if (await fold.count()) {
    await fold.focus();
    await page.keyboard.press("Enter");
    if (!(await fold.evaluate((one) => one.parentElement.open))) problems.push("by keyboard: a fold does not open by Enter");
  }
}

async function check(browser, file) {
  const problems = [];
  for (const [where, options, checked] of [
    ["light", { colorScheme: "light" }, ALL],
    ["dark", { colorScheme: "dark" }, COLOURS],
    ["narrow", { colorScheme: "light", width: NARROW, height: 640 }, PHONE],
  ]) {
    const page = await open(browser, file, problems, options);
    if (where === "light") await keyboard(page, problems);
    await rules(page, where, checked, problems);
    if (where === "narrow") await reflow(page, problems);
    await page.context().close();
  }
  return problems;
}

let broken = 0;
await withBrowser(async (browser) => {
  for (const file of process.argv.slice(2)) {
    for (const problem of await check(browser, file)) {
      broken += 1;
      console.log(`${file}: ${problem}`);
    }
  }
});
console.log(`${process.argv.length - 2} pages, ${broken} problems`);
process.exitCode = broken ? 1 : 0;
