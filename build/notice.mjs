// Writes NOTICE: whose work is in the built program, and under which terms. Usage: node build/notice.mjs
// The texts are those that came with the modules; the same text of several stands once.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const run = (program, args, cwd) => execFileSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });

function goModules() {
  const format = '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}';
  // Each system links some modules that the others do not.
  const systems = [['linux', 'desktop,production,webkit2_41'], ['windows', 'desktop,production'], ['darwin', 'desktop,production']];
  const lines = systems.flatMap(([goos, tags]) => {
    const env = { ...process.env, GOOS: goos, GOARCH: 'amd64', CGO_ENABLED: '1' };
    const out = execFileSync('go', ['list', '-e', '-deps', '-tags', tags, '-f', format, '.'], { cwd: root, encoding: 'utf8', env });
    return out.split('\n').filter(Boolean);
  });
  return [...new Set(lines)].sort().map((line) => {
    const [name, folder] = line.split('\t');
    return { name, folder };
  });
}

/** The modules that are in the built page, by its source maps, and the faces and dictionaries, which these do not tell of. */
function nodeModules() {
  const frontend = join(root, 'frontend');
  const out = mkdtempSync(join(tmpdir(), 'stet-notice-'));
  const built = join(out, 'dist');
  run(join(frontend, 'node_modules/.bin/vite'), ['build', '--sourcemap', '--outDir', built, '--logLevel', 'error'], frontend);
  const names = new Set();
  for (const file of readdirSync(join(built, 'assets')).filter((name) => name.endsWith('.js.map'))) {
    for (const source of JSON.parse(readFileSync(join(built, 'assets', file), 'utf8')).sources) {
      const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source);
      if (found) names.add(found[1]);
    }
  }
  rmSync(out, { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(frontend, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) if (/^(@fontsource\/|dictionary-)/.test(name)) names.add(name);
  return [...names].sort().map((name) => {
    const folder = join(frontend, 'node_modules', name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { name: `${name} ${version}`, folder };
  });
}

/** What is built in that no module brings: its terms lie beside it. */
const builtIn = [{ name: 'The acoustic model and the dictionary en-us of CMU Sphinx', folder: join(root, 'backend/align/english') }];

/** The licence texts in a module's folder, as one. */
function terms({ name, folder }) {
  const files = readdirSync(folder).filter((file) => /^(un)?licen[cs]e|^copying|^notice/i.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} has no licence in ${folder}`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  // What go-hid has in it says its own terms at the head of its file, and nowhere else.
  if (name.startsWith('github.com/sstallion/go-hid ')) texts.push(/\/\*{5,}\n(.*?)\*{5,}\//s.exec(readFileSync(join(folder, 'hidapi.h'), 'utf8'))[1].trimEnd());
  const text = texts.join('\n\n');
  return text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n');
}

/** What stays of a text when the lines that say whose it is are taken out. */
const withoutOwners = (text) => text.replace(/^.*copyright \(?c?\)?.*$/gim, '').replace(/\s+/g, ' ').trim();

const groups = new Map();
for (const module of [...goModules(), ...nodeModules(), ...builtIn]) {
  const text = terms(module);
  const key = withoutOwners(text);
  const owners = text.split('\n').filter((line) => /^\s*copyright .*\d{4}/i.test(line)).map((line) => line.trim());
  const group = groups.get(key) ?? { text, modules: [] };
  group.modules.push({ ...module, owners });
  groups.set(key, group);
}

const rule = '-'.repeat(80);
const parts = ['Stet is built from, and contains, the work of others, under the terms that follow.\n'];
for (const { text, modules } of groups.values()) {
  const shared = modules.length > 1;
  parts.push(rule, ...modules.flatMap(({ name, owners }) => [name, ...(shared ? [...new Set(owners)].map((o) => `    ${o}`) : [])]));
  parts.push('', shared ? text.replace(/^\s*copyright .*\d{4}.*\n+/gim, '') : text, '');
}
writeFileSync(join(root, 'NOTICE'), `${parts.join('\n').trimEnd()}\n`);
