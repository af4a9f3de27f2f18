-- Every statement about every record, for ever. Never queried by what the body says: tables derived from it are.
-- id = seq * 65536 + the number within the operation. says = holds, absent, merged. Days are counted from 1970-01-01.
create table revision (
  id integer not null primary key,
  ledger text not null,
  key text not null,
  valid_from integer not null,
  says text not null,
  seq integer not null,
  batch integer,
  line integer,
  digest blob not null,
  body text not null
) strict;

create unique index revision__key on revision (ledger, key, id);

-- One import of one file; id = its first operation, line = the last line that is done. While it is not finished, its ledger
-- is 导入中.
create table batch (
  id integer not null primary key,
  ledger text not null,
  name text not null,
  digest blob not null,
  line integer not null,
  finished integer
) strict;

create unique index batch__digest on batch (ledger, digest);

-- How the table of a ledger was made: by which declaration, with which columns.
create table ledger_shape (
  ledger text not null primary key,
  digest text not null,
  shape text not null
) strict;
