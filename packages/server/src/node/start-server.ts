import type { Shape } from '@menagerie/contract';
import {
  CLIENT_LIMITS,
  Flushes,
  Front,
  type Kernel,
  Member,
  silentLog,
  Vitals,
  Words,
} from '@menagerie/server';
import { admissionOf } from './admission.ts';
import { checkBegun } from './begun.ts';
import { every } from './clock.ts';
import { Closing } from './closing.ts';
import { Cuts } from './cuts.ts';
import { blankDisk, isBlank, openDisk } from './disk.ts';
import { Doors } from './doors.ts';
import { openShow, tracerOf } from './gateway/show.ts';
import { Incarnations } from './incarnations.ts';
import { layoutOf } from './layout.ts';
import { userName } from './machine.ts';
import { NodeSurvey } from './node-survey.ts';
import type { RunningServer, ServerOptions } from './options.ts';
import { identityOf } from './peers/identity.ts';
import { Peers } from './peers/peers.ts';
import { progressInto } from './progress.ts';
import { RosterKeeper } from './roster-keeper.ts';
import { runningServer } from './running-server.ts';
import { auditorOf, Scribe } from './scribe.ts';
import { Succession } from './succession.ts';
import { treeOptionsOf } from './tree-options.ts';
import type { World } from './world.ts';

/** In one proposal: more would make the first of them wait for the last. */
const MOST_WISHES = 256;
/**
 * A leader whose process was held up for so many times the silence that ends its lead steps aside.
 * Much less would do harm: where a whole machine was held up, nobody has missed the leader.
 */
const STALL_SILENCES = 10;
/** A server that has no leader for so long is read-only, where it may be. */
const READ_ONLY_AFTER_MS = 2000;
/** Between two looks for clients that are silent. */
const SWEEP_MS = 1000;

/** Starts a member of an ensemble, or leaves nothing open. Reads no `config`. */
export async function startOn<S extends Shape>(
  world: World,
  kernel: Kernel<S>,
  options: ServerOptions,
): Promise<RunningServer> {
  const closing = new Closing();
  try {
    return await open(world, kernel, options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function open<S extends Shape>(
  world: World,
  kernel: Kernel<S>,
  options: ServerOptions,
  closing: Closing,
): Promise<RunningServer> {
  const { clock } = world;
  const now = (): number => clock.now();
  const random = (): number => world.entropy(4).readUInt32BE() / 2 ** 32;
  const { host = '127.0.0.1', tickMs = 2000, silenceMs = 500 } = options;
  const { reapCheckMs = 60_000, reapPerMinute = 10_000, neverUsedMs = null } = options;
  const layout = layoutOf(options, silenceMs);
  const { ensemble, self } = layout;
  const show = { gateway: options.gateway ?? null, host, self, servers: ensemble.servers };
  const tracer = tracerOf(show);
  const cuts = new Cuts();
  const log = options.log ?? silentLog;
  for (const { place, message } of options.warnings ?? []) log.warn({ ...place }, message);
  const tree = treeOptionsOf(options, world);
  const doors = new Doors();
  await doors.openPages(options, log, closing);
  const disk = await openDisk(
    kernel,
    (incarnation) => blankDisk(kernel, layout, incarnation),
    { world, options, space: options.space ?? {}, tree },
    {
      retryMs: options.diskRetryMs ?? 3000,
      durable: (number) => {
        flushes.durable(number);
        member.durable(number);
      },
      full: (isFull) => member.standing.full(isFull),
      failed: () => {
        vitals.counters.unrecoverable_error_count += 1;
        member.stop();
        front.serve('closed');
      },
      progress: progressInto(log, doors),
      note: (text) => log.warn({}, text),
    },
  );
  closing.add(() => disk.close());
  checkBegun(kernel, layout, disk);
  const audit = auditorOf(options.audit ?? false, log);
  const scribe = new Scribe({
    log,
    audit,
    vitals: () => vitals,
    idOf: (server) => layout.idOf(server),
    zxid: () => member.ledger.zxid,
  });
  const vitals = new Vitals(now, (before, after) => scribe.turned(before, after));
  const flushes = new Flushes(vitals.flushTime, now);
  const member: Member<S> = new Member<S>({
    kernel: vitals.over(kernel),
    ensemble,
    self,
    image: disk.image,
    last: disk.last,
    disk: flushes.over(disk),
    shelf: disk.shelf,
    restored: disk.restored,
    clock,
    wallClock: () => world.wallClock(),
    random,
    entropy: (bytes) => new Uint8Array(world.entropy(bytes)),
    tree,
    reap: { checkMs: reapCheckMs, perMinute: reapPerMinute, neverUsedMs },
    tickMs,
    // As Apache's: long enough for an election.
    readOnlyAfterMs: options.readOnly === true ? Math.max(READ_ONLY_AFTER_MS, tickMs) : null,
    compactEvery: options.compactEvery ?? 20_000,
    rosterRules: layout.rules,
    members: layout.lines,
    patienceMs: options.reconfigPatienceMs,
    reached: () => links.reached,
    incarnationOf: (peer) => incarnations.of(peer),
    rosterChanged: () => roster.changed(),
    rosterHeard: (from, bytes) => roster.heard(from, bytes),
    mostWishes: MOST_WISHES,
    compacted: (through, image) => disk.compact(through, image),
    send: (to, bytes) => {
      if (cuts.reaches(to)) links.send(to, bytes);
    },
    applied: (settled) => front.applied(settled),
    serving: (service) => front.serve(service),
    halted: () => front.serve('closed'),
    tracer,
  });
  const limits = { ...CLIENT_LIMITS, ...options.limits };
  const front: Front = new Front({
    limits,
    ...admissionOf(options, world),
    ledger: member.ledger,
    self,
    minSessionMs: options.minSessionMs ?? tickMs * 2,
    maxSessionMs: options.maxSessionMs ?? tickMs * 20,
    wallClock: () => world.wallClock(),
    now,
    submit: (asked, settle) => member.submit(asked, settle),
    touch: (session) => member.touch(session),
    heard: (event) => scribe.heard(event),
    word: (word, rest) => words.answer(word, rest),
    tracer,
  });
  const roster: RosterKeeper = new RosterKeeper({
    layout,
    rosters: member.ledger.rosters,
    log,
    options,
    undelivered: () => kernel.contents(disk.image).entries,
    delivered: () => member.ledger.index,
    tell: (to, bytes) => member.tellRoster(to, bytes),
    moveClients: (to) => doors.moveClients(to),
    links: () => links,
    heard: (from, told) => incarnations.heard(from, told),
  });
  const incarnations: Incarnations = new Incarnations({
    layout,
    log,
    clock,
    disk: { identity: disk.identity, known: disk.known, isBlank: isBlank(disk) },
    random,
    start: (incarnation, isNew) =>
      member.start(isNew ? blankDisk(kernel, layout, incarnation) : disk.image),
    votes: () => member.votes,
    isEmpty: () => member.isEmpty,
    greetAnew: () => links.greetAnew(),
  });
  const links = new Peers({
    world,
    identity: identityOf(kernel.name, layout, options, world, () => incarnations.own),
    whereabouts: roster.whereabouts,
    listenHost: options.peerListenHost ?? null,
    tls: options.peerTls ?? null,
    log,
    greeted: (well) => {
      vitals.counters[well ? 'ensemble_auth_success' : 'ensemble_auth_fail'] += 1;
    },
    receive: (from, bytes) => {
      if (cuts.hears(from)) member.receive(from, bytes);
    },
    acquaint: (peer, said) => incarnations.acquaint(peer, said),
    objection: (peer, said) => incarnations.objection(peer, said),
    recalled: (peer, recall) => incarnations.recalled(peer, recall),
    link: (peer, up) => {
      member.link(peer, up);
      if (up) roster.met(peer);
    },
    left: (peer) => roster.left(peer),
    gone: (peer) => member.gone(peer),
    reached: (peer) => member.reached(peer),
  });
  const survey = new NodeSurvey({
    options,
    layout,
    roster: () => member.ledger.rosters.active,
    front,
    vitals,
    role: () => member.role,
    due: () => member.due,
    reached: () => links.reached,
    doors,
    notice: () => incarnations.notice,
  });
  doors.survey = survey;
  const words = new Words(survey, options.words);
  const succession = new Succession({
    clock,
    member,
    links,
    vitals,
    log,
    voters: () => roster.voters,
    silenceMs,
    stallMs: options.stallMs ?? STALL_SILENCES * silenceMs,
  });
  closing.addFirst(async () => {
    incarnations.end();
    await succession.end();
    member.stop();
    front.serve('closed');
  });
  closing.add(() => roster.close());
  closing.add(() => links.close());
  await links.listen();
  await doors.openForClients(world, options, front, log, closing);
  const gateway = await openShow(show, tracer, kernel.name, member, front);
  if (gateway !== null) closing.add(() => gateway.close());
  const stopSweeping = every(clock, Math.min(SWEEP_MS, limits.greetingMs), () => front.sweep());
  closing.add(() => Promise.resolve(stopSweeping()));
  incarnations.begin();
  const user = userName();
  audit?.({ user, operation: 'serverStart', result: 'success' });
  closing.addFirst(async () => audit?.({ user, operation: 'serverStop', result: 'invoked' }));
  return runningServer({ incarnations, doors, gateway, member, links, cuts, closing });
}
