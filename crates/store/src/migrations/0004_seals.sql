-- The key of a subject, encrypted with the master key; none once it was destroyed.
create table subject_key (
  subject text not null primary key,
  wrapped_key blob,
  made_by integer not null,
  destroyed_by integer,
  check ((wrapped_key is null) = (destroyed_by is not null))
) strict;

-- Personal values, each encrypted with the key of its subject.
create table sealed_value (
  pseudonym text not null primary key,
  subject text not null references subject_key (subject),
  field text not null,
  sealed blob not null
) strict;

create index sealed_value__subject on sealed_value (subject);
