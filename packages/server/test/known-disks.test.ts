import { SimulatedDisk } from '@menagerie/storage/testing';
import { describe, expect, it } from 'vitest';
import { KnownDisks, type Meeting } from '../src/node/known-disks.ts';

const [FIRST, SECOND, THIRD] = ['aa', 'bb', 'cc'].map((pair) => pair.repeat(16));
const OWN = 'dd'.repeat(16);

describe('the disks that a server knows', () => {
  it('are remembered when it starts again, and which incarnation it is itself', async () => {
    const disk = new SimulatedDisk();
    const known = await KnownDisks.open(disk.mount());
    known.beside(OWN, true);
    expect(known.incarnation).toBeNull();
    const met = known.meet(2, said(FIRST, 0));
    expect(met).toMatchObject({ type: 'known', others: null });
    if (met.type === 'known') await met.written;
    await known.become(5);
    disk.crash();
    const again = await KnownDisks.open(disk.mount());
    expect(again.incarnation).toBe(5);
    expect(again.meet(2, said(FIRST, 0))).toEqual({ type: 'known', others: null, written: null });
    expect(again.meet(2, said(SECOND, null))).toMatchObject({ others: 0 });
    expect(again.meet(3, said(SECOND, null))).toMatchObject({ others: null });
  });

  it('are written one after the other, and whoever comes meanwhile waits for the last', async () => {
    const disk = new SimulatedDisk();
    const known = await KnownDisks.open(disk.mount());
    known.beside(OWN, true);
    const written = [1, 2, 3, 3].map((id) => {
      const met = known.meet(id, said(FIRST, 0));
      return met.type === 'known' ? met.written : null;
    });
    expect(written).not.toContain(null);
    await Promise.all(written.map((each) => each ?? Promise.resolve()));
    disk.crash();
    const again = await KnownDisks.open(disk.mount());
    for (const id of [1, 2, 3])
      expect(again.meet(id, said(SECOND, null))).toMatchObject({ others: 0 });
  });

  it('are not taken for written where there was no room: who comes again waits again', async () => {
    const disk = new SimulatedDisk();
    const known = await KnownDisks.open(disk.mount());
    known.beside(OWN, true);
    disk.capacityBytes = 0;
    await expect(written(known.meet(2, said(FIRST, 0)))).rejects.toThrow('no room for disks.part');
    await expect(written(known.meet(2, said(FIRST, 0)))).rejects.toThrow('no room for disks.part');
    disk.capacityBytes = Number.MAX_SAFE_INTEGER;
    await written(known.meet(2, said(FIRST, 0)));
    expect(known.meet(2, said(FIRST, 0))).toMatchObject({ written: null });
    const again = await KnownDisks.open(disk.mount());
    expect(again.meet(2, said(SECOND, null))).toMatchObject({ others: 0 });
  });

  it('take one for the first until it says otherwise, where nobody else was', async () => {
    const known = await KnownDisks.open(null);
    known.meet(1, said(FIRST, null));
    expect(known.meet(1, said(FIRST, 9))).toMatchObject({ others: null });
    expect(known.meet(1, said(SECOND, null))).toMatchObject({ others: 9 });
    // It has not said what it is: nothing is known of it.
    expect(known.meet(1, said(THIRD, null))).toMatchObject({ others: 9 });
    expect(known.meet(1, said(SECOND, 12))).toMatchObject({ others: 9 });
    expect(known.meet(1, said(FIRST, 9))).toMatchObject({ others: 12 });
  });

  it('refuse one that says to be what another one was', async () => {
    const known = await KnownDisks.open(null);
    known.meet(1, said(FIRST, 0));
    expect(known.meet(1, said(SECOND, 0))).toEqual({
      type: 'refused',
      reason:
        `server 1 comes with disk ${SECOND} as incarnation 0, which disk ${FIRST} was: ` +
        'bring that one back, or empty the directory, so that it finds out that it is new',
    });
    expect(known.meet(1, said(FIRST, 0))).toMatchObject({ type: 'known', others: null });
  });

  it('refuse one that is less than it was, and have a blank one become more', async () => {
    const known = await KnownDisks.open(null);
    known.meet(1, said(FIRST, 0));
    known.meet(1, said(SECOND, 9));
    expect(known.meet(1, said(SECOND, 0))).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('as incarnation 0, which was 9 and has lost its file disks'),
    });
    expect(known.objection(1, said(SECOND, 0))).not.toBeNull();
    expect(known.meet(1, said(SECOND, null))).toMatchObject({ others: 9 });
    expect(known.objection(1, said(SECOND, null))).toBeNull();
  });

  it('are all those that were ever there, if nothing was before and nothing was lost', async () => {
    for (const isBlank of [true, false]) {
      const disk = new SimulatedDisk();
      const known = await KnownDisks.open(disk.mount());
      known.beside(OWN, isBlank);
      expect(known.isWhole).toBe(isBlank);
      await written(known.meet(2, said(FIRST, 0)));
      const again = await KnownDisks.open(disk.mount());
      again.beside(OWN, false);
      expect(again.isWhole).toBe(isBlank);
      await again.become(4);
      expect(again.isWhole).toBe(false);
    }
  });

  it('stay, where the log beside them was lost alone, but for what the server was itself', async () => {
    const disk = new SimulatedDisk();
    const known = await KnownDisks.open(disk.mount());
    known.beside(OWN, true);
    await written(known.meet(2, said(FIRST, 0)));
    await known.become(5);
    const alone = await KnownDisks.open(disk.mount());
    alone.beside(THIRD ?? '', true);
    expect(alone.incarnation).toBeNull();
    expect(alone.meet(2, said(SECOND, null))).toMatchObject({ others: 0 });
    const elsewhere = await KnownDisks.open(disk.mount());
    expect(() => elsewhere.beside(THIRD ?? '', false)).toThrow(
      new RegExp(`/disks.*Bring the file back that belongs to the log`, 's'),
    );
  });

  it.each([
    '',
    '{"incarnation":null,"isWhole":true,"disks":{}}',
    '{"of":"dd","disks":{"1":7}}',
    '{"of":"dd","disks":{"1":[{"identity":1}]}}',
    '{"of":"dd","incarnation":-1,"disks":{}}',
    '{"of":"dd","incarnation":',
  ])('are not guessed where the file has %j', async (text) => {
    const files = new SimulatedDisk().mount();
    const file = await files.open('disks', 'create');
    await file.write(new TextEncoder().encode(text), 0);
    await file.close();
    await expect(KnownDisks.open(files)).rejects.toThrow(
      new RegExp(`${files.directory}/disks.*Bring the file back`, 's'),
    );
  });
});

async function written(met: Meeting): Promise<void> {
  if (met.type === 'known') await met.written;
}

function said(identity: string | undefined, incarnation: number | null) {
  return { identity: identity ?? '', incarnation };
}
