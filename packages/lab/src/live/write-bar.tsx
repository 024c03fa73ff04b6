import { useState } from 'react';
import { useLabState } from '../controller/context.ts';
import { serverName } from '../model/sentence.ts';
import { useLive, useLiveState } from './context.ts';
import type { Written } from './jute-client.ts';
import type { LiveWords } from './words-en.ts';

/** A client of one server: it writes a znode over ZooKeeper's own protocol. */
export function WriteBar() {
  const { live, words } = useLive();
  const servers = useLabState(({ frame }) => frame?.servers) ?? [];
  const written = useLiveState((state) => state.written);
  const [at, setAt] = useState(0);
  const [path, setPath] = useState('/live');
  const [data, setData] = useState('hello');
  return (
    <form
      className="lab-live-write"
      onSubmit={(event) => {
        event.preventDefault();
        void live.write(at, path, data);
      }}
    >
      <label>
        {words.at}
        <select value={at} onChange={(event) => setAt(Number(event.target.value))} name="at">
          {servers.map(({ id }) => (
            <option key={id} value={id}>
              {serverName(id)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.path}
        <input
          type="text"
          name="path"
          required
          pattern="/.*"
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
      </label>
      <label>
        {words.data}
        <input
          type="text"
          name="data"
          value={data}
          onChange={(event) => setData(event.target.value)}
        />
      </label>
      <button type="submit" data-control="write">
        {words.write}
      </button>
      <output aria-live="polite" data-written={written?.type ?? ''}>
        {written === null ? '' : textOf(written, words)}
      </output>
    </form>
  );
}

function textOf(written: Written, { written: say }: LiveWords): string {
  switch (written.type) {
    case 'done':
      return say.done(new TextDecoder().decode(written.read ?? new Uint8Array()));
    case 'unknown':
      return say.unknown;
    case 'refused':
      return say.refused(String(written.error));
  }
}
