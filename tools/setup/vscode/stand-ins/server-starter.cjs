// Starts the server of a VS Code that only offers to be started, with the arguments that later ones take by themselves.
const http = require('node:http');
const minimist = require('minimist');
const { loadCodeWithNls } = require('./server-library.js');

async function start() {
  const { host, port, ...options } = minimist(process.argv.slice(2));
  const code = await loadCodeWithNls();
  const server = await code.createServer(null, { ...options, compatibility: '1.64' });
  const listener = http.createServer((request, response) => server.handleRequest(request, response));
  listener.on('upgrade', (request, socket) => {
    server.handleUpgrade(request, socket);
    socket.resume();
  });
  listener.listen(port, host, () =>
    console.log(`Extension host agent listening on ${listener.address().port}`),
  );
}

start().catch((error) => {
  console.error(error);
  process.exit(1);
});
