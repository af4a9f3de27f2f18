-- The key of each subject, wrapped by the master key. A destroyed key is gone, and with it everything sealed under it.
create table subject_key (
  subject text not null primary key,
  wrapped blob,
  destroyed_by integer
) strict;

-- What a pseudonym in a record stands for.
create table sealed_value (
  subject text not null,
  pseudonym text not null,
  field text not null,
  ciphertext blob not null,
  primary key (subject, pseudonym)
) strict;
