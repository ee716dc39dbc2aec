/**
 * @file Finds a Chromium with WebGPU for tests, benchmarks and headless runs, in this order:
 * CHROME_PATH, a system Chromium or Chrome, a browser that Playwright downloaded; on Debian as root
 * the `chromium` package is installed. `npm start` needs none of this.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Software WebGPU where there is no GPU; no background traffic. The headless shell has no WebGPU,
 * hence the full browser with the new headless mode.
 */
export const chromiumArguments = [
  '--headless=new',
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.env.LAB_HARDWARE_GPU ? [] : ['--use-webgpu-adapter=swiftshader']),
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function systemCandidates() {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  if (process.platform === 'win32') {
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .map((folder) => path.join(folder, 'Google/Chrome/Application/chrome.exe'));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  return (process.env.PATH ?? '')
    .split(':')
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
}

async function playwrightCandidate() {
  try {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function installOnDebian() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  console.error('No Chromium found: installing the Debian package "chromium"…');
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const steps = [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
  ];
  return steps.every((step) => spawnSync('apt-get', step, options).status === 0);
}

/** Path of a browser that can be started. @throws Error with one clear line on what to do */
export async function findChromium() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROME_PATH is set to ${chosen}, which is not a program that can be started.`);
  }
  const found = () => systemCandidates().find(isExecutable);
  const system = found();
  if (system) return system;
  const downloaded = await playwrightCandidate();
  if (downloaded && isExecutable(downloaded)) return downloaded;
  if (installOnDebian()) {
    const installed = found();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium or Chrome found. Install one (for example: npx playwright install chromium), or set CHROME_PATH to its program.',
  );
}

/** Version line of a browser, for reports. */
export function chromiumVersion(executablePath) {
  return execFileSync(executablePath, ['--version'], { encoding: 'utf8' }).trim();
}
