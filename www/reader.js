// Reads a file away from the page's main thread: the same WebAssembly module as the page's, in a
// worker of its own. All work is done there; this file only passes messages.

self.onmessage = async ({ data: { glue, wasm, file, options } }) => {
  try {
    const module = await import(glue);
    const [bytes, code] = await Promise.all([file.arrayBuffer(), fetch(wasm).then((answer) => answer.arrayBuffer())]);
    await module.default({ module_or_path: code });
    const progress = (percent) => self.postMessage({ percent });
    const { message, buffers } = module.read_file(new Uint8Array(bytes), options, progress);
    self.postMessage(message, buffers);
  } catch (error) {
    // The page hears of it as a file that could not be read.
    self.postMessage({ failed: String(error) });
  }
};
