------------------------------- MODULE Synod -------------------------------
(* Paxos: messages that were sent stay sent, and nobody proposes in        *)
(* particular (Lamport, "Paxos Made Simple", 2001, section 2.2).           *)
EXTENDS Integers, FiniteSets

CONSTANTS Acceptors, Values, Ballots  \* how many of each
Acceptor == 1..Acceptors
Value == 1..Values
Ballot == 1..Ballots
Quorum == {q \in SUBSET Acceptor : Cardinality(q) = (Acceptors \div 2) + 1}

VARIABLES promised,  \* the largest ballot that each acceptor has promised, or 0
          vote,      \* the last vote of each acceptor: ballot and value
          sent       \* messages

vars == <<promised, vote, sent>>

NoVote == [ballot |-> 0, value |-> 0]

Asked(b) == [type |-> "1a", ballot |-> b]
Promised(a, b, v) == [type |-> "1b", from |-> a, ballot |-> b, vote |-> v]
Proposed(b, v) == [type |-> "2a", ballot |-> b, value |-> v]
Voted(a, b, v) == [type |-> "2b", from |-> a, ballot |-> b, value |-> v]

Init ==
  /\ promised = [a \in Acceptor |-> 0]
  /\ vote = [a \in Acceptor |-> NoVote]
  /\ sent = {}

Ask(b) ==
  /\ sent' = sent \cup {Asked(b)}
  /\ UNCHANGED <<promised, vote>>

Promise(a, b) ==
  /\ b > promised[a]
  /\ Asked(b) \in sent
  /\ promised' = [promised EXCEPT ![a] = b]
  /\ sent' = sent \cup {Promised(a, b, vote[a])}
  /\ UNCHANGED vote

\* Whether the quorum has promised, and its newest vote, if any, is for v.
Allows(q, b, v) ==
  LET promises == {m \in sent : m.type = "1b" /\ m.ballot = b /\ m.from \in q}
      votes == {m.vote : m \in promises} \ {NoVote}
  IN  /\ \A a \in q : \E m \in promises : m.from = a
      /\ \/ votes = {}
         \/ \E w \in votes : w.value = v /\ \A u \in votes : u.ballot <= w.ballot

\* The quorums that allow it are counted before the step, so that there is one step, not many.
Propose(b, v) ==
  /\ {w \in Value : Proposed(b, w) \in sent} = {}
  /\ {q \in Quorum : Allows(q, b, v)} /= {}
  /\ sent' = sent \cup {Proposed(b, v)}
  /\ UNCHANGED <<promised, vote>>

Vote(a, b, v) ==
  /\ b >= promised[a]
  /\ Proposed(b, v) \in sent
  /\ promised' = [promised EXCEPT ![a] = b]
  /\ vote' = [vote EXCEPT ![a] = [ballot |-> b, value |-> v]]
  /\ sent' = sent \cup {Voted(a, b, v)}

Next ==
  \E b \in Ballot :
    \/ Ask(b)
    \/ \E v \in Value : Propose(b, v)
    \/ \E a \in Acceptor : Promise(a, b) \/ \E v \in Value : Vote(a, b, v)

Spec == Init /\ [][Next]_vars

Chosen ==
  {v \in Value : \E b \in Ballot, q \in Quorum : \A a \in q : Voted(a, b, v) \in sent}

Safe == Cardinality(Chosen) <= 1
=============================================================================
