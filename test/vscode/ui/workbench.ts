import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** How long one attempt to run a command may take, in milliseconds. */
const PATIENCE = 8000;

const limit = (timeout: number | undefined): { timeout?: number } =>
  timeout === undefined ? {} : { timeout };

/** The field of a list that is shown. */
const QUICK_INPUT = '.quick-input-widget:not([style*="display: none"]) .quick-input-box input';

/** The parts of VS Code's window that the tests use, by what a person would call them. */
export class WorkbenchPage {
  readonly page: Page;
  readonly #pictures: string;

  constructor(page: Page, pictures: string) {
    this.page = page;
    this.#pictures = pictures;
    page.setDefaultTimeout(40_000);
  }

  async picture(name: string): Promise<void> {
    // Half-faded widgets look broken; what never ends, such as a spinner, is not waited for.
    await this.page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
          .map((animation) => animation.finished),
      ).then(() => undefined),
    );
    await this.page.screenshot({ path: join(this.#pictures, `${name}.png`) });
  }

  /** The picture of a step of the walkthrough: small, and in both themes. */
  async walkthroughPicture(step: string): Promise<void> {
    const size = this.page.viewportSize()!;
    await this.page.setViewportSize({ width: 1000, height: 640 });
    await this.page.mouse.move(1, 1);
    await this.page.locator('.workbench-hover:visible').waitFor({ state: 'detached' });
    for (const suffix of ['light', 'dark'] as const) {
      await this.useTheme(suffix);
      await this.picture(`walkthrough-${step}-${suffix}`);
    }
    await this.page.setViewportSize(size);
  }

  /** Changes the colours and waits until they are there. */
  async useTheme(theme: keyof typeof THEMES): Promise<void> {
    const { title, className } = THEMES[theme];
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+T');
    await this.#fill(title);
    await this.#take(title);
    await this.page.locator('.quick-input-widget .quick-input-box input').waitFor({ state: 'hidden' });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .view-lines').last();
  }

  line(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line', { hasText: text }).first();
  }

  async openFile(path: string, shows: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#fill(path);
    await this.#take(path.slice(path.lastIndexOf('/') + 1));
    await this.page.locator('.tab.active', { hasText: path.slice(path.lastIndexOf('/') + 1) }).waitFor();
    await this.line(shows).waitFor();
  }

  /** Runs a command of the palette by its title. */
  async run(title: string): Promise<void> {
    // What takes the focus just then, such as a page that is shown anew, closes the list: then it is opened again.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('F1');
      try {
        await this.#fill(`>${title}`, PATIENCE);
        return await this.#take(title, PATIENCE);
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  async #fill(text: string, timeout?: number): Promise<void> {
    const box = this.page.locator(QUICK_INPUT);
    await box.waitFor(limit(timeout));
    await box.fill(text, limit(timeout));
  }

  /** The list is filtered while one types, so the row that Enter takes is waited for. */
  async #take(text: string, timeout?: number): Promise<void> {
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: text })
      .first()
      .waitFor(limit(timeout));
    await this.page.keyboard.press('Enter');
  }

  row(text: string): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** Puts the cursor into a line at the text, so many characters into it. */
  async putCursor(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.#fill(`:${line},${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    await this.page.locator('.quick-input-widget .quick-input-box input').waitFor({ state: 'hidden' });
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** What the hover at the cursor says; asked again when a busy editor closes it before it is filled. */
  async hover(): Promise<string> {
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('Control+K');
      await this.page.keyboard.press('Control+I');
      try {
        await hover.waitFor({ timeout: 10_000 });
        return await hover.innerText({ timeout: 10_000 });
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** A row of a tree in the side bar. */
  treeRow(text: string): Locator {
    return this.page.locator('.sidebar .monaco-list-row', { hasText: text }).first();
  }

  /** Number of the first visible line with a text. */
  async lineNumberOf(text: string): Promise<number> {
    const lines = await this.page.locator('.editor-group-container.active .view-line').all();
    const tops = await Promise.all(
      lines.map(async (line) => ({ text: await line.innerText(), top: (await line.boundingBox())!.y })),
    );
    tops.sort((a, b) => a.top - b.top);
    return tops.findIndex((line) => line.text.replaceAll(' ', ' ').includes(text)) + 1;
  }

  toast(text: string): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  async answer(toast: string, button: string): Promise<void> {
    const found = this.toast(toast);
    await found.waitFor();
    await found
      .locator('.notification-list-item-buttons-container .monaco-button', { hasText: button })
      .first()
      .click();
  }

  get terminal(): Locator {
    return this.page.locator('.terminal-wrapper.active .xterm-rows, .xterm-rows').last();
  }
}

/** Themes of VS Code as its list calls them, and the class that its window then has. */
const THEMES = {
  dark: { title: 'Dark Modern', className: 'vs-dark' },
  light: { title: 'Light Modern', className: 'vs' },
  'high contrast': { title: 'Dark High Contrast', className: 'hc-black' },
  'high contrast light': { title: 'Light High Contrast', className: 'hc-light' },
} as const;
