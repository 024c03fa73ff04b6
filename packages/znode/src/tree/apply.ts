import { ErrorCode, Perms } from '@menagerie/jute';
import { highOf, highOfNumber, lowOf } from '../longs.ts';
import * as c from '../store/columns.ts';
import { deleteZnode, putData, removeZnode, setZnodeAcl, setZnodeData } from './change.ts';
import type {
  Applied,
  Command,
  ConfigureCommand,
  Identity,
  ReapCommand,
  WriteReply,
  WriteRequest,
} from './commands.ts';
import { type Core, mayDo, note, type Turn } from './core.ts';
import { createZnode, sessionError } from './create.ts';
import { multi } from './multi.ts';
import { CONFIG } from './plant.ts';
import { isReapable } from './reap.ts';
import { longAt, statOf } from './stat.ts';

/** The version that the configuration has, whatever it is. */
const CONFIG_VERSION = -1;

/** What a command comes to: a reply, an error, or neither. */
type Outcome = WriteReply | number | null;

/** Carries out a command, and says what became of it. */
export function carryOutCommand(core: Core, command: Command): Applied {
  const turn = turnOf(command);
  const outcome = outcomeOf(core, turn, command);
  const error = typeof outcome === 'number' ? outcome : ErrorCode.ok;
  const reply = typeof outcome === 'number' ? null : outcome;
  return { zxid: command.zxid, error, reply, changes: turn.changes };
}

function turnOf(command: Command): Turn {
  const { zxid, time } = command;
  const isRequest = command.type === 'request';
  return {
    zxidHigh: highOf(zxid),
    zxidLow: lowOf(zxid),
    timeHigh: highOfNumber(time),
    timeLow: time | 0,
    session: isRequest ? command.session : 0n,
    local: isRequest && command.local === true,
    identities: isRequest ? command.identities : [],
    changes: [],
  };
}

function outcomeOf(core: Core, turn: Turn, command: Command): Outcome {
  switch (command.type) {
    case 'request':
      return request(core, turn, command.request);
    case 'createSession':
      core.sessions.put({ id: command.session, timeoutMs: command.timeoutMs });
      return null;
    case 'closeSession':
    case 'expireSession':
      return closeSession(core, turn, command.session);
    case 'reap':
      return reap(core, turn, command);
    case 'configure':
      return configure(core, turn, command);
    case 'pass':
      return command.error === ErrorCode.ok ? null : command.error;
  }
}

function request(core: Core, turn: Turn, asked: WriteRequest): Outcome {
  const { store } = core;
  switch (asked.type) {
    case 'create': {
      const row = createZnode(core, turn, asked);
      return row < 0 ? row : { type: asked.type, body: { path: store.path(row) } };
    }
    case 'create2':
    case 'createContainer':
    case 'createTTL': {
      const row = createZnode(core, turn, asked);
      if (row < 0) return row;
      return { type: asked.type, body: { path: store.path(row), stat: statOf(store.rows, row) } };
    }
    case 'delete': {
      const error = deleteZnode(core, turn, asked.body);
      return error < 0 ? error : { type: asked.type, body: null };
    }
    case 'setData': {
      const row = setZnodeData(core, turn, asked.body);
      return row < 0 ? row : { type: asked.type, body: { stat: statOf(store.rows, row) } };
    }
    case 'setACL': {
      const row = setZnodeAcl(core, turn, asked.body);
      return row < 0 ? row : { type: asked.type, body: { stat: statOf(store.rows, row) } };
    }
    case 'multi': {
      const unfit = sessionError(core, turn, false);
      if (unfit !== ErrorCode.ok) return unfit;
      const results = multi(core, turn, asked.body);
      return typeof results === 'number' ? results : { type: asked.type, body: results };
    }
  }
}

function closeSession(core: Core, turn: Turn, session: bigint): Outcome {
  const { store, rolls, sessions } = core;
  if (!sessions.delete(session)) return ErrorCode.sessionExpired;
  // In an order that follows from the tree, so that all servers tell of it alike.
  const rows = [...rolls.ephemeralsOf(session)].sort((one, other) => one - other);
  for (const row of rows) removeZnode(core, turn, row, store.path(row));
  return { type: 'closeSession', body: null };
}

function reap(core: Core, turn: Turn, { path, czxid, time }: ReapCommand): Outcome {
  const { store } = core;
  const row = store.find(path);
  if (row === c.NONE || longAt(store.rows, row, c.CZXID) !== czxid) return ErrorCode.noNode;
  if (store.rows.get(row, c.CHILDREN) > 0) return ErrorCode.notEmpty;
  if (!isReapable(store.rows, row, time, 0)) return ErrorCode.badVersion;
  removeZnode(core, turn, row, path);
  return null;
}

function configure(core: Core, turn: Turn, command: ConfigureCommand): Outcome {
  const { data, identities, zxid, version = zxid } = command;
  const { store } = core;
  const row = store.find(CONFIG);
  if (identities !== null && !mayConfigure(core, identities)) return ErrorCode.noAuth;
  const changed = { ...turn, zxidHigh: highOf(version), zxidLow: lowOf(version) };
  putData(core, changed, row, data, CONFIG_VERSION);
  note(core, turn, 'dataChanged', row, row, CONFIG);
  const body = { data: store.data(row), stat: statOf(store.rows, row) };
  return { type: 'reconfig', body };
}

/** Whether somebody may change the ensemble's configuration. */
export function mayConfigure(core: Core, identities: readonly Identity[]): boolean {
  const { store } = core;
  return mayDo(core, store.acl(store.find(CONFIG)), Perms.write, identities);
}
