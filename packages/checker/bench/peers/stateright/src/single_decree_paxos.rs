//! Servers that agree on one value by Paxos, and clients that each write once and then read: the
//! register that Stateright's own example makes of it. Whoever is asked to write proposes, and
//! tells of the decision.

use stateright::actor::register::{RegisterActor, RegisterMsg};
use stateright::actor::{majority, model_peers, Actor, ActorModel, Id, Network, Out};
use stateright::semantics::register::Register;
use stateright::semantics::LinearizabilityTester;
use stateright::util::{HashableHashMap, HashableHashSet};
use stateright::Expectation;
use std::borrow::Cow;

type Request = u64;
type Value = char;
type Ballot = (u32, Id);
type Proposal = (Request, Id, Value);
type Accepted = Option<(Ballot, Proposal)>;
type Message = RegisterMsg<Request, Value, Word>;

#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Word {
    Prepare(Ballot),
    Promise(Ballot, Accepted),
    Accept(Ballot, Proposal),
    Accepted(Ballot),
    Decided(Ballot, Proposal),
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct State {
    ballot: Ballot,
    proposal: Option<Proposal>,
    promises: HashableHashMap<Id, Accepted>,
    accepts: HashableHashSet<Id>,
    accepted: Accepted,
    decided: bool,
}

#[derive(Clone)]
pub struct Server {
    peers: Vec<Id>,
}

impl Server {
    fn tell(&self, word: Word, out: &mut Out<Self>) {
        out.broadcast(&self.peers, &RegisterMsg::Internal(word));
    }

    fn majority(&self) -> usize {
        majority(self.peers.len() + 1)
    }

    fn propose(&self, id: Id, state: &mut State, proposal: Proposal, out: &mut Out<Self>) {
        state.proposal = Some(proposal);
        state.ballot = (state.ballot.0 + 1, id);
        state.promises = Default::default();
        state.promises.insert(id, state.accepted);
        state.accepts = Default::default();
        self.tell(Word::Prepare(state.ballot), out);
    }

    fn count_promise(&self, id: Id, state: &mut State, out: &mut Out<Self>) {
        if state.promises.len() != self.majority() {
            return;
        }
        let newest = state.promises.values().max().copied().flatten();
        let Some(proposal) = newest.map(|(_, proposal)| proposal).or(state.proposal) else {
            return;
        };
        state.proposal = Some(proposal);
        state.accepted = Some((state.ballot, proposal));
        state.accepts.insert(id);
        self.tell(Word::Accept(state.ballot, proposal), out);
    }

    fn count_vote(&self, state: &mut State, out: &mut Out<Self>) {
        let Some(proposal) = state.proposal else {
            return;
        };
        if state.accepts.len() != self.majority() {
            return;
        }
        state.decided = true;
        self.tell(Word::Decided(state.ballot, proposal), out);
        out.send(proposal.1, RegisterMsg::PutOk(proposal.0));
    }
}

impl Actor for Server {
    type Msg = Message;
    type State = State;
    type Timer = ();
    type Random = ();
    type Storage = ();

    fn on_start(&self, _id: Id, _storage: &Option<()>, _out: &mut Out<Self>) -> State {
        State {
            ballot: (0, Id::from(0)),
            proposal: None,
            promises: Default::default(),
            accepts: Default::default(),
            accepted: None,
            decided: false,
        }
    }

    fn on_msg(&self, id: Id, at: &mut Cow<State>, from: Id, message: Message, out: &mut Out<Self>) {
        if at.decided {
            if let (RegisterMsg::Get(request), Some((_, proposal))) = (message, at.accepted) {
                out.send(from, RegisterMsg::GetOk(request, proposal.2));
            }
            return;
        }
        // The state is only changed where something changes: else the step would count.
        match message {
            RegisterMsg::Put(request, value) if at.proposal.is_none() => {
                self.propose(id, at.to_mut(), (request, from, value), out);
            }
            RegisterMsg::Internal(Word::Prepare(ballot)) if ballot > at.ballot => {
                at.to_mut().ballot = ballot;
                let promise = Word::Promise(ballot, at.accepted);
                out.send(from, RegisterMsg::Internal(promise));
            }
            RegisterMsg::Internal(Word::Promise(ballot, accepted)) if ballot == at.ballot => {
                let state = at.to_mut();
                state.promises.insert(from, accepted);
                self.count_promise(id, state, out);
            }
            RegisterMsg::Internal(Word::Accept(ballot, proposal)) if ballot >= at.ballot => {
                let state = at.to_mut();
                state.ballot = ballot;
                state.accepted = Some((ballot, proposal));
                out.send(from, RegisterMsg::Internal(Word::Accepted(ballot)));
            }
            RegisterMsg::Internal(Word::Accepted(ballot)) if ballot == at.ballot => {
                let state = at.to_mut();
                state.accepts.insert(from);
                self.count_vote(state, out);
            }
            RegisterMsg::Internal(Word::Decided(ballot, proposal)) => {
                let state = at.to_mut();
                state.ballot = ballot;
                state.accepted = Some((ballot, proposal));
                state.decided = true;
            }
            _ => {}
        }
    }
}

type History = LinearizabilityTester<Id, Register<Value>>;

/// Messages travel in any order, each at most once.
pub fn system(servers: usize, clients: usize) -> ActorModel<RegisterActor<Server>, (), History> {
    ActorModel::new((), LinearizabilityTester::new(Register(Value::default())))
        .actors((0..servers).map(|i| {
            RegisterActor::Server(Server {
                peers: model_peers(i, servers),
            })
        }))
        .actors((0..clients).map(|_| RegisterActor::Client {
            put_count: 1,
            server_count: servers,
        }))
        .init_network(Network::new_unordered_nonduplicating([]))
        .record_msg_in(RegisterMsg::record_returns)
        .record_msg_out(RegisterMsg::record_invocations)
        .property(Expectation::Always, "linearizable", |_, state| {
            state.history.serialized_history().is_some()
        })
        .property(Expectation::Sometimes, "a value is read", |_, state| {
            state.network.iter_deliverable().any(|envelope| {
                matches!(envelope.msg, RegisterMsg::GetOk(_, value) if *value != Value::default())
            })
        })
}
