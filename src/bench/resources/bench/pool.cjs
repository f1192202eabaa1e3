// Sends a CSV's rows over 64 connections, CSV to CSV; nothing outlives a crash.
// Arguments: the folder node_modules that has undici, the API's address, the input, the results.
// Reads lines without quotes, which is what the benchmark gives it.
const fs = require('node:fs');
const path = require('node:path');

const [modules, address, source, target] = process.argv.slice(2);
const { Pool } = require(path.join(modules, 'undici'));
const { HEADERS, body } = require('./message.cjs');

const CONNECTIONS = 64;

const url = new URL('message/', address);
const pool = new Pool(url.origin, { connections: CONNECTIONS });
const input = fs.createReadStream(source, { encoding: 'utf8', highWaterMark: 1 << 18 });
const output = fs.createWriteStream(target, { highWaterMark: 1 << 20 });

let lines = [];
let next = 0;
let rest = '';
let header = true;
let ended = false;
let active = 0;
let results = '';

function write(line) {
  results += line;
  if (results.length > 1 << 16) {
    output.write(results);
    results = '';
  }
}

// undici's own interface beneath request(): no stream and no promise a call.
class Reply {
  constructor(line) {
    this.line = line;
    this.text = '';
  }

  onRequestStart() {}

  onResponseStart() {}

  onResponseData(controller, chunk) {
    this.text += chunk;
  }

  onResponseEnd() {
    const reply = JSON.parse(this.text);
    const accepted = reply.status === 'success';
    write(`${this.line},${accepted ? 'ACCEPTED' : 'REJECTED'},${accepted ? reply.data.id : ''}\n`);
    active--;
    send();
  }

  onResponseError(controller, error) {
    throw error;
  }
}

function send() {
  while (active < CONNECTIONS && next < lines.length) {
    const line = lines[next++];
    active++;
    pool.dispatch({ method: 'POST', path: url.pathname, headers: HEADERS, body: body(line.split(',')) },
      new Reply(line));
  }
  if (next === lines.length) {
    if (!ended) {
      input.resume();
    } else if (active === 0) {
      output.end(results);
      pool.close();
    }
  }
}

input.on('data', (chunk) => {
  input.pause();
  lines = (rest + chunk).split('\n');
  rest = lines.pop();
  next = 0;
  if (header) {
    header = false;
    write(`${lines[next++]},status,message_id\n`);
  }
  send();
});
input.on('end', () => {
  ended = true;
  send();
});
