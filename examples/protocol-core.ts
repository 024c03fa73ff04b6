// A core is a function: it takes one input, changes the state of a server, and says what it wants done.
// Here a loop carries messages between three servers, and nothing is random, timed or on a wire.
import type { Input, Sink } from '@menagerie/contract';
import { type RaftShape, raft, raftConfig } from '@menagerie/raft';

const config = raftConfig({ servers: 3 });
const ids = [0, 1, 2];
const mail: { to: number; input: Input<RaftShape> }[] = [];

/** Where server `id` puts its effects. Disks need no time here, so nothing has to wait for them. */
const sink = (id: number): Sink<RaftShape> => ({
  push: (effect) => {
    if (effect.type === 'send') {
      const { to, message } = effect;
      mail.push({ to, input: { type: 'message', from: id, message } });
    } else if (effect.type === 'deliver' && effect.output.type === 'entry') {
      const { entry } = effect.output;
      console.log(`server ${id} applies`, entry.type === 'data' ? [...entry.data] : entry.type);
    }
  },
  note: () => {},
});

const servers = ids.map((id) => raft.recover(config, id, raft.blank(config, id, 0), sink(id)));

function step(id: number, input: Input<RaftShape>): void {
  const state = servers[id];
  if (state !== undefined) raft.step(config, state, input, sink(id));
}

/** Delivers what is under way, and what comes of it. */
function deliverAll(): void {
  for (const { to, input } of mail) step(to, input);
  mail.length = 0;
}

// Nobody has heard a leader; server 0 is the first to act on it.
for (const id of ids) step(id, { type: 'timeout', timer: 'contact' });
step(0, { type: 'timeout', timer: 'election' });
deliverAll();
for (const [id, { role }] of servers.entries()) console.log(`server ${id} is a ${role.type}`);

const data = Uint8Array.of(42);
step(0, { type: 'command', request: 1, command: { type: 'propose', data } });
deliverAll();
