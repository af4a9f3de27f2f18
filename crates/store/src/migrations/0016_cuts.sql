-- What was known of a round when it was briefed, as JSON: its papers print the same numbers for ever.

create table case_cut (
  case_id integer not null references case_current (id),
  seq integer not null,
  content text not null,
  operation integer not null,
  primary key (case_id, seq)
) strict;
