import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = {
  site: join(root, 'apps', 'site', 'build'),
  lab: join(root, 'apps', 'visualizer', 'dist'),
};
const host = '127.0.0.1';
const portsTried = 50;

/**
 * @typedef {object} Served
 * @property {string} origin such as `http://127.0.0.1:3000`
 * @property {boolean} site whether the site stands at `/`
 * @property {boolean} lab whether the lab stands at `/lab/`
 * @property {() => Promise<void>} close
 */

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<boolean>} false when the port is taken
 */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    const failed = (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}

/**
 * Serves the built pages on loopback: the site at `/`, the lab at `/lab/`.
 *
 * @param {object} options
 * @param {number} options.port the first port to try; 0 takes any free one
 * @param {boolean} [options.site] whether to serve the site where it is built
 * @param {{ site: string, lab: string }} [options.folders] where the built pages lie
 * @param {(request: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void} [options.upgrade]
 *   takes requests for a WebSocket; without it there is none
 * @returns {Promise<Served>}
 */
export async function serve({ port, site: wantsSite = true, folders = built, upgrade }) {
  const site = wantsSite && existsSync(join(folders.site, 'index.html'));
  const lab = existsSync(join(folders.lab, 'index.html'));
  if (!site && !lab) throw new Error('Nothing is built: run "npm run build" first.');

  /** @type {ReturnType<typeof sirv>} */
  const nobody = (_request, _response, next) => {
    void next?.();
  };
  const servesLab = lab ? sirv(folders.lab, { etag: true }) : nobody;
  const servesSite = site ? sirv(folders.site, { etag: true }) : nobody;
  const notFoundFile = join(folders.site, '404.html');
  const notFound = site && existsSync(notFoundFile) ? readFileSync(notFoundFile) : 'Not found';

  const server = createServer((request, response) => {
    const [path = '/', query] = (request.url ?? '/').split('?', 2);
    const missing = () => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(notFound);
    };
    if (path === '/lab' || (path === '/' && !site)) {
      response.writeHead(302, { location: query === undefined ? '/lab/' : `/lab/?${query}` });
      response.end();
    } else if (path.startsWith('/lab/')) {
      request.url = (request.url ?? '').slice('/lab'.length);
      servesLab(request, response, missing);
    } else {
      servesSite(request, response, missing);
    }
  });

  if (upgrade !== undefined) server.on('upgrade', upgrade);

  let found = false;
  for (let tried = 0; tried < portsTried && !found; tried += 1) {
    found = await listen(server, port === 0 ? 0 : port + tried);
  }
  if (!found) throw new Error(`Ports ${port} to ${port + portsTried - 1} are all taken.`);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');

  return {
    origin: `http://${host}:${address.port}`,
    site,
    lab,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
