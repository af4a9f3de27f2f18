// A real provider of OpenID Connect for the tests, in memory only. Says `ISSUER <address>` once it listens, and ends with its input.
//
//   node provider.mjs <node_modules> <where it sends people back to>
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, back] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(join(resolve(modules), 'oidc-provider', 'lib', 'index.js')));

const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const issuer = `http://127.0.0.1:${server.address().port}`;

// Whoever signs in is whom they say: the forms of a provider in development ask for no password.
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'qiangxian',
    client_secret: 'told-to-the-county-alone',
    redirect_uris: [back],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  cookies: { keys: ['only for tests'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  pkce: { required: () => true },
});
server.on('request', provider.callback());

console.log(`ISSUER ${issuer}`);
process.stdin.resume().on('end', () => process.exit());
