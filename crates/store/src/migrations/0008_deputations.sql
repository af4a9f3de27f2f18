-- Who stands in for somebody in a role, from a day to before a day. It rests on the grant: when that ends, so does this. begun_by is
-- the operation that handed over what was to be done.

create table deputation (
  id integer not null primary key autoincrement,
  role_grant integer not null references role_grant (id),
  deputy integer not null references account (id),
  from_day text not null,
  until_day text not null,
  reason text not null,
  made_by integer not null,
  begun_by integer,
  ended_by integer
) strict;

create index deputation__grant on deputation (role_grant);
create index deputation__deputy on deputation (deputy);

-- For whom a step was taken, if by the right of somebody else.
alter table case_event add column deputy_for text;
