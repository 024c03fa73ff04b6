//! Two-phase commit once more, with the very rows of numbers that `two-phase-commit.ts` has beside
//! it: nothing is allocated for a state, so this shows what the other types cost.

use stateright::{Model, Property};

/// As many managers as fit.
const MOST: usize = 13;
const DECISION: usize = MOST;
const HEARD: usize = MOST + 1;
const SAID: usize = MOST + 2;

const WORKING: i32 = 0;
const PREPARED: i32 = 1;
const COMMITTED: i32 = 2;
const ABORTED: i32 = 3;

pub type Row = [i32; MOST + 3];

#[derive(Clone)]
pub struct System {
    pub managers: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Decide(i32),
    Hear(usize),
    Prepare(usize),
    Become(usize, i32),
}

impl Model for System {
    type State = Row;
    type Action = Action;

    fn init_states(&self) -> Vec<Row> {
        assert!(self.managers <= MOST, "at most {MOST} managers");
        vec![[0; MOST + 3]]
    }

    fn actions(&self, row: &Row, actions: &mut Vec<Action>) {
        let undecided = row[DECISION] == WORKING;
        if undecided && row[HEARD] == (1 << self.managers) - 1 {
            actions.push(Action::Decide(COMMITTED));
        }
        if undecided {
            actions.push(Action::Decide(ABORTED));
        }
        for i in 0..self.managers {
            if undecided && row[SAID] >> i & 1 == 1 {
                actions.push(Action::Hear(i));
            }
            if row[i] == WORKING {
                actions.push(Action::Prepare(i));
                actions.push(Action::Become(i, ABORTED));
            }
            if !undecided {
                actions.push(Action::Become(i, row[DECISION]));
            }
        }
    }

    fn next_state(&self, before: &Row, action: Action) -> Option<Row> {
        let mut row = *before;
        match action {
            Action::Decide(what) => row[DECISION] = what,
            Action::Hear(i) => row[HEARD] |= 1 << i,
            Action::Prepare(i) => {
                row[i] = PREPARED;
                row[SAID] |= 1 << i;
            }
            Action::Become(i, what) => row[i] = what,
        }
        Some(row)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("consistent", |model: &Self, row: &Row| {
                let managers = &row[..model.managers];
                !(managers.contains(&ABORTED) && managers.contains(&COMMITTED))
            }),
            Property::sometimes("all commit", |model: &Self, row: &Row| {
                row[..model.managers].iter().all(|each| *each == COMMITTED)
            }),
            Property::sometimes("all abort", |model: &Self, row: &Row| {
                row[..model.managers].iter().all(|each| *each == ABORTED)
            }),
        ]
    }
}
