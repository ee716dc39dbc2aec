/**
 * @file Two branches of one stem, in the manner of the icons elsewhere; one path, since every row of a
 * long table has it and each path is painted by itself.
 */
const outline = [
  'M9 6a2 2 0 1 1 -4 0a2 2 0 1 1 4 0',
  'M19 6a2 2 0 1 1 -4 0a2 2 0 1 1 4 0',
  'M14 18a2 2 0 1 1 -4 0a2 2 0 1 1 4 0',
  'M7 8v1a3 3 0 0 0 3 3h4a3 3 0 0 0 3 -3v-1',
  'M12 12v4',
].join('');

export function ForkIcon({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={outline} fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
    </svg>
  );
}
