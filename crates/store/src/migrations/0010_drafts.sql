-- What somebody began to fill in and has not sent: theirs alone, sealed under their key, and gone once it is sent or its time is over.
create table draft (
  code text not null primary key,
  account integer not null references account (id),
  procedure text not null,
  step text not null,
  number text,
  sealed_texts text not null,
  made_at integer not null,
  changed_at integer not null
) strict;

create unique index draft__step on draft (account, number, step);
create index draft__account on draft (account, changed_at);
create index draft__changed on draft (changed_at);
