import { Fragment, type ReactNode } from 'react';
import { honoured } from '../../configuration/honoured.ts';
import { others } from '../../configuration/others.ts';
import type { HonouredKey, OtherKeys } from '../../configuration/types.ts';
import { useText } from '../../lib/language.ts';
import { Prose } from '../Prose.tsx';
import styles from './KeyTable.module.css';

const words = {
  key: { en: 'Key', zh: '键' },
  standard: { en: 'Where not set', zh: '不设时' },
  means: { en: 'Says', zh: '含义' },
  because: { en: 'Because', zh: '原因' },
};

/** Where there is no room for all of it, it is broken behind a dot. */
function Key({ name }: { readonly name: string }): ReactNode {
  const [first, ...others] = name.split('.');
  return (
    <code>
      {first}
      {others.map((part, at) => (
        <Fragment key={`${at} ${part}`}>
          .<wbr />
          {part}
        </Fragment>
      ))}
    </code>
  );
}

/** Keys of a `zoo.cfg` that do what they say, of one kind. */
export function KeyTable({ of }: { readonly of: keyof typeof honoured }): ReactNode {
  const say = useText();
  const keys: readonly HonouredKey[] = honoured[of];
  return (
    <table className={styles.keys}>
      <thead>
        <tr>
          <th scope="col">{say(words.key)}</th>
          <th scope="col">{say(words.standard)}</th>
          <th scope="col">{say(words.means)}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ key, standard, means }) => (
          <tr key={key}>
            <th scope="row">
              <Key name={key} />
            </th>
            <td>
              {typeof standard === 'string' ? (
                <code>{standard}</code>
              ) : (
                <Prose text={say(standard)} />
              )}
            </td>
            <td>
              <Prose text={say(means)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Keys that nothing comes of, and why. */
export function OtherKeysTable({ of }: { readonly of: keyof typeof others }): ReactNode {
  const say = useText();
  const rows: readonly OtherKeys[] = others[of];
  return (
    <table className={styles.keys}>
      <thead>
        <tr>
          <th scope="col">{say(words.key)}</th>
          <th scope="col">{say(words.because)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ keys, because }) => (
          <tr key={keys.join()}>
            <td>
              {keys.map((key) => (
                <Fragment key={key}>
                  <Key name={key} />{' '}
                </Fragment>
              ))}
            </td>
            <td>
              <Prose text={say(because)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
