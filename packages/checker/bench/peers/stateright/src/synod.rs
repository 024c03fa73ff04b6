//! Paxos as its specification has it: messages that were sent stay sent, and nobody proposes in
//! particular (Lamport, "Paxos Made Simple", 2001, section 2.2).

use stateright::{Model, Property};
use std::collections::BTreeSet;

type Ballot = usize;
type Value = usize;
type Vote = Option<(Ballot, Value)>;

#[derive(Clone)]
pub struct System {
    acceptors: usize,
    values: usize,
    ballots: usize,
    quorums: Vec<Vec<usize>>,
}

#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Message {
    Asked(Ballot),
    Promised(usize, Ballot, Vote),
    Proposed(Ballot, Value),
    Voted(usize, Ballot, Value),
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Acceptor {
    promised: Option<Ballot>,
    vote: Vote,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct State {
    acceptors: Vec<Acceptor>,
    sent: BTreeSet<Message>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Ask(Ballot),
    Propose(Ballot, Value),
    Promise(usize, Ballot),
    Vote(usize, Ballot, Value),
}

impl System {
    pub fn new(acceptors: usize, values: usize, ballots: usize) -> Self {
        let quorums = (0..1usize << acceptors)
            .filter(|set| set.count_ones() as usize == acceptors / 2 + 1)
            .map(|set| (0..acceptors).filter(|i| set >> i & 1 == 1).collect())
            .collect();
        Self {
            acceptors,
            values,
            ballots,
            quorums,
        }
    }

    fn proposal(&self, state: &State, ballot: Ballot) -> Option<Value> {
        (0..self.values).find(|value| state.sent.contains(&Message::Proposed(ballot, *value)))
    }

    /// Whether a quorum has promised, and the newest of their votes, if any, is for the value.
    fn may_propose(&self, state: &State, ballot: Ballot, value: Value) -> bool {
        let promise = |acceptor: usize| {
            state.sent.iter().find_map(|message| match message {
                Message::Promised(from, to, vote) if *from == acceptor && *to == ballot => {
                    Some(*vote)
                }
                _ => None,
            })
        };
        self.quorums.iter().any(|quorum| {
            let promises: Option<Vec<Vote>> = quorum.iter().map(|i| promise(*i)).collect();
            match promises {
                None => false,
                Some(votes) => match votes.into_iter().max().flatten() {
                    None => true,
                    Some((_, voted)) => voted == value,
                },
            }
        })
    }

    fn is_chosen(&self, state: &State, ballot: Ballot, value: Value) -> bool {
        self.quorums.iter().any(|quorum| {
            quorum
                .iter()
                .all(|i| state.sent.contains(&Message::Voted(*i, ballot, value)))
        })
    }

    fn chosen(&self, state: &State) -> BTreeSet<Value> {
        (0..self.ballots)
            .flat_map(|ballot| (0..self.values).map(move |value| (ballot, value)))
            .filter(|(ballot, value)| self.is_chosen(state, *ballot, *value))
            .map(|(_, value)| value)
            .collect()
    }
}

impl Model for System {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let blank = Acceptor {
            promised: None,
            vote: None,
        };
        vec![State {
            acceptors: vec![blank; self.acceptors],
            sent: BTreeSet::new(),
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for ballot in 0..self.ballots {
            actions.push(Action::Ask(ballot));
            if self.proposal(state, ballot).is_none() {
                for value in 0..self.values {
                    if self.may_propose(state, ballot, value) {
                        actions.push(Action::Propose(ballot, value));
                    }
                }
            }
        }
        for (i, acceptor) in state.acceptors.iter().enumerate() {
            for message in &state.sent {
                match message {
                    Message::Asked(ballot) if Some(*ballot) > acceptor.promised => {
                        actions.push(Action::Promise(i, *ballot));
                    }
                    Message::Proposed(ballot, value) if Some(*ballot) >= acceptor.promised => {
                        actions.push(Action::Vote(i, *ballot, *value));
                    }
                    _ => {}
                }
            }
        }
    }

    fn next_state(&self, before: &State, action: Action) -> Option<State> {
        let mut state = before.clone();
        match action {
            Action::Ask(ballot) => {
                state.sent.insert(Message::Asked(ballot));
            }
            Action::Propose(ballot, value) => {
                state.sent.insert(Message::Proposed(ballot, value));
            }
            Action::Promise(i, ballot) => {
                let acceptor = &mut state.acceptors[i];
                acceptor.promised = Some(ballot);
                state
                    .sent
                    .insert(Message::Promised(i, ballot, acceptor.vote));
            }
            Action::Vote(i, ballot, value) => {
                let acceptor = &mut state.acceptors[i];
                acceptor.promised = Some(ballot);
                acceptor.vote = Some((ballot, value));
                state.sent.insert(Message::Voted(i, ballot, value));
            }
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("one value is chosen", |model: &Self, state: &State| {
                model.chosen(state).len() <= 1
            }),
            Property::sometimes("a value is chosen", |model: &Self, state: &State| {
                !model.chosen(state).is_empty()
            }),
        ]
    }
}
