-- The next last days of rights: derived from records, the law and the calendar, and made anew at any time. Days are counted from
-- 1970-01-01; last = the end of the time of grace, or due; own = the value by which records of another ledger can settle it.
create table right_deadline (
  ledger text not null,
  key text not null,
  rule text not null,
  number integer not null,
  kind text not null,
  name text not null,
  body text,
  enterprise text,
  own text,
  due integer not null,
  last integer not null,
  fen integer not null,
  deadline text not null,
  primary key (ledger, key, rule, number)
) strict;

create index right_deadline__due on right_deadline (due, ledger, key, rule, number);
create index right_deadline__body on right_deadline (body, due);
create index right_deadline__enterprise on right_deadline (enterprise, due);
create index right_deadline__own on right_deadline (own);

-- Up to which operation they are, and by which declarations; no row as long as they were never made.
create table right_state (
  one integer not null primary key,
  seq integer not null,
  digest text not null
) strict;
