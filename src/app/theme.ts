/**
 * @file Colours and type of the page. System fonts, with those that carry Chinese well on each
 * system; one accent colour, the same as in the pictures.
 */
import { createTheme } from '@mantine/core';

const family = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  'Roboto',
  '"Helvetica Neue"',
  '"PingFang SC"',
  '"Hiragino Sans GB"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'sans-serif',
].join(', ');

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  fontFamily: family,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans CJK SC", monospace',
  headings: { fontFamily: family, fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
