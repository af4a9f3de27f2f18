-- One row: what the database says of itself, and the number of the last operation. Whoever updates it orders the commits.
create table installation (
  one integer not null primary key check (one = 1),
  identity text not null,
  county text not null,
  demo integer not null check (demo in (0, 1)),
  schema_version integer not null,
  seq integer not null,
  recorded_at integer not null,
  owner text not null,
  key_mark blob not null
) strict;

-- Everything that was ever done: the audit trail, and what the notary will enter. Times are microseconds, UTC.
create table operation (
  seq integer not null primary key,
  recorded_at integer not null,
  actor text not null,
  act text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text,
  content blob not null,
  salt blob not null,
  commitment blob not null,
  leaf integer
) strict;

create unique index operation__recorded_at on operation (recorded_at);
create index operation__subject on operation (subject_kind, subject_id, seq);
create index operation__actor on operation (actor, seq);
