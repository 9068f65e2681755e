// Drives socket.io-client for the tests: one JSON command per line in, one JSON event per line out.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const { io } = createRequire(process.argv[2] + '/')('socket.io-client');
const sockets = new Map();
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n');

function open({ name, url, options }) {
  const socket = io(url, { forceNew: true, reconnection: false, ...options });
  sockets.set(name, socket);
  const transport = () => socket.io.engine?.transport?.name;
  socket.on('connect', () => say({ name, event: '#connected', data: { transport: transport() } }));
  socket.on('connect_error', (error) => say({ name, event: '#refused', data: { message: error.message, ...error.data } }));
  socket.on('disconnect', (reason) => say({ name, event: '#disconnected', data: { reason } }));
  socket.io.on('open', () => socket.io.engine.on('upgrade', () => say({ name, event: '#upgraded', data: {} })));
  socket.onAny((event, data) => say({ name, event, data }));
}

function emit({ name, event, args, ack }) {
  const socket = sockets.get(name);
  if (ack) {
    socket.emit(event, ...args, (data) => say({ name, event: `#ack ${event}`, data }));
  } else {
    socket.emit(event, ...args);
  }
}

const commands = {
  open,
  emit,
  close: ({ name }) => sockets.get(name).disconnect(),
  cut: ({ name }) => sockets.get(name).io.engine.transport.ws?.terminate?.() ?? sockets.get(name).io.engine.transport.onClose(),
  raw: ({ name, text }) => sockets.get(name).io.engine.write(text)
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  commands[command.op](command);
}).on('close', () => process.exit(0));
say({ name: '', event: '#ready', data: {} });
