//! Exhausts one model with one thread and prints what came of it, as a line of JSON.
//!
//! `peers two-phase-commit 7`: the name of a model and its numbers.

mod single_decree_paxos;
mod synod;
mod two_phase_commit;
mod two_phase_commit_rows;

use stateright::{Checker, Model};
use std::hash::Hash;
use std::process::ExitCode;
use std::time::Instant;

const USAGE: &str = "usage: peers two-phase-commit MANAGERS
       peers two-phase-commit-rows MANAGERS
       peers synod ACCEPTORS VALUES BALLOTS
       peers single-decree-paxos SERVERS CLIENTS";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let numbers: Option<Vec<usize>> = words.map(|word| word.parse().ok()).collect();
    match (name.as_str(), numbers.as_deref()) {
        ("two-phase-commit", Some(&[managers])) => exhaust(two_phase_commit::System { managers }),
        ("two-phase-commit-rows", Some(&[managers])) => {
            exhaust(two_phase_commit_rows::System { managers })
        }
        ("synod", Some(&[acceptors, values, ballots])) => {
            exhaust(synod::System::new(acceptors, values, ballots))
        }
        ("single-decree-paxos", Some(&[servers, clients])) => {
            exhaust(single_decree_paxos::system(servers, clients))
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// A search ends early once every property is decided; `assert_properties` sees to it that what
/// must always hold was never decided, so that every state was looked at.
fn exhaust<M>(model: M)
where
    M: Model + Send + Sync + 'static,
    M::State: Clone + std::fmt::Debug + Hash + PartialEq + Send + Sync + 'static,
    M::Action: Clone + std::fmt::Debug + PartialEq + Send + Sync + 'static,
{
    let began = Instant::now();
    let checker = model.checker().threads(1).spawn_bfs().join();
    let seconds = began.elapsed().as_secs_f64();
    checker.assert_properties();
    println!(
        "{{\"distinct\":{},\"generated\":{},\"seconds\":{seconds}}}",
        checker.unique_state_count(),
        checker.state_count()
    );
}
