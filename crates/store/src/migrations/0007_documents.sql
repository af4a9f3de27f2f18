-- Documents that steps made, each with its number and what stands in it, as JSON: it reads the same for ever.

create table case_document (
  id integer not null primary key autoincrement,
  case_id integer not null references case_current (id),
  seq integer not null,
  document text not null,
  mark text not null,
  year integer not null,
  count integer not null,
  content text not null,
  operation integer not null
) strict;

create unique index case_document__event on case_document (case_id, seq, document);
create unique index case_document__number on case_document (mark, year, count);
