// Checks the given files, or every model of the repository, and prints the problems per file. Exit code 1 on errors.
const { readFileSync } = require('node:fs');
const { extname, join, relative, resolve } = require('node:path');
const { files, known } = require('./checks/repository');

const CHECKS = {
  '.bpmn': require('./checks/bpmn'),
  '.dmn': require('./checks/dmn'),
  '.form': require('./checks/form'),
  '.json': require('./checks/template'),
};

async function main(named) {
  const root = process.env.LINT_ROOT ?? join(__dirname, '../..');
  const surroundings = known(root);
  const chosen = named.length ? named.map((file) => resolve(file)) : files(root);
  const found = [];
  for (const file of chosen) {
    const problems = await check(file, surroundings);
    print(relative(process.cwd(), file), problems);
    found.push(...problems);
  }
  return summary(chosen.length, found);
}

async function check(file, surroundings) {
  const reader = CHECKS[extname(file)];
  if (!reader) return [{ level: 'error', rule: 'file', message: 'not a model: .bpmn, .dmn, .form or an element template (.json)' }];
  return reader(readFileSync(file, 'utf8'), file, surroundings);
}

function print(file, problems) {
  if (problems.length) console.log(`\n${file}`);
  for (const { level, rule, id, message } of problems) {
    console.log(`  ${level === 'error' ? 'error  ' : 'warning'}  ${id ? `${id}: ` : ''}${message}  [${rule}]`);
  }
}

function summary(count, found) {
  const errors = found.filter((it) => it.level === 'error').length;
  console.log(`${found.length ? '\n' : ''}lint: ${count} files, ${errors} errors, ${found.length - errors} warnings`);
  return errors ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
