// Lines for `cargo xtask bench`, which reads them: a kind and its values, parted by tabs. Whatever else there is to
// say goes to standard error.

export function report(kind, ...values) {
  process.stdout.write(`${[kind, ...values].join('\t')}\n`);
}

export function note(text) {
  process.stderr.write(`${text}\n`);
}
