/**
 * @file Saves a picture as it stands on the page. All its SVG, canvas and marked text
 * (`data-export-text`) is put into one SVG that needs no style sheet; a PNG is drawn from that.
 * Only blob: and data: addresses are used.
 */

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Properties that decide how SVG looks; all of them are SVG attributes too. */
const copiedProperties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
] as const;

/** Pixels around the saved picture. */
const padding = 12;

/** Saves everything drawn inside `root`. @param file name without ending */
export function saveSvg(root: HTMLElement, file: string): void {
  const { source } = composeSvg(root);
  saveBlob(new Blob([source], { type: 'image/svg+xml' }), `${file}.svg`);
}

/** As `saveSvg`, in pixels. @param scale pixels per CSS pixel */
export async function savePng(root: HTMLElement, file: string, scale = 2): Promise<void> {
  const { source, width, height } = composeSvg(root);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  if (blob !== null) saveBlob(blob, `${file}.png`);
}

export function saveCsv(text: string, file: string): void {
  // The mark at the start lets spreadsheets read UTF-8.
  saveBlob(new Blob(['\uFEFF', text], { type: 'text/csv' }), `${file}.csv`);
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser needs the address until the download has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** One self-contained SVG of what is drawn inside `root`, at its size on the page. */
export function composeSvg(root: HTMLElement): { source: string; width: number; height: number } {
  const box = root.getBoundingClientRect();
  const parts = root.querySelectorAll('svg, canvas, [data-export-text]');
  const whole = document.createElementNS(svgNamespace, 'svg');
  let width = 0;
  let height = 0;
  for (const part of parts) {
    const place = part.getBoundingClientRect();
    const x = place.left - box.left + padding;
    const y = place.top - box.top + padding;
    const copy = copyPart(part, x, y, place);
    if (copy === undefined) continue;
    // Measured, so that pictures that scroll sideways are saved whole and tables leave no gap.
    width = Math.max(width, x + place.width + padding);
    height = Math.max(height, y + place.height + padding);
    whole.append(copy);
  }
  const ground = element('rect', { width, height, fill: pageColor(root) });
  whole.prepend(ground);
  setAttributes(whole, { width, height, viewBox: `0 0 ${width} ${height}` });
  return { source: new XMLSerializer().serializeToString(whole), width, height };
}

function copyPart(part: Element, x: number, y: number, place: DOMRect): Element | undefined {
  if (place.width === 0 || part.closest('[data-export="no"]') !== null) return undefined;
  if (part instanceof HTMLCanvasElement) {
    const { width, height } = place;
    const image = element('image', { x, y, width, height, href: part.toDataURL() });
    image.setAttribute('image-rendering', 'pixelated');
    return image;
  }
  if (part instanceof SVGSVGElement) {
    if (part.parentElement?.closest('svg')) return undefined;
    const copy = part.cloneNode(true);
    if (!(copy instanceof SVGElement)) return undefined;
    copyLooks(part, copy);
    setAttributes(copy, { x, y, width: place.width, height: place.height });
    return copy;
  }
  const style = getComputedStyle(part);
  const size = Number.parseFloat(style.fontSize);
  const text = element('text', {
    x,
    // Letters stand on about 4/5 of their size, in the middle of the line.
    y: y + place.height / 2 + size * 0.35,
    fill: plainColor(style.color),
    'font-family': style.fontFamily,
    'font-size': style.fontSize,
    'font-weight': style.fontWeight,
  });
  text.textContent = part.textContent;
  return text;
}

/** Writes computed looks into the copy as attributes, since the style sheet does not travel. */
function copyLooks(original: Element, copy: Element): void {
  const style = getComputedStyle(original);
  for (const property of copiedProperties) {
    const value = style.getPropertyValue(property);
    if (value !== '') copy.setAttribute(property, plainColor(value));
  }
  copy.removeAttribute('style');
  copy.removeAttribute('class');
  const children = copy.children;
  Array.from(original.children).forEach((child, index) => {
    const twin = children[index];
    if (twin !== undefined) copyLooks(child, twin);
  });
}

/** `color(srgb 0.5 0 1 / 0.5)`, which few programs read, as `rgba(128, 0, 255, 0.5)`. */
export function plainColor(value: string): string {
  return value.replace(
    /color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.]+))?\)/g,
    (_, red: string, green: string, blue: string, alpha: string | undefined) => {
      const bytes = [red, green, blue].map((part) => Math.round(Number(part) * 255)).join(', ');
      return alpha === undefined ? `rgb(${bytes})` : `rgba(${bytes}, ${alpha})`;
    },
  );
}

function pageColor(root: Element): string {
  return plainColor(getComputedStyle(root).getPropertyValue('--picture-surface').trim());
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const created = document.createElementNS(svgNamespace, name);
  setAttributes(created, attributes);
  return created;
}

function setAttributes(target: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, String(value));
}
