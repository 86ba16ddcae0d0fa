// The three engines behind one small interface: Chromium and Firefox by puppeteer, WebKit by WebDriver. Elements are found
// by role and name, as people and screen readers find them.

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { Builder } from 'selenium-webdriver';
import { freePort, waitFor } from './server.mjs';

/** Where the phone is. */
export const HOME = { latitude: 51.4545, longitude: -2.5879, accuracy: 12 };

/** Runs in the page: the first visible element of this role whose name holds these words. */
function locate(role, name) {
  const tags = { button: 'button, summary', heading: 'h1, h2, h3', link: 'a', listitem: 'li', text: 'p, strong, span, h1, h2, h3' };
  const isShown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
  const nameOf = (element) => (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
  const named = (tag) => [...document.querySelectorAll(tag)].filter((element) => isShown(element) && nameOf(element).includes(name));
  if (role === 'textbox') return named('label')[0]?.control ?? null;
  return named(tags[role])[0] ?? null;
}

class Page {
  async see(role, name, seconds = 30) {
    return waitFor(`the ${role} "${name}"`, () => this.find(role, name), seconds);
  }

  async click(role, name) {
    await (await this.see(role, name)).click();
  }
}

class PuppeteerPage extends Page {
  constructor(browser, page) {
    super();
    Object.assign(this, { browser, page });
  }

  static async launch(options) {
    const browser = await puppeteer.launch({ headless: true, ...options });
    return new PuppeteerPage(browser, await browser.newPage());
  }

  open = (url) => this.page.goto(url);
  reload = () => this.page.reload();
  evaluate = (script) => this.page.evaluate(script);
  close = () => this.browser.close();

  async find(role, name) {
    // A page that is being left has none.
    const handle = await this.page.evaluateHandle(locate, role, name).catch(() => null);
    return handle?.asElement() ?? null;
  }

  async fill(name, text) {
    await (await this.see('textbox', name)).type(text);
  }
}

async function chromium(origin) {
  const page = await PuppeteerPage.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  await page.browser.defaultBrowserContext().overridePermissions(origin, ['geolocation']);
  await page.page.setGeolocation(HOME);
  return page;
}

async function firefox() {
  const location = { location: { lat: HOME.latitude, lng: HOME.longitude }, accuracy: HOME.accuracy };
  return PuppeteerPage.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    extraPrefsFirefox: {
      'geo.prompt.testing': true,
      'geo.prompt.testing.allow': true,
      'geo.provider.network.url': `data:application/json,${JSON.stringify(location)}`,
    },
  });
}

class WebKitPage extends Page {
  constructor(service, driver) {
    super();
    Object.assign(this, { service, driver });
  }

  open = (url) => this.driver.get(url);
  reload = () => this.driver.navigate().refresh();
  evaluate = (script) => this.driver.executeScript(`return ${script}`);

  async find(role, name) {
    const script = `return (${locate})(arguments[0], arguments[1])`;
    return this.driver.executeScript(script, role, name).catch(() => null);
  }

  async fill(name, text) {
    await (await this.see('textbox', name)).sendKeys(text);
  }

  async close() {
    await this.driver.quit();
    this.service.kill();
  }
}

/** Debian keeps it in the folder of the library's version. */
function miniBrowser() {
  const root = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  const folders = readdirSync(root).filter((name) => name.startsWith('webkit2gtk-') || name.startsWith('webkitgtk-'));
  const path = folders.map((name) => `${root}/${name}/MiniBrowser`).find(existsSync);
  if (!path) throw new Error(`no MiniBrowser in ${root}: run script/setup`);
  return path;
}

/** It has no location provider here, like a phone that denies: the journey must work without. */
async function webkit() {
  const port = await freePort();
  const service = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  await waitFor('WebKitWebDriver answers', () => fetch(`${url}/status`).then((answer) => answer.ok, () => false));
  const options = { binary: process.env.MINIBROWSER ?? miniBrowser(), args: ['--automation'] };
  const capabilities = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options };
  const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build();
  return new WebKitPage(service, driver);
}

export const BROWSERS = { Chromium: chromium, Firefox: firefox, WebKit: webkit };
/** Engines with a location here. */
export const LOCATED = ['Chromium', 'Firefox'];
