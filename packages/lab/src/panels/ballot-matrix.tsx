import { useText } from '../controller/context.ts';
import type { Frame } from '../model/frame.ts';
import type { AcceptorFrame, BallotColumn, BallotsFrame, VoteFrame } from '../model/ledger.ts';
import { serverName } from '../model/sentence.ts';
import { Matrix } from './matrix.tsx';

const HEAD = 176;
const NARROW_HEAD = 100;
const CELL = 70;

interface BallotMatrixProps {
  readonly frame: Frame;
  readonly ledger: BallotsFrame;
}

/** The Synod: acceptors by ballot; who promised, who voted for what, and what is chosen. */
export function BallotMatrix({ frame, ledger }: BallotMatrixProps) {
  const t = useText();
  const { ballots, servers, chosen } = ledger;
  return (
    <Matrix
      name={t.ballots.name}
      servers={frame.servers}
      last={ballots.length}
      head={HEAD}
      narrowHead={NARROW_HEAD}
      cell={CELL}
      renderColumn={(index) => {
        const column = ballots[index - 1];
        return column && <Head column={column} />;
      }}
      columnName={t.ballots.ballot}
      empty={t.ballots.empty}
      note={chosen.length > 0 ? t.ballots.chosen(chosen.join(', ')) : t.ballots.nothing}
      facts={[
        { name: t.ballots.promised, title: t.ballots.promisedTitle },
        { name: t.ballots.learned, title: t.ballots.learnedTitle, wide: true },
      ]}
      renderFacts={({ id }) => {
        const acceptor = servers[id];
        if (!acceptor) return [];
        return [
          <span
            key="promised"
            className={`lab-epoch lab-epoch-${acceptor.promised % 6}${acceptor.promiseDurable ? '' : ' is-written'}`}
          >
            {t.number(acceptor.promised)}
          </span>,
          <b key="learned">{acceptor.learned ?? '–'}</b>,
        ];
      }}
      renderCell={({ id }, index) => {
        const column = ballots[index - 1];
        const acceptor = servers[id];
        return column && acceptor ? (
          <Vote name={serverName(id)} column={column} acceptor={acceptor} />
        ) : null;
      }}
    />
  );
}

/** A ballot, and what is proposed in it. */
function Head({ column: { ballot, value, chosen } }: { readonly column: BallotColumn }) {
  const t = useText();
  return (
    <span
      className={`lab-ballot lab-epoch-${ballot % 6}${chosen ? ' is-chosen' : ''}`}
      title={chosen ? t.ballots.isChosen : undefined}
      data-ballot={t.number(ballot)}
    >
      <b>{t.number(ballot)}</b>
      <small>{value === null ? t.ballots.preparing : chosen ? `${value} ✓` : value}</small>
    </span>
  );
}

interface VoteProps {
  readonly name: string;
  readonly column: BallotColumn;
  readonly acceptor: AcceptorFrame;
}

/** A vote where there is one; else whether a promise still allows one. */
function Vote({ name, column, acceptor }: VoteProps) {
  const t = useText();
  const { ballot } = column;
  const vote = acceptor.votes.find((one) => one.ballot === ballot);
  const label = t.number(ballot);
  if (vote) {
    const state = stateOf(vote, column);
    return (
      <span
        className={`lab-cell is-${state} lab-epoch-${ballot % 6}`}
        title={t.ballots.vote(name, label, vote.value, t.ballots.states[vote.state])}
        data-vote={label}
      >
        {vote.value}
        <span className="lab-unseen">{t.ballots.states[vote.state]}</span>
      </span>
    );
  }
  if (acceptor.promised === ballot) {
    return (
      <span
        className={`lab-cell is-promise lab-epoch-${ballot % 6}`}
        title={t.ballots.promiseGiven(name, label)}
      >
        <span aria-hidden="true">◇</span>
        <span className="lab-unseen">{t.ballots.promiseGiven(name, label)}</span>
      </span>
    );
  }
  if (acceptor.promised < ballot) return null;
  return (
    <span className="lab-cell is-closed" title={t.ballots.closed(name, label)}>
      <span className="lab-unseen">{t.ballots.closed(name, label)}</span>
    </span>
  );
}

function stateOf({ state }: VoteFrame, { chosen }: BallotColumn) {
  switch (state) {
    case 'written':
      return 'logged';
    case 'durable':
      return chosen ? 'applied' : 'durable';
    case 'forgotten':
      return 'discarded';
  }
}
