// Prints one line if all tests pass, otherwise only the failures and their reasons.
export default async function* (events) {
  let passed = 0;
  for await (const { type, data } of events) {
    const leaf = data.details?.type !== 'suite';
    if (type === 'test:pass' && leaf) passed++;
    if (type === 'test:fail' && leaf) yield `\nFAILED  ${data.file}: ${data.name}\n${data.details.error.cause?.message ?? data.details.error.message}\n`;
  }
  yield `lint: ${passed} tests of the rules passed\n`;
}
