/**
 * @file The checks of the built page recognise what they are for.
 */
import { describe, expect, it } from 'vitest';
import { firstLoad, foreignUrl, isAllowedLicence } from './budget.mjs';

describe('the budget', () => {
  it('follows static imports, each file once, and no dynamic ones', () => {
    const manifest = {
      'index.html': { file: 'a.js', imports: ['_b', '_c'], dynamicImports: ['_late'] },
      _b: { file: 'b.js', imports: ['_c', 'index.html'] },
      _c: { file: 'c.js' },
      _late: { file: 'late.js' },
    };
    expect(firstLoad(manifest, 'index.html')).toEqual(['a.js', 'b.js', 'c.js']);
    expect(() => firstLoad(manifest, 'other.html')).toThrow(/other\.html/);
  });

  it.each([
    ['x.html', '<script src="https://cdn.example/x.js"></script>'],
    ['x.html', '<link rel="stylesheet" href="//cdn.example/x.css">'],
    ['x.css', 'a{background:url(https://cdn.example/x.png)}'],
    ['x.css', '@import "//cdn.example/x.css";'],
    ['x.js', 'await fetch("https://cdn.example/x.json")'],
    ['x.js', 'import(`https://cdn.example/x.js`)'],
    ['x.js', 'import{a}from"https://cdn.example/x.js"'],
    ['x.js', 'e.src="//cdn.example/x.js"'],
    ['x.js', 'r.open("GET","https://cdn.example/x")'],
  ])('finds another origin in %s: %s', (name, content) => {
    expect(foreignUrl(name, content)).not.toBeNull();
  });

  it.each([
    ['x.html', '<script type="module" src="./assets/x.js"></script>'],
    ['x.css', 'a{background:url(data:image/png;base64,AA)}'],
    ['x.js', 'throw Error("see https://react.dev/errors/1")'],
    ['x.js', 'const svg="http://www.w3.org/2000/svg";fetch("./model.json")'],
  ])('lets %s be: %s', (name, content) => {
    expect(foreignUrl(name, content)).toBeNull();
  });

  it('reads licence expressions', () => {
    expect(isAllowedLicence('MIT')).toBe(true);
    expect(isAllowedLicence('(MIT OR GPL-3.0)')).toBe(true);
    expect(isAllowedLicence('MIT AND GPL-3.0')).toBe(false);
    expect(isAllowedLicence('GPL-3.0')).toBe(false);
    expect(isAllowedLicence(undefined)).toBe(false);
  });
});
