import { chromium, type Browser } from 'playwright-core';
import type { ChromiumInstallation } from '../tools/chromium.ts';

/** A headless browser. As root Chromium's sandbox refuses to start, so it is off there. */
export function launchBrowser(installation: ChromiumInstallation): Promise<Browser> {
  const args = ['--disable-dev-shm-usage', '--disable-gpu'];
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath: installation.chromium, args, handleSIGINT: false });
}
