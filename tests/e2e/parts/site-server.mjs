// Serves the built site on 127.0.0.1, where service workers may run. It only reads, and only below the
// folder that it is given.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * Starts to serve a folder on any free port.
 * @param {string} folder
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveSite(folder) {
  await stat(join(folder, 'index.html')).catch(() => {
    throw new Error(`There is no site in ${folder}: run \`trunk build --release\` first.`);
  });
  const server = createServer((request, response) => {
    answer(folder, request, response).catch(() => response.writeHead(404).end());
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, request, response) {
  // The address is normalised first, so that `..` cannot lead out of the folder.
  const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  const { size } = await stat(file).then((found) => (found.isFile() ? found : Promise.reject(new Error('no file'))));
  response.writeHead(200, {
    'Cache-Control': 'no-cache',
    'Content-Length': size,
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
  });
  createReadStream(file).on('error', () => response.destroy()).pipe(response);
}
