// The models, forms and templates of the repository.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const FOLDERS = [
  ['processes', '.bpmn'],
  ['runbooks', '.bpmn'],
  ['processes', '.dmn'],
  ['runbooks', '.dmn'],
  ['forms', '.form'],
  ['.camunda/element-templates', '.json'],
];

/** Absolute paths of all files to check. */
function files(root) {
  return FOLDERS.flatMap(([folder, suffix]) => list(join(root, folder), suffix));
}

function list(folder, suffix) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => join(folder, file));
}

/** Ids that models may refer to. Read from the files' contents, because another rule checks the file names. */
function known(root) {
  return {
    forms: list(join(root, 'forms'), '.form').map((file) => basename(file, '.form')),
    processes: ids(root, '.bpmn', /<(?:\w+:)?process\b[^>]*?\bid="([^"]+)"/g),
    decisions: ids(root, '.dmn', /<(?:\w+:)?decision\b[^>]*?\bid="([^"]+)"/g),
  };
}

function ids(root, suffix, pattern) {
  return files(root)
    .filter((file) => file.endsWith(suffix))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => match[1]));
}

module.exports = { files, known };
