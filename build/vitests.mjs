// Reads the JSON reports of Vitest and counts their tests: "PASSED FAILED SKIPPED". A file counts as it went in the
// last report that has it, and one that broke outside its tests as one that failed.
// Usage: node vitests.mjs [--failed] REPORT..., where --failed lists the files with a failure instead.
import { readFileSync } from 'node:fs';

const args = process.argv.slice(2);
const listed = args[0] === '--failed';
const files = new Map();
for (const report of listed ? args.slice(1) : args) {
  for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) files.set(file.name, file);
}

if (listed) {
  for (const { name, status } of files.values()) if (status === 'failed') console.log(name);
} else {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of files.values()) {
    for (const test of assertionResults) total[test.status in total ? test.status : 'skipped']++;
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) total.failed++;
  }
  console.log(total.passed, total.failed, total.skipped);
}
