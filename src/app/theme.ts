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
  colors: {
    // From text to the darkest ground, with the faint blue of the pictures' dark theme.
    dark: [
      '#d9dde5',
      '#b6bdca',
      '#8d95a5',
      '#6b7485',
      '#40454f',
      '#373c46',
      '#2b2e35',
      '#1b1d22',
      '#17191d',
      '#121317',
    ],
  },
  defaultRadius: 'md',
  fontFamily: family,
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans CJK SC", monospace',
  headings: { fontFamily: family, fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
