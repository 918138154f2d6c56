// Reads what `go test -bench` writes, and the measurements of the editor, which look like it, and lays it out as Stet's
// table. Usage: benchtable.mjs PART [--json] < OUTPUT
// With --json it writes a line each: {"part","what","value","unit","beside","ratio"}.
import { readFileSync } from 'node:fs';

const [part, format] = process.argv.slice(2);

/** Each benchmark's figures by their units: {"BenchmarkCommit": {"p50-ms": 0.7}}. */
const figures = new Map();
let broken = false;
for (const line of readFileSync(0, 'utf8').split('\n')) {
  const found = /^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+(.*)$/.exec(line);
  if (/^(--- )?(FAIL|SKIP|panic)/.test(line)) {
    console.error(line);
    broken ||= !line.includes('SKIP');
  }
  if (!found) continue;
  const parts = found[2].trim().split(/\s+/);
  const its = {};
  for (let i = 0; i + 1 < parts.length; i += 2) its[parts[i + 1]] = Number(parts[i]);
  figures.set(found[1], its);
}

const get = (name, unit) => figures.get(name)?.[unit];
const milliseconds = (name) => {
  const each = get(name, 'ns/op');
  return each === undefined ? undefined : each / 1e6;
};

const microseconds = (name) => {
  const each = get(name, 'ns/op');
  return each === undefined ? undefined : each / 1e3;
};

/** A row of what was measured in the browser, beside the two pages that were measured with it. */
const editor = (what, name, unit, shown, most) => [
  what,
  get(`BenchmarkEditor/${name}`, unit),
  shown,
  get(`BenchmarkEditor/${name}`, `bare-${unit}`),
  'bare CodeMirror',
  { most, also: [get(`BenchmarkEditor/${name}`, `words-${unit}`), 'an element a word'] },
];

/** The rows of what is found of names in the words. */
const namesInText = () => {
  const of = (unit) => get('BenchmarkSuggested', unit);
  const names = (unit) => get('BenchmarkSuggestions', unit);
  const search = 'search in any case';
  return [
    ['listed names found in their chunk', of('%found'), '%', of('%found-any-case'), search, { also: [of('%found-exact'), 'exact search'] }],
    ['names suggested that are right', of('%right'), '%'],
    ['of those that the registry has', of('%right-known'), '%', of('%right-any-case'), search, { also: [of('%right-exact'), 'exact search'] }],
    ['of those that are new', of('%right-new'), '%'],
    ['mishearings found of 100 planted', of('planted'), 'names', of('planted-search'), 'search without spaces'],
    ['names suggested by sound alone', of('by-sound'), 'names', of('words'), 'words of the talk'],
    ['suggestions for a chunk', names('ms/chunk'), 'ms', names('search-ms/chunk'), 'search name by name', { most: 50 }],
    ['the longest of them', names('longest-ms'), 'ms'],
    ['the same with 5,000 more names', names('ms/chunk-of-5000'), 'ms', names('ms/chunk'), 'without', { most: 50 }],
    ['make ready 5,000 more names', names('build-5000-ms'), 'ms'],
  ];
};

/** The rows of proposed boundaries against those that were published: errors, so less is better. */
const proposals = () => {
  const of = (unit) => get('BenchmarkProposals', unit);
  return [
    ...['Pk', 'WindowDiff'].flatMap((unit) => [
      [`proposed boundaries, ${unit}`, of(unit), 'wrong', of(`even-${unit}`), 'as many evenly', { also: [of(`texttiling-${unit}`), 'TextTiling'] }],
      [`the same told how long chunks run`, of(`told-${unit}`), 'wrong', of(`told-even-${unit}`), 'as many as published, evenly'],
    ]),
    ['boundaries proposed', of('cuts'), 'cuts', of('published'), 'published', { also: [of('texttiling-cuts'), 'TextTiling'] }],
    ['propose those of an episode', milliseconds('BenchmarkProposals'), 'ms'],
  ];
};

/** The rows of each chore over 10,000 files, beside reading and parsing them, and beside a script that re-encodes. */
const chores = () => {
  const of = (name, unit) => get(`BenchmarkChores/${name}`, unit);
  const parsed = 'only read and parsed';
  return [
    ...[
      ['drop three fields and add one', 'drop'],
      ['indent all lists', 'indent'],
      ['merge a tag into another', 'merge'],
      ['topics in Title Case', 'title'],
      ['fields in order', 'order'],
    ].flatMap(([what, name]) => [
      [what, of(name, 's'), 's', of('parse', 's'), parsed, { most: 5, also: [milliseconds('BenchmarkYAMLEncode') / 1000, 'yaml.v3 re-encoding the front matter'] }],
      ['the same, processor time', of(name, 'cpu-s'), 's', of('parse', 'cpu-s'), parsed],
      ['files of 10,000 that change', of(name, 'files'), 'files'],
      ['lines that come or go', of(name, 'lines'), 'lines'],
      ['lines beyond what was asked', of(name, 'beyond'), 'lines', undefined, undefined, { most: 0 }],
    ]),
    ['write the files of the first', of('write', 's'), 's'],
    ...[
      ['the index of 10,000 chunks brought in line', '10000'],
      ['the index of the real ones', 'real'],
    ].flatMap(([what, name]) => [
      [what, get(`BenchmarkIndex/${name}`, 's'), 's', get(`BenchmarkIndex/${name}`, 'cpu-s'), 's of processor', { most: 5 }],
      ['files that change', get(`BenchmarkIndex/${name}`, 'files'), 'files'],
      ['lines that come or go', get(`BenchmarkIndex/${name}`, 'lines'), 'lines'],
      ['lines beyond what was asked', get(`BenchmarkIndex/${name}`, 'beyond'), 'lines', undefined, undefined, { most: 0 }],
    ]),
    ...[
      ['from the window, look what renaming a tag in 10,000 chunks does', 'plan-s', 'verb-plan-s', 'stet edit'],
      ['the same, processor time', 'plan-cpu-s', 'plan-s', 'seconds in all'],
      ['from the window, rename it', 'change-s', 'verb-write-s', 'stet edit writing'],
      ['the same, processor time', 'change-cpu-s', 'change-s', 'seconds in all'],
      ['from the window, take that back', 'undo-s', 'change-s', 'the change'],
      ['the same, processor time', 'undo-cpu-s', 'undo-s', 'seconds in all'],
      ['from the window, look at a tag that 10 of them have', 'few-plan-s', 'plan-s', 'one that all have'],
      ['from the window, rename that', 'few-s', 'change-s', 'one that all have'],
    ].map(([what, unit, beside, why]) => [what, get('BenchmarkChangeAll', unit), 's', get('BenchmarkChangeAll', beside), why]),
  ];
};

/**
 * [what, value, unit, the figure beside it, what that is, and more: the most that the value is meant to be, and another
 * figure beside it with what that is]
 */
const rows = {
  store: () => [
    [
      'parse and print the corpus',
      get('BenchmarkParsePrintCorpus', 'MB/s'),
      'MB/s',
      get('BenchmarkYAMLNodesAndCopy', 'MB/s'),
      'yaml.v3 nodes of the front matter, and a copy of the rest',
    ],
    [
      'import 10,000 chunk files',
      get('BenchmarkImport10000Files', 'files/s'),
      'files/s',
      get('BenchmarkImport10000Files', 'read-and-parsed/s'),
      'only read and parsed',
    ],
    [
      'open an episode of 150,000 words',
      milliseconds('BenchmarkOpenEpisode150000Words'),
      'ms',
      milliseconds('BenchmarkOpenEpisodeOf150000Words'),
      'only read from the library',
    ],
    ['rename a speaker over 6,000 turns', milliseconds('BenchmarkRenameOver6000Turns'), 'ms'],
    [
      'the same of 2,000, up to the answer',
      milliseconds('BenchmarkRenameASpeaker/2000turns'),
      'ms',
      get('BenchmarkRenameASpeaker/2000turns', 'one-by-one-ms'),
      'one turn after the other',
    ],
    ['the same of 6,000, up to the answer', milliseconds('BenchmarkRenameASpeaker/6000turns'), 'ms'],
    [
      'rename a speaker in 40 episodes',
      milliseconds('BenchmarkRenameInASeries'),
      'ms',
      get('BenchmarkRenameInASeries', 'open-all-ms'),
      'the episodes only opened',
    ],
    ['commit an edit, median', get('BenchmarkCommit', 'p50-ms'), 'ms', get('BenchmarkCommit', 'bare-p50-ms'), 'a bare SQLite commit'],
    ...['word', 'expr'].map((kind) => [
      kind === 'word' ? 'find a word in 150,000 words' : 'find an expression in 150,000 words',
      get(`BenchmarkFindAll150000Words/${kind}`, 'ms'),
      'ms',
      get(`BenchmarkFindAll150000Words/${kind}`, 'regexp-ms'),
      'package regexp',
    ]),
    ['find it for the window', get('BenchmarkFindForTheWindow', 'ms'), 'ms', get('BenchmarkFindForTheWindow', 'bare-ms'), 'only counted'],
    ...['p50', 'p95'].map((p) => [
      `search 10,000 chunks, ${p === 'p50' ? 'median' : '95th percentile'}`,
      get('BenchmarkSearch10000Chunks', `${p}-ms`),
      'ms',
      get('BenchmarkSearch10000Chunks', `like-${p}-ms`),
      'read through with LIKE',
    ]),
    ['commit an edit, 99th percentile', get('BenchmarkCommit', 'p99-ms'), 'ms', get('BenchmarkCommit', 'bare-p99-ms'), 'a bare SQLite commit'],
    ['undo a word in 150,000', get('BenchmarkUndo150000Words', 'undo-ms'), 'ms', get('BenchmarkUndo150000Words', 'edit-ms'), 'to make the same edit'],
    [
      'go over 10,000 steps of the history',
      get('BenchmarkGoToOver10000Steps', 'go-ms'),
      'ms',
      get('BenchmarkGoToOver10000Steps', 'one-by-one-ms'),
      'to undo them one by one',
    ],
    ['show what the first of 10,000 steps did', get('BenchmarkGoToOver10000Steps', 'first-diff-ms'), 'ms'],
  ],
  editor: () => [
    editor('first paint after the click', 'first', 'ms', 'ms', 1000),
    ...[
      ['type', 'a key'],
      ['typePlaying', 'a key while it plays'],
    ].flatMap(([name, what]) => [
      editor(`${what} to its paint, median`, name, 'p50-ms', 'ms'),
      editor(`${what}, 95th percentile`, name, 'p95-ms', 'ms'),
      editor(`${what}, processor time`, name, 'cpu-ms', 'ms'),
    ]),
    editor('scrolling, longest frame', 'scroll', 'longest-ms', 'ms', 34),
    editor('scrolling, frames over 33 ms', 'scroll', 'late', 'frames', 0),
    editor('scrolling, processor time a frame', 'scroll', 'cpu-ms', 'ms'),
    editor('undo a word to its paint', 'undo', 'ms', 'ms', 50),
    editor('rename a speaker of 2,000 turns', 'rename', 'ms', 'ms', 100),
    editor('find all of 6,000 hits', 'find', 'ms', 'ms', 100),
    editor('main thread while playing untouched', 'playing', 'share', '%', 10),
    editor('memory of the page’s process', 'memory', 'process-MB', 'MB', 200),
    editor('of that the heap of scripts', 'memory', 'heap-MB', 'MB'),
    editor('a key in the window, median', 'window', 'p50-ms', 'ms'),
    editor('a key in the window, 95th percentile', 'window', 'p95-ms', 'ms', 16),
    editor('a key in the window, processor time', 'window', 'cpu-ms', 'ms'),
  ],
  sound: () => [
    ...['stereo', 'mono'].flatMap((name) => {
      const [ours, ffmpeg, beep, goMP3] = ['', 'ffmpeg-', 'beep-', 'go-mp3-'].map((who) => get(`BenchmarkMP3/${name}`, `${who}cpu-ms`));
      return [
        [`a minute of ${name} MP3, processor time`, ours, 'ms', ffmpeg, 'ffmpeg', { most: Math.round(4 * ffmpeg), also: [beep, 'faiface/beep'] }],
        ['the same of go-mp3', goMP3, 'ms', ours, 'Stet'],
      ];
    }),
    ...['WAV', 'FLAC', 'Vorbis', 'MP3'].flatMap((kind) => {
      const of = (unit, name = 'BenchmarkDecoders') => get(`${name}/${kind}`, unit);
      const row = (what, unit, shown, { name, most } = {}) => {
        const [ours, gopxl, faiface] = ['', 'gopxl-', 'faiface-'].map((who) => of(who + unit, name));
        return [`${what} ${kind}`, ours, shown, gopxl, 'gopxl/beep', { most, also: [faiface, 'faiface/beep'] }];
      };
      return [
        row('open a minute of', 'open-ms', 'ms'),
        row('heap with it open,', 'heap-MB', 'MB'),
        row('open ten hours of', 'open-ms', 'ms', { name: 'BenchmarkTenHours', most: 500 }),
        row('heap with ten hours open,', 'heap-MB', 'MB', { name: 'BenchmarkTenHours', most: 64 }),
        row('seeks of 1,000 that are exact,', 'exact', 'seeks'),
        row('seek into', 'seek-ms', 'ms'),
        row('decode', 'times', 'times real time'),
        [`the same beside`, of('times'), 'times real time', of('ffmpeg-times'), 'ffmpeg'],
      ];
    }),
    ...[...figures].filter(([name]) => name.startsWith('BenchmarkDecode/')).map(([name, its]) => [`decode ${name.slice(16)}`, its.times, 'times real time']),
    ...[...figures].filter(([name]) => name.startsWith('BenchmarkSeek')).map(([name, its]) => [`seek ${name.slice(14)}`.trim(), its['ns/op'] / 1e6, 'ms']),
    ['stretch at 2 times, a second of it', get('BenchmarkStretch/2', 'ms/s'), 'ms of processor'],
    ...[
      ['half the speed', 'half'],
      ['2 times', '2'],
      ['3 times', '3'],
    ].map(([at, name]) => [
      `play a second at ${at}`,
      get(`BenchmarkPlay/${name}`, 'ms/s'),
      'ms of processor',
      get('BenchmarkPlay/1', 'ms/s'),
      'as recorded',
    ]),
    ...[
      ['', 'alone'],
      [' on a busy machine', 'busy'],
    ].flatMap(([where, name]) => [
      [`until a click is heard${where}, median`, get(`BenchmarkHeard/${name}`, 'median-ms'), 'ms', undefined, undefined, { most: 60 }],
      [`the longest but for one in ten${where}`, get(`BenchmarkHeard/${name}`, 'p90-ms'), 'ms'],
      [`gaps in 20 s of playing${where}`, get(`BenchmarkHeard/${name}`, 'gaps'), ''],
    ]),
    ['from Play until it is heard', get('BenchmarkMonitor/start', 'ms'), 'ms'],
    ...[
      ['half the speed', 'at-0.5'],
      ['as recorded', 'at-1'],
      ['2 times', 'at-2'],
      ['3 times', 'at-3'],
      ['after 200 seeks', 'seeks'],
    ].flatMap(([when, name]) => [
      [`place shown is off, ${when}`, get(`BenchmarkMonitor/${name}`, 'ms'), 'ms', get(`BenchmarkMonitor/${name}`, 'handed-ms'), 'what was handed over'],
      ['nine in ten are within of that', get(`BenchmarkMonitor/${name}`, 'p90-ms'), 'ms'],
    ]),
    ...['0.5', '1', '2', '3'].map((speed) => [`drift in ten minutes, ${speed} times`, get('BenchmarkMonitor/drift', `${speed}-ms`), 'ms', undefined, undefined, { most: 5 }]),
    ...[
      ['waveform of a two-hour MP3', 'TwoHours'],
      ['waveform of an hour of Vorbis', 'AnHourOfVorbis'],
    ].flatMap(([what, name]) =>
      [
        [what, 's', 's'],
        ['the same, processor time', 'cpu-s', 's'],
      ].flatMap(([which, unit, shown]) => {
        const of = (who) => get(`Benchmark${name}`, who + unit);
        return [
          [which, of(''), shown, of('ffmpeg-'), 'ffmpeg only decoding', { also: [of('audiowaveform-'), 'audiowaveform'] }],
          ['the same with ffmpeg used', of('with-ffmpeg-'), shown, of(''), 'without'],
        ];
      }),
    ),
    ['that of the MP3 from the cache', get('BenchmarkTwoHours', 'load-ms'), 'ms'],
    ...[
      ['memory beyond idle with ten hours of sound', 'beyond-MB', 'MB', 'idle-MB', 'when idle', { most: 64 }],
      ['frames of the waveform over ten hours, median', 'p50-ms', 'ms', 'bare-p50-ms', 'a page that does nothing'],
      ['the same, 95th percentile', 'p95-ms', 'ms', 'bare-p95-ms', 'a page that does nothing'],
      ['the same, over 16.7 ms', 'late', '%', 'bare-late', 'a page that does nothing'],
      ['the same, over 33 ms', 'missed', '%', 'bare-missed', 'a page that does nothing'],
    ].map(([what, unit, shown, beside, which, more]) => {
      const [ours, other] = [unit, beside].map((each) => get('BenchmarkEditor/tenHours', each));
      return [what, ours, shown, other, which, more];
    }),
  ],
  names: () => [
    ['gather the names of the corpus', get('BenchmarkGather', 'ms'), 'ms', get('BenchmarkGather', 'parse-ms'), 'its files only parsed', { most: 2000 }],
    ...['chunks', 'entities', 'tags', 'topics', 'variants'].map((what) => [`of these the ${what}`, get('BenchmarkGather', what), what]),
    ...['yaml', 'json', 'csv'].map((ending) => [
      `change one of 10,000 entities in ${ending.toUpperCase()}`,
      get(`BenchmarkUpdate10000/${ending}`, 'ms'),
      'ms',
      get(`BenchmarkUpdate10000/${ending}`, 'read-ms'),
      'only read',
    ]),
    ...[
      ['chunks said to speak of a tag that do', 'precision-%'],
      ['chunks that speak of a tag, found', 'recall-%'],
    ].map(([what, unit]) => [what, get('BenchmarkEvidence', unit), '%', get('BenchmarkEvidence', `plain-${unit}`), 'matching its word']),
    [
      'tags people listed, among 10 suggested',
      get('BenchmarkSuggest', 'listed-%'),
      '%',
      get('BenchmarkSuggest', 'plain-listed-%'),
      'counting their words',
    ],
    [
      'suggest tags and topics for a chunk',
      get('BenchmarkSuggest', 'chunk-ms'),
      'ms',
      get('BenchmarkSuggest', 'plain-chunk-ms'),
      'counting their words',
      { most: 50 },
    ],
    ['the index of a series of 176 chunks', milliseconds('BenchmarkIndex'), 'ms', get('BenchmarkIndex', 'words-ms'), 'only counting words', { most: 1000 }],
    ['one chunk put in anew', milliseconds('BenchmarkReplace'), 'ms', milliseconds('BenchmarkIndex'), 'the whole index'],
    ...namesInText(),
    ...chores(),
  ],
  words: () => [
    ...['timed', 'untimed'].flatMap((how) =>
      [50, 100].map((ms) => [
        `${how} words within ${ms} ms`,
        get(`BenchmarkSpoken/${how}`, `%${ms}`),
        '%',
        get('BenchmarkSpoken/timed', `letters-%${ms}`),
        'by their letters, timed',
        { also: [get('BenchmarkSpoken/timed', `warping-%${ms}`), 'warped from synthesised speech, timed'] },
      ]),
    ),
    ['untimed turns that begin within 100 ms', get('BenchmarkSpoken/untimed', 'turns-%100'), '%'],
    ...['timed', 'untimed'].map((how) => [`${how}, a processor`, get(`BenchmarkSpoken/${how}`, 'times'), 'times real time']),
    ['words labelled by hand', get('BenchmarkLabelled/timed', 'words'), 'words'],
    ...['timed', 'untimed', 'noise', 'music'].flatMap((what) =>
      [50, 100].map((ms) => [
        `labelled by hand, ${what}, within ${ms} ms`,
        get(`BenchmarkLabelled/${what}`, `%${ms}`),
        '%',
        get('BenchmarkLabelled/timed', `letters-%${ms}`),
        'by their letters, timed',
        { also: [get('BenchmarkLabelled/timed', `warping-%${ms}`), 'warped from synthesised speech, timed'] },
      ]),
    ),
    ...['clean', 'noise', 'music', 'telephone', 'MP3'].map((what) => [
      `recorded, ${what}, within 100 ms`,
      get(`BenchmarkRecorded/${what}`, '%100'),
      '%',
      get(`BenchmarkRecorded/${what}`, '%50'),
      'within 50 ms',
    ]),
    ...[
      ['extra', 'words of a paragraph too many, flagged', 'of the right words'],
      ['twice', 'words beyond the sound, flagged', 'of the right words'],
      ['missing', 'speech that the text lacks, flagged', 'of the other sound'],
      ['other', 'half a minute of other talk, flagged', 'of the other sound'],
      ['foreign', 'half a minute of French, flagged', 'of the other sound'],
    ].map(([name, what, of]) => [what, get(`BenchmarkApart/${name}`, '%flagged'), '%', get(`BenchmarkApart/${name}`, '%false'), of]),
    ['words around what the text lacks, within 100 ms', get('BenchmarkApart/missing', '%100'), '%'],
    ['words around other talk, within 100 ms', get('BenchmarkApart/other', '%100'), '%'],
    ['words around French, within 100 ms', get('BenchmarkApart/foreign', '%100'), '%'],
    ['a turn of 30 s anew', get('BenchmarkATurn', 'ms'), 'ms', undefined, undefined, { most: 500 }],
    ...[
      ['timed', 'timed'],
      ['untimed', 'untimed'],
      ['faulty', 'a paragraph missing, one too many'],
    ].flatMap(([name, how]) => [
      [`an hour, ${how}`, get(`BenchmarkAnHour/${name}`, 's'), 's', get(`BenchmarkAnHour/${name}`, 'cpu-s'), 's of processor', { most: 90 }],
      ['processors at work', get(`BenchmarkAnHour/${name}`, 'cores'), ''],
      ['the most memory', get(`BenchmarkAnHour/${name}`, 'MB'), 'MB', undefined, undefined, { most: 300 }],
      ['its words within 100 ms', get(`BenchmarkAnHour/${name}`, '%100'), '%'],
    ]),
    ...['p50', 'p95'].map((p) => [
      `a key while an hour is aligned, ${p === 'p50' ? 'median' : '95th percentile'}`,
      get('BenchmarkEditor/aligning', `${p}-ms`),
      'ms',
      get('BenchmarkEditor/aligning', `alone-${p}-ms`),
      'without',
    ]),
    ['of a processor while an hour is aligned', get('BenchmarkEditor/aligning', 'share'), '%'],
    [
      'the same while somebody types',
      get('BenchmarkEditor/aligning', 'typing-share'),
      '%',
      get('BenchmarkEditor/aligning', 'alone-share'),
      'without',
    ],
  ],
  publish: () => [
    ...proposals(),
    [
      'check an edit among 6,000 turns',
      milliseconds('BenchmarkOneEdit/edit'),
      'ms',
      milliseconds('BenchmarkOneEdit/whole'),
      'all turns anew',
      { most: 16 },
    ],
    ...['typed', 'typed-p95'].map((which) => [
      `have what was typed checked, ${which === 'typed' ? 'median' : '95th percentile'}`,
      get('BenchmarkCheckTyped', `${which}-ms`),
      'ms',
      get('BenchmarkCheckTyped', 'whole-ms'),
      'the whole episode',
      { most: 16 },
    ]),
    [
      'look for the lists beside the files, 12 folders deep',
      microseconds('BenchmarkBeside/all'),
      'µs',
      microseconds('BenchmarkBeside/one'),
      'one file asked for in each folder',
    ],
    [
      'write 150,000 words in all formats, read back',
      milliseconds('BenchmarkFormats/all'),
      'ms',
      milliseconds('BenchmarkFormats/words'),
      'only parted into words',
    ],
    ['check a chunk of the corpus', get('BenchmarkCorpus', 'µs/chunk'), 'µs'],
    ['check 10,000 files', get('BenchmarkCheck10000', 's'), 's', get('BenchmarkCheck10000', 'parse-s'), 'only read and parsed', { most: 10 }],
    [
      'check 10,000 files, processor time',
      get('BenchmarkCheck10000', 'cpu-s'),
      's',
      get('BenchmarkCheck10000', 'parse-cpu-s'),
      'only read and parsed',
    ],
    [
      'check 10,000 files, the transcripts of 1,250 episodes beside them',
      get('BenchmarkCheckBeside10000', 's'),
      's',
      get('BenchmarkCheckBeside10000', 'without-s'),
      'without transcripts',
      { most: 10 },
    ],
    [
      'the same, processor time',
      get('BenchmarkCheckBeside10000', 'cpu-s'),
      's',
      get('BenchmarkCheckBeside10000', 'without-cpu-s'),
      'without transcripts',
    ],
  ],
};

const found = (rows[part]?.() ?? []).filter(([, value]) => value !== undefined && !Number.isNaN(value));
const round = (value) => Number(value.toPrecision(3));

if (found.length === 0) {
  // Not among the lines of --json, which are for programs.
  (format === '--json' ? console.error : console.log)(`${part}: nothing to measure yet`);
} else if (format === '--json') {
  const line = (what, value, unit, beside) => {
    const ratio = beside ? round(value / beside) : null;
    const pair = beside === undefined ? { beside: null, ratio } : { beside: round(beside), ratio };
    console.log(JSON.stringify({ part, what, value: round(value), unit, ...pair }));
  };
  for (const [what, value, unit, beside, , { also } = {}] of found) {
    line(what, value, unit, beside);
    if (also?.[0] !== undefined) line(`${what}, beside ${also[1]}`, value, unit, also[0]);
  }
} else {
  console.log(part);
  for (const [what, value, unit, beside, besideWhat, { most, also = [] } = {}] of found) {
    const figure = `${round(value).toLocaleString('en')} ${unit}`;
    const pairs = [[beside, besideWhat], also].filter(([each]) => each !== undefined);
    const pair = pairs.map(([each, name]) => `${round(each).toLocaleString('en')} ${name}`).join(', ');
    const meant = most === undefined ? '' : `   (at most ${most.toLocaleString('en')})`;
    console.log(`  ${what.padEnd(36)}${figure.padStart(22)}${pair && `   beside ${pair}`}${meant}`);
  }
}
process.exit(broken ? 1 : 0);
