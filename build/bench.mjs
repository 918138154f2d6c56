// Runs Stet's measurements and prints them. Usage: node build/bench.mjs [PART] [--json]; see bench.sh.
// A figure stands beside another of the same run, since machines differ, and the same machine from hour to hour.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Runs a package's benchmarks and returns each one's metrics by unit, by its name without "Benchmark". */
function benchmarks(folder, pattern, ...flags) {
  const args = ['test', '-run', '^$', '-bench', pattern, '-benchmem', ...flags, `./backend/${folder}`];
  const { stdout, stderr, status } = spawnSync('go', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`go ${args.join(' ')}\n${stdout}${stderr}`);
  const found = {};
  for (const line of stdout.split('\n')) {
    const [name, runs, ...rest] = line.trim().split(/\s+/);
    if (!name.startsWith('Benchmark') || !/^\d+$/.test(runs ?? '')) continue;
    const metrics = {};
    for (let i = 0; i + 1 < rest.length; i += 2) metrics[rest[i + 1]] = Number(rest[i]);
    found[name.slice('Benchmark'.length).replace(/-\d+$/, '')] = metrics;
  }
  return found;
}

const milliseconds = (metrics) => metrics['ns/op'] / 1e6;

/** Each part's figures: what, value, unit, and what it is to be seen beside. */
const parts = {
  store() {
    const rows = [];
    const add = (what, value, unit, beside, other) => rows.push({ what, value, unit, beside, other });
    if (existsSync(join(root, '../shared/corpus/chunks')) || process.env.STET_CORPUS) {
      const files = benchmarks('chunkfile', 'ParsePrintCorpus|UpdateCorpus|YAMLNodesAndCopy', '-benchtime', '3s');
      const yaml = files.YAMLNodesAndCopy['MB/s'];
      add('parse and print every real file', files.ParsePrintCorpus['MB/s'], 'MB/s', 'yaml.v3 reads the front matter, bytes are copied', yaml);
      add('change a word and a field of every real file, parsed again and compared', files.UpdateCorpus['MB/s'], 'MB/s', 'yaml.v3 reads the front matter, bytes are copied', yaml);
    } else {
      console.error('bench: the real files are not here (../shared/corpus, or STET_CORPUS); parsing is not measured');
    }
    const taken = benchmarks('service', 'Import10000Files', '-benchtime', '1x').Import10000Files;
    add('import 10,000 chunk files', taken['files/s'], 'files/s', 'read, hash and parse them on one core, keep nothing', taken['read-and-parsed/s']);
    const open = benchmarks('service', 'OpenEpisode150000Words', '-benchtime', '10x').OpenEpisode150000Words;
    const library = benchmarks('sqlite', 'Commit|ListOf10000Chunks|OpenEpisodeOf150000Words', '-benchtime', '2s');
    add('open an episode of 150,000 words, to the last byte of its text', milliseconds(open), 'ms', 'its rows read from SQLite', milliseconds(library.OpenEpisodeOf150000Words));
    add('list 10,000 chunks', milliseconds(library.ListOf10000Chunks), 'ms');
    const commit = library.Commit;
    add('commit an edit, median', commit['p50-ms'], 'ms', 'insert and commit one bare row', commit['bare-p50-ms']);
    add('commit an edit, 99th percentile', commit['p99-ms'], 'ms', 'insert and commit one bare row', commit['bare-p99-ms']);
    return rows;
  },
  sound() {
    const decode = benchmarks('audio/decode', 'Decode|Seek', '-benchtime', '1s');
    return Object.entries(decode).map(([name, metrics]) => {
      const [kind, file] = name.split('/');
      return kind === 'Decode'
        ? { what: `decode ${file}`, value: metrics.times, unit: 'times as fast as it plays', beside: 'as it plays', other: 1 }
        : { what: `seek in ${file} and decode what is heard first`, value: milliseconds(metrics), unit: 'ms' };
    });
  },
};
const announced = ['store', 'editor', 'sound', 'words', 'names', 'publish'];

const asJSON = process.argv.includes('--json');
const [part, ...more] = process.argv.slice(2).filter((argument) => argument !== '--json');
if (more.length > 0 || (part !== undefined && !announced.includes(part))) {
  console.error(`usage: build/bench.sh [${announced.join('|')}] [--json]`);
  process.exit(2);
}

const short = (value) => (value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString());

for (const name of part === undefined ? announced : [part]) {
  if (parts[name] === undefined) {
    if (part !== undefined) console.error(`bench: there is nothing to measure yet in ${name}`);
    continue;
  }
  const rows = parts[name]();
  for (const { what, value, unit, beside = '', other } of rows) {
    const ratio = other === undefined ? null : Number((value / other).toPrecision(3));
    if (asJSON) {
      const against = other === undefined ? null : { what: beside, value: Number(other.toPrecision(4)), unit };
      console.log(JSON.stringify({ part: name, what, value: Number(value.toPrecision(4)), unit, beside: against, ratio }));
    } else {
      console.log(`${name}  ${what}: ${short(value)} ${unit}${other === undefined ? '' : `\n${' '.repeat(name.length + 4)}beside: ${beside}: ${short(other)} ${unit} (ratio ${short(ratio)})`}`);
    }
  }
}
