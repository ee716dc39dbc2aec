/**
 * @file Lint rules. The floors of the house are held here: an import only ever goes down
 * (the table below is the one in the README).
 */
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** For each floor, from the ground up: what it may import, and of what it may import only types. */
const floors = {
  base: { values: [], types: [] },
  text: { values: ['base'], types: [] },
  tensor: { values: ['base'], types: [] },
  models: { values: ['base', 'tensor'], types: [] },
  training: { values: ['base', 'text', 'tensor', 'models'], types: [] },
  decoding: { values: ['base', 'tensor', 'models'], types: [] },
  storage: { values: ['base'], types: ['text'] },
  experiment: {
    values: ['base', 'text', 'tensor', 'models', 'training', 'decoding', 'storage'],
    types: [],
  },
  workers: {
    values: ['base', 'experiment'],
    types: ['text', 'tensor', 'models', 'training', 'decoding', 'storage'],
  },
  language: { values: ['base'], types: [] },
  state: {
    // The pure parts of these floors; TensorFlow.js must never come into the first load this way
    // (the budget test would tell).
    values: ['base', 'workers', 'storage', 'experiment', 'text', 'models', 'decoding'],
    types: ['tensor', 'training'],
  },
  pictures: { values: ['base', 'language'], types: ['text', 'models', 'decoding', 'experiment'] },
  chapters: {
    values: ['base', 'language', 'state', 'pictures'],
    types: ['text', 'tensor', 'models', 'training', 'decoding', 'storage', 'experiment', 'workers'],
  },
  app: {
    values: ['base', 'language', 'state', 'pictures', 'chapters'],
    types: ['text', 'tensor', 'models', 'training', 'decoding', 'storage', 'experiment', 'workers'],
  },
};

const allFloors = Object.keys(floors);
const inFloor = (names) => `^(\\.\\./)+(${names.join('|')})(/|$)`;

const floorRules = Object.entries(floors).map(([floor, { values, types }]) => {
  const typesOnly = allFloors.filter((name) => name !== floor && types.includes(name));
  const forbidden = allFloors.filter(
    (name) => name !== floor && !values.includes(name) && !types.includes(name),
  );
  return {
    files: [`src/${floor}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(forbidden.length > 0
              ? [{ regex: inFloor(forbidden), message: `${floor}/ may not import this floor.` }]
              : []),
            ...(typesOnly.length > 0
              ? [
                  {
                    regex: inFloor(typesOnly),
                    allowTypeImports: true,
                    message: `${floor}/ may import only types from this floor.`,
                  },
                ]
              : []),
          ],
        },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'test-results', 'playwright-report', 'runs'] },
  // AssemblyScript: its compiler checks it.
  { ignores: ['src/tensor/simd/kernels'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        window: 'readonly',
        document: 'readonly',
      },
    },
  },
  ...floorRules,
);
