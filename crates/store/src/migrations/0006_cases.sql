-- Cases. What happened stands in case_event, for ever; everything else follows from it and can be made again. Days are
-- counted from 1970-01-01; times of day are text such as 15:30.

create table case_current (
  id integer not null primary key autoincrement,
  number text not null,
  procedure text not null,
  digest text not null,
  state text not null,
  ended integer not null check (ended in (0, 1)),
  name text not null,
  parent integer references case_current (id),
  claim text,
  fields text not null,
  events integer not null,
  opened_by integer not null,
  changed_by integer not null
) strict;

create unique index case_current__number on case_current (number);
create unique index case_current__claim on case_current (procedure, claim) where claim is not null;
create index case_current__open on case_current (procedure, ended, id);
create index case_current__state on case_current (procedure, state, id);
create index case_current__parent on case_current (parent) where parent is not null;

-- The bodies that the fields of a case name.
create table case_body (
  case_id integer not null references case_current (id),
  field text not null,
  body text not null,
  primary key (case_id, field, body)
) strict;

create index case_body__body on case_body (body, case_id);

create table case_event (
  case_id integer not null references case_current (id),
  seq integer not null,
  operation integer not null,
  kind text not null,
  happened text not null,
  digest blob not null,
  body text not null,
  primary key (case_id, seq)
) strict;

create index case_event__operation on case_event (operation);

-- seq is the event that started the clock. due is empty while it stands still.
create table case_clock (
  case_id integer not null references case_current (id),
  clock text not null,
  seq integer not null,
  facts text not null,
  due integer,
  due_time text,
  provisional integer not null check (provisional in (0, 1)),
  stopped integer not null check (stopped in (0, 1)),
  primary key (case_id, clock, seq)
) strict;

create index case_clock__due on case_clock (due, case_id, clock) where stopped = 0;

-- Days that moved without anything happening in the case: a decree, another text of a law.
create table case_clock_moved (
  case_id integer not null,
  clock text not null,
  seq integer not null,
  operation integer not null,
  due_before integer,
  due_after integer,
  reason_zh text not null,
  reason_en text not null,
  primary key (case_id, clock, seq, operation)
) strict;

-- The last number given in each series; numbers have no gap.
create table case_series (
  series text not null primary key,
  last integer not null
) strict;
