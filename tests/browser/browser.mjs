// The browser and its pages: an installed Chromium, driven by playwright-core.
//
// The packages lie outside the clone, in the folder that MENTORLENS_BROWSER names; MENTORLENS_CHROMIUM is the browser.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const packages = createRequire(join(process.env.MENTORLENS_BROWSER, "package.json"));
const { chromium } = packages("playwright-core");

/** The source of axe-core, to be evaluated in a page: that way no page must permit it. */
export const axe = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");

/** Starts the browser, hands it over, and ends it whatever happens. */
export async function withBrowser(work) {
  const browser = await chromium.launch({
    executablePath: process.env.MENTORLENS_CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a file in a window of a size, without motion to wait for; a page that complains or asks the network fails. */
export async function open(browser, file, problems, { width = 1280, height = 900, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) problems.push(`network: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}
