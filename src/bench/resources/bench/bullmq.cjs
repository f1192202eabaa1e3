// Sends a CSV's rows as jobs of a BullMQ queue, 64 at a time, with a Redis of its own that keeps an
// append-only file. Started again over the same folder it goes on: a job with an id that is there
// is not added again, and one whose worker died is taken up once it counts as stalled.
// Arguments: the folder node_modules, the API's address, the input, a folder for Redis, redis-server, appendfsync.
// Reads lines without quotes, which is what the benchmark gives it.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');
const readline = require('node:readline');

const [modules, address, source, data, redisServer, appendfsync] = process.argv.slice(2);
const { Queue, Worker } = require(path.join(modules, 'bullmq'));
const { Pool } = require(path.join(modules, 'undici'));
const { HEADERS, body } = require('./message.cjs');

const CONCURRENCY = 64;
const BULK = 1000;

const url = new URL('message/', address);
const pool = new Pool(url.origin, { connections: CONCURRENCY });

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function call(job) {
  const response = await pool.request({
    method: 'POST',
    path: url.pathname,
    headers: HEADERS,
    body: body(job.data),
  });
  const reply = await response.body.json();
  if (reply.status !== 'success') {
    throw new Error(`Refused: ${response.statusCode}`);
  }
  return reply.data.id;
}

async function add(queue) {
  let jobs = [];
  let row = 0;
  for await (const line of readline.createInterface({ input: fs.createReadStream(source) })) {
    if (row++ === 0) {
      continue;
    }
    jobs.push({ name: 'message', data: line.split(','), opts: { jobId: `row-${row - 1}` } });
    if (jobs.length === BULK) {
      await queue.addBulk(jobs);
      jobs = [];
    }
  }
  await queue.addBulk(jobs);
}

async function finished(queue) {
  for (;;) {
    const { active, wait, prioritized, delayed, failed } = await queue.getJobCounts('active', 'wait', 'prioritized',
      'delayed', 'failed');
    if (failed > 0) {
      throw new Error(`${failed} jobs failed: ${(await queue.getFailed(0, 0))[0].failedReason}`);
    }
    if (active + wait + prioritized + delayed === 0) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function main() {
  fs.mkdirSync(data, { recursive: true });
  const port = await freePort();
  const redis = spawn(redisServer, ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', data, '--save', '',
    '--appendonly', 'yes', '--appendfsync', appendfsync, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  const queue = new Queue('campaign', { connection });
  // While Redis starts, connections are refused; they are tried again.
  queue.on('error', () => {});
  await queue.waitUntilReady();
  const worker = new Worker('campaign', call, { connection, concurrency: CONCURRENCY });
  worker.on('error', (error) => console.error(error));
  await add(queue);
  await finished(queue);
  await worker.close();
  await queue.close();
  await pool.close();
  redis.kill();
  await new Promise((resolve) => redis.once('exit', resolve));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
