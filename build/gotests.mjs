// Reads what `go test -json` wrote and says it for people: a line a package, and all that a failed test said.
// Usage: node gotests.mjs FILE TALLY, where TALLY gets "PASSED FAILED SKIPPED".
import { readFileSync, writeFileSync } from 'node:fs';

const [file, tally] = process.argv.slice(2);
const packages = new Map();
const failures = [];
const total = { pass: 0, fail: 0, skip: 0 };

for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (!line.startsWith('{')) {
    if (line) failures.push(line);
    continue;
  }
  const event = JSON.parse(line);
  const name = event.Package ?? event.ImportPath ?? '';
  if (!packages.has(name)) packages.set(name, { ran: 0, said: new Map(), skipped: [] });
  const its = packages.get(name);
  const said = its.said.get(event.Test ?? '') ?? [];
  its.said.set(event.Test ?? '', said);
  if (event.Action === 'output' || event.Action === 'build-output') said.push(event.Output);
  if (event.Action === 'build-fail') {
    failures.push(said.join(''));
    total.fail++;
  }
  if (!(event.Action in total)) continue;
  if (event.Test) {
    total[event.Action]++;
    its.ran++;
    if (event.Action === 'fail') failures.push(`${name} ${event.Test}\n${said.join('')}`);
    if (event.Action === 'skip') its.skipped.push(said.filter((s) => !/^\s*(===|---)/.test(s)).join('').trim());
  } else {
    if (event.Action === 'fail' && !failures.some((f) => f.startsWith(name))) {
      failures.push(`${name}\n${said.join('')}`);
      total.fail++;
    }
    if (its.ran) console.log(`# ${name}: ${its.ran} tests, ${event.Elapsed} s`);
    for (const why of its.skipped) console.log(`#   skipped: ${why}`);
  }
}
for (const failure of failures) console.log(failure);
writeFileSync(tally, `${total.pass} ${total.fail} ${total.skip}\n`);
process.exit(total.fail ? 1 : 0);
