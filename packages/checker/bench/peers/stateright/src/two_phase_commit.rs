//! Two-phase commit (Gray and Lamport, "Consensus on Transaction Commit", 2006, section 4), with
//! the types that Stateright's own example of it has: lists by manager, and a set of messages.

use stateright::{Model, Property};
use std::collections::BTreeSet;

#[derive(Clone)]
pub struct System {
    pub managers: usize,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Manager {
    Working,
    Prepared,
    Committed,
    Aborted,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Decision {
    None,
    Commit,
    Abort,
}

#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Message {
    Prepared(usize),
    Commit,
    Abort,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct State {
    managers: Vec<Manager>,
    decision: Decision,
    heard: Vec<bool>,
    said: BTreeSet<Message>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Commit,
    Abort,
    Hear(usize),
    Prepare(usize),
    ChooseToAbort(usize),
    ObeyCommit(usize),
    ObeyAbort(usize),
}

impl Model for System {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            managers: vec![Manager::Working; self.managers],
            decision: Decision::None,
            heard: vec![false; self.managers],
            said: BTreeSet::new(),
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let undecided = state.decision == Decision::None;
        if undecided && state.heard.iter().all(|heard| *heard) {
            actions.push(Action::Commit);
        }
        if undecided {
            actions.push(Action::Abort);
        }
        for i in 0..self.managers {
            if undecided && state.said.contains(&Message::Prepared(i)) {
                actions.push(Action::Hear(i));
            }
            if state.managers[i] == Manager::Working {
                actions.push(Action::Prepare(i));
                actions.push(Action::ChooseToAbort(i));
            }
            if state.said.contains(&Message::Commit) {
                actions.push(Action::ObeyCommit(i));
            }
            if state.said.contains(&Message::Abort) {
                actions.push(Action::ObeyAbort(i));
            }
        }
    }

    fn next_state(&self, before: &State, action: Action) -> Option<State> {
        let mut state = before.clone();
        match action {
            Action::Commit => {
                state.decision = Decision::Commit;
                state.said.insert(Message::Commit);
            }
            Action::Abort => {
                state.decision = Decision::Abort;
                state.said.insert(Message::Abort);
            }
            Action::Hear(i) => state.heard[i] = true,
            Action::Prepare(i) => {
                state.managers[i] = Manager::Prepared;
                state.said.insert(Message::Prepared(i));
            }
            Action::ChooseToAbort(i) | Action::ObeyAbort(i) => state.managers[i] = Manager::Aborted,
            Action::ObeyCommit(i) => state.managers[i] = Manager::Committed,
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("consistent", |_, state: &State| {
                !(state.managers.contains(&Manager::Aborted)
                    && state.managers.contains(&Manager::Committed))
            }),
            Property::sometimes("all commit", |_, state: &State| {
                state
                    .managers
                    .iter()
                    .all(|each| *each == Manager::Committed)
            }),
            Property::sometimes("all abort", |_, state: &State| {
                state.managers.iter().all(|each| *each == Manager::Aborted)
            }),
        ]
    }
}
