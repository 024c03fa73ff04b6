-------------------------- MODULE TwoPhaseCommit --------------------------
(* Two-phase commit without a network to speak of: what was said stays     *)
(* said (Gray and Lamport, "Consensus on Transaction Commit", 2006,        *)
(* section 4).                                                             *)
EXTENDS Naturals

CONSTANT Managers  \* how many
Manager == 1..Managers

VARIABLES manager,   \* what each manager is
          decision,
          heard,     \* managers that are known to be prepared
          said       \* messages

vars == <<manager, decision, heard, said>>

Prepared(m) == [type |-> "prepared", of |-> m]
Order(what) == [type |-> "order", what |-> what]

Init ==
  /\ manager = [m \in Manager |-> "working"]
  /\ decision = "none"
  /\ heard = {}
  /\ said = {}

Decide(what) ==
  /\ decision = "none"
  /\ decision' = what
  /\ said' = said \cup {Order(what)}
  /\ UNCHANGED <<manager, heard>>

Hear(m) ==
  /\ decision = "none"
  /\ Prepared(m) \in said
  /\ heard' = heard \cup {m}
  /\ UNCHANGED <<manager, decision, said>>

Prepare(m) ==
  /\ manager[m] = "working"
  /\ manager' = [manager EXCEPT ![m] = "prepared"]
  /\ said' = said \cup {Prepared(m)}
  /\ UNCHANGED <<decision, heard>>

ChooseToAbort(m) ==
  /\ manager[m] = "working"
  /\ manager' = [manager EXCEPT ![m] = "aborted"]
  /\ UNCHANGED <<decision, heard, said>>

Obey(m, what) ==
  /\ Order(what) \in said
  /\ manager' = [manager EXCEPT ![m] = what]
  /\ UNCHANGED <<decision, heard, said>>

Next ==
  \/ heard = Manager /\ Decide("committed")
  \/ Decide("aborted")
  \/ \E m \in Manager :
       \/ Hear(m)
       \/ Prepare(m)
       \/ ChooseToAbort(m)
       \/ Obey(m, "committed")
       \/ Obey(m, "aborted")

Spec == Init /\ [][Next]_vars

Safe == ~ \E a, b \in Manager : manager[a] = "aborted" /\ manager[b] = "committed"
=============================================================================
