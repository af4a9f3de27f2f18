-- A file that is to be loaded into a ledger: how it was read, which column is which field, how far it is. What is loaded lasts by its
-- operations and its batch; these rows only say how that came about. columns and heads are JSON.
create table import (
  id integer not null primary key autoincrement,
  account integer references account (id),
  actor text not null,
  ledger text not null,
  file blob not null,
  name text not null,
  size integer not null,
  format text not null,
  chosen integer not null,
  sheet text not null,
  heading integer not null,
  heads text not null,
  columns text not null,
  blank text not null,
  as_of integer not null,
  source text not null,
  note text,
  state text not null,
  job integer,
  batch integer,
  after_key text,
  told text,
  made_at integer not null,
  changed_at integer not null
) strict;

create index import__file on import (ledger, file);
create index import__changed on import (changed_at);

-- What is wrong with a line of the file, as it was found last. problems is JSON.
create table import_problem (
  import integer not null references import (id),
  line integer not null,
  problems text not null,
  primary key (import, line)
) strict;
