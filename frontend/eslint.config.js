import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Who may import whom, as the rooms of src/. A room's own files are always open to it; a room that is not named is
 * closed. Only bridge/ speaks to the program, and panels and the editor never import each other.
 */
const rooms = {
  model: [],
  bridge: ['model'],
  state: ['model', 'bridge'],
  commands: ['model', 'state', 'ui'],
  ui: ['model'],
  editor: ['model', 'ui'],
  panels: ['model', 'state', 'commands', 'ui'],
  shell: ['model', 'state', 'commands', 'ui', 'panels', 'editor'],
};

const everyRoom = Object.keys(rooms);

function zone(room, open) {
  const closed = everyRoom.filter((other) => other !== room && !open.includes(other));
  return {
    files: [`src/${room}/**/*.{ts,svelte}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(room === 'panels'
              ? [{ regex: '^\\.\\./(?!\\.\\./)', message: 'Panels do not import each other.' }]
              : []),
            ...closed.map((other) => ({
              regex: `^(\\.\\./)+${other}/`,
              message: `${room}/ does not import ${other}/: see the table in eslint.config.js.`,
            })),
          ],
        },
      ],
    },
  };
}

export default ts.config(
  { ignores: ['dist/', 'wailsjs/', 'node_modules/', 'test-results/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      // State here is whole values that are replaced ($state.raw); the collections inside are never watched.
      'svelte/prefer-svelte-reactivity': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/bridge/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'go', message: 'Only bridge/ speaks to the program.' },
        { object: 'window', property: 'runtime', message: 'Only bridge/ speaks to the program.' },
      ],
    },
  },
  ...Object.entries(rooms).map(([room, open]) => zone(room, open)),
);
