// The overview, by clicking: `node overview.mjs PAGE` prints one problem a line and fails when there is one.

import { readFileSync } from "node:fs";

import { open, withBrowser } from "./browser.mjs";

const problems = [];
const expect = (holds, what) => {
  if (!holds) problems.push(what);
};

/** The rows that are seen, with their places for the filters and their numbers. */
const seen = (page) =>
  page.locator("#numbers tbody tr:visible").evaluateAll((rows) =>
    rows.map((row) => ({ ...row.dataset, estimate: row.cells[4].dataset.number, measure: row.cells[0].textContent })),
  );

async function filters(page, file) {
  const all = await page.locator("#numbers tbody tr").count();
  const first = await seen(page);
  expect(first.length > 5 && first.length < all, `${first.length} of ${all} rows are seen at first`);
  expect(first.every((row) => row.term === "all" && row.split === "all"), "at first, everyone over all terms is seen");
  for (const split of await page.locator("select[name=split] option").evaluateAll((all) => all.map((one) => one.value).slice(2))) {
    await page.selectOption("select[name=split]", split);
    const rows = await seen(page);
    expect(rows.length && rows.every((row) => row.split === split), `split by ${split}: other rows are seen, or none`);
    const level = rows[0]?.level;
    await page.selectOption("select[name=level]", level);
    const group = await seen(page);
    expect(group.length && group.every((row) => row.level === level), `group ${level}: other rows are seen, or none`);
    expect((await page.locator("#count").textContent()).startsWith(`${group.length} of ${all} `), `group ${level}: the count is wrong`);
    // The address shows the same to somebody else.
    const again = await open(page.context().browser(), file, problems);
    await again.goto(page.url());
    expect(JSON.stringify(await seen(again)) === JSON.stringify(group), `the address of group ${level} shows other rows`);
    await again.context().close();
  }
  await page.selectOption("select[name=term]", "any");
  await page.getByRole("button", { name: "Start again" }).click();
  expect(JSON.stringify(await seen(page)) === JSON.stringify(first), "starting again shows other rows than at first");
  const family = first.at(-1).family;
  await page.selectOption("select[name=family]", family);
  expect((await seen(page)).every((row) => row.family === family), "a family shows rows of others");
  await page.getByRole("button", { name: "Start again" }).click();
}

async function sorting(page) {
  const head = page.getByRole("columnheader", { name: "Estimate" });
  const known = async () => (await seen(page)).map((row) => row.estimate).filter(Boolean).map(Number);
  const sortedUp = (numbers) => numbers.every((number, place) => place === 0 || numbers[place - 1] <= number);
  await head.getByRole("button").click();
  expect((await head.getAttribute("aria-sort")) === "ascending" && sortedUp(await known()), "the estimates do not ascend");
  await head.getByRole("button").click();
  expect((await head.getAttribute("aria-sort")) === "descending" && sortedUp((await known()).reverse()), "the estimates do not descend");
  const rows = await seen(page);
  const without = rows.findIndex((row) => !row.estimate);
  expect(without < 0 || rows.slice(without).every((row) => !row.estimate), "what has no number does not stand last");
  await page.reload();
  expect((await head.getAttribute("aria-sort")) === "descending", "the address does not keep the order");
  await page.getByRole("button", { name: "Start again" }).click();
}

async function tips(page) {
  const [tip, buttons] = [page.locator("#tip"), page.locator("#numbers tbody tr:visible td button")];
  await buttons.first().hover();
  expect((await tip.isVisible()) && /Method|Hidden/.test(await tip.textContent()), "the pointer brings no tip");
  await page.keyboard.press("Escape");
  expect(await tip.isHidden(), "Escape does not close the tip");
  await page.mouse.move(0, 0);
  await buttons.nth(1).focus();
  expect(await tip.isVisible(), "the keyboard brings no tip");
  expect((await buttons.nth(1).getAttribute("aria-describedby")) === "tip", "the tip is not told to who cannot see it");
  await page.keyboard.press("Escape");
}

async function saving(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /Save/ }).click()]);
  const lines = readFileSync(await download.path(), "utf8").trimEnd().split("\r\n");
  expect(lines.length === (await seen(page)).length + 1, `${lines.length} lines are saved`);
  expect(lines[0] === "\ufeffmeasure,what,term,group,estimate,low,high,n,unit,target", `the header is ${lines[0]}`);
  const formulas = lines.slice(1).filter((line) => /(^|,)"[=+@-]/.test(line));
  expect(formulas.length === 0, `a formula is saved: ${formulas[0]}`);
}

const [file] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const page = await open(browser, file, problems);
  await filters(page, file);
  await sorting(page);
  await tips(page);
  await saving(page);
  const bare = await open(browser, file, problems, { javaScriptEnabled: false });
  const [rows, shown] = [bare.locator("#numbers tbody tr"), bare.locator("#numbers tbody tr:visible")];
  expect((await rows.count()) === (await shown.count()), "without script, rows are hidden");
  expect(await bare.locator("#filters").isHidden(), "without script, filters are shown that do nothing");
});
problems.forEach((problem) => console.log(problem));
console.log(`${problems.length} problems`);
process.exitCode = problems.length ? 1 : 0;
