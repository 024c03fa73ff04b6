------------------------- MODULE SingleDecreePaxos -------------------------
(* Servers that agree on one value by Paxos, and clients that each write   *)
(* once and then read: the register that Stateright's example makes of it. *)
(* Whoever is asked to write proposes. Messages arrive in any order, each  *)
(* at most once; what would have no effect does not arrive.                *)
EXTENDS Integers, FiniteSets

CONSTANTS Servers, Clients  \* how many of each
Server == 0..(Servers - 1)
Client == Servers..(Servers + Clients - 1)
Majority == (Servers \div 2) + 1

VARIABLES server, client, network

vars == <<server, client, network>>

\* A proposal is the client that asked for it. Ballots are numbers, the server's own among them.
None == 0
NoVote == [ballot |-> 0, proposal |-> None]
Ballot(round, self) == round * Servers + self
Round(ballot) == ballot \div Servers

Message(from, to, body) == [from |-> from, to |-> to, body |-> body]
ToPeers(self, body) == {Message(self, to, body) : to \in Server \ {self}}

Prepare(b) == [type |-> "prepare", ballot |-> b]
Promise(b, v) == [type |-> "promise", ballot |-> b, vote |-> v]
Accept(b, p) == [type |-> "accept", ballot |-> b, proposal |-> p]
Accepted(b) == [type |-> "accepted", ballot |-> b]
Decided(b, p) == [type |-> "decided", ballot |-> b, proposal |-> p]
Put == [type |-> "put"]
PutOk == [type |-> "put ok"]
Get == [type |-> "get"]
GetOk(p) == [type |-> "get ok", value |-> p]

Init ==
  /\ server = [s \in Server |->
       [ballot |-> 0, proposal |-> None, promises |-> {}, accepts |-> {},
        vote |-> NoVote, decided |-> FALSE]]
  \* How many operations are complete; how many of each client were as the read began; its result.
  /\ client = [c \in Client |->
       [complete |-> 0, after |-> [o \in Client |-> 0], read |-> None]]
  /\ network = {Message(c, c % Servers, Put) : c \in Client}

\* The message m leads its receiver to a state and makes it send.
Step(m, state, sends) ==
  /\ server' = [server EXCEPT ![m.to] = state]
  /\ network' = (network \ {m}) \cup sends
  /\ UNCHANGED client

OnPut(m, s) ==
  LET ballot == Ballot(Round(s.ballot) + 1, m.to)
  IN  /\ m.body.type = "put" /\ s.proposal = None
      /\ Step(m, [s EXCEPT !.ballot = ballot, !.proposal = m.from,
                           !.promises = {[from |-> m.to, vote |-> s.vote]}, !.accepts = {}],
              ToPeers(m.to, Prepare(ballot)))

OnPrepare(m, s) ==
  /\ m.body.type = "prepare" /\ m.body.ballot > s.ballot
  /\ Step(m, [s EXCEPT !.ballot = m.body.ballot],
          {Message(m.to, m.from, Promise(m.body.ballot, s.vote))})

OnPromise(m, s) ==
  LET promises == s.promises \cup {[from |-> m.from, vote |-> m.body.vote]}
      newest == CHOOSE v \in {p.vote : p \in promises} :
                  \A p \in promises : p.vote.ballot <= v.ballot
      proposal == IF newest = NoVote THEN s.proposal ELSE newest.proposal
      more == [s EXCEPT !.promises = promises]
  IN  /\ m.body.type = "promise" /\ m.body.ballot = s.ballot
      /\ IF Cardinality(promises) /= Majority THEN Step(m, more, {})
         ELSE Step(m, [more EXCEPT !.proposal = proposal, !.accepts = s.accepts \cup {m.to},
                                   !.vote = [ballot |-> s.ballot, proposal |-> proposal]],
                   ToPeers(m.to, Accept(s.ballot, proposal)))

OnAccept(m, s) ==
  /\ m.body.type = "accept" /\ m.body.ballot >= s.ballot
  /\ Step(m, [s EXCEPT !.ballot = m.body.ballot,
                       !.vote = [ballot |-> m.body.ballot, proposal |-> m.body.proposal]],
          {Message(m.to, m.from, Accepted(m.body.ballot))})

OnAccepted(m, s) ==
  LET accepts == s.accepts \cup {m.from}
      more == [s EXCEPT !.accepts = accepts]
  IN  /\ m.body.type = "accepted" /\ m.body.ballot = s.ballot
      /\ IF Cardinality(accepts) /= Majority THEN Step(m, more, {})
         ELSE Step(m, [more EXCEPT !.decided = TRUE],
                   ToPeers(m.to, Decided(s.ballot, s.proposal))
                     \cup {Message(m.to, s.proposal, PutOk)})

OnDecided(m, s) ==
  /\ m.body.type = "decided"
  /\ Step(m, [s EXCEPT !.ballot = m.body.ballot, !.decided = TRUE,
                       !.vote = [ballot |-> m.body.ballot, proposal |-> m.body.proposal]], {})

ToServer(m) ==
  /\ m.to \in Server
  /\ LET s == server[m.to]
     IN  IF s.decided
         THEN /\ m.body.type = "get"
              /\ Step(m, s, {Message(m.to, m.from, GetOk(s.vote.proposal))})
         ELSE \/ OnPut(m, s)
              \/ OnPrepare(m, s)
              \/ OnPromise(m, s)
              \/ OnAccept(m, s)
              \/ OnAccepted(m, s)
              \/ OnDecided(m, s)

\* Who has written reads next, from the next server.
OnPutOk(m, c) ==
  /\ m.body.type = "put ok" /\ c.complete = 0
  /\ client' = [client EXCEPT ![m.to] =
       [c EXCEPT !.complete = 1,
                 !.after = [o \in Client |-> IF o = m.to THEN 0 ELSE client[o].complete]]]
  /\ network' = (network \ {m}) \cup {Message(m.to, (m.to + 1) % Servers, Get)}
  /\ UNCHANGED server

OnGetOk(m, c) ==
  /\ m.body.type = "get ok" /\ c.complete = 1
  /\ client' = [client EXCEPT ![m.to] = [c EXCEPT !.complete = 2, !.read = m.body.value]]
  /\ network' = network \ {m}
  /\ UNCHANGED server

ToClient(m) ==
  /\ m.to \in Client
  /\ OnPutOk(m, client[m.to]) \/ OnGetOk(m, client[m.to])

Next == \E m \in network : ToServer(m) \/ ToClient(m)

Spec == Init /\ [][Next]_vars

\* Whether an order of the operations, of which some are done, explains what the clients saw.
RECURSIVE Explains(_, _)
Explains(done, value) ==
  \/ \A c \in Client : done[c] >= client[c].complete
  \/ \E c \in Client :
       /\ done[c] < 2 /\ done[c] <= client[c].complete
       /\ IF done[c] = 0 THEN Explains([done EXCEPT ![c] = 1], c)
          ELSE /\ \A o \in Client : client[c].after[o] <= done[o]
               /\ client[c].complete = 2 => client[c].read = value
               /\ Explains([done EXCEPT ![c] = 2], value)

Safe == Explains([c \in Client |-> 0], None)
=============================================================================
