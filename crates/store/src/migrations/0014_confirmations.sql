-- Records of which a file said nothing but what was known: their histories stay as they are, and that the file had them is kept
-- here. keys is a list of JSON in the order of the keys, from first to last; seq is the operation.
create table confirmation (
  seq integer not null,
  first text not null,
  last text not null,
  batch integer not null,
  keys text not null,
  primary key (seq, first)
) strict;

create index confirmation__batch on confirmation (batch, last, first);
create index import__batch on import (batch);
