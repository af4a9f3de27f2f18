-- People, what they may, and what is sent to them. Times are microseconds, UTC; days are text such as 2026-03-05. Numbers
-- called …_by are operations: who did it and when stands there. What has ended stays, with the operation that ended it.
-- Columns called sealed_… hold what `seals` gave for a personal value; digest_… are keyed digests by which such a value is found.

create table account (
  id integer not null primary key autoincrement,
  kind text not null check (kind in ('staff', 'person')),
  sealed_name text not null,
  language text not null,
  password text,
  made_by integer not null,
  locked_by integer,
  closed_by integer
) strict;

-- What an account signs in with: a name, an e-mail address. Two accounts never have one at the same time.
create table account_handle (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  kind text not null check (kind in ('name', 'mail')),
  digest_value blob not null,
  sealed_value text not null,
  made_by integer not null,
  ended_by integer
) strict;

create unique index account_handle__open on account_handle (digest_value) where ended_by is null;
create index account_handle__account on account_handle (account);

create table account_consent (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  purpose text not null,
  version text not null,
  made_by integer not null,
  ended_by integer
) strict;

create unique index account_consent__open on account_consent (account, purpose) where ended_by is null;

-- A second factor counts from its confirmation on. last_step is the last code that was used.
create table second_factor (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  sealed_secret text not null,
  last_step integer,
  made_by integer not null,
  confirmed_by integer,
  ended_by integer
) strict;

create unique index second_factor__open on second_factor (account) where confirmed_by is not null and ended_by is null;

create table recovery_code (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  digest blob not null,
  made_by integer not null,
  ended_by integer
) strict;

create index recovery_code__account on recovery_code (account);

-- A secret that is given out once: in a letter, or by hand. What it is for and whom stands in the row, never in the link.
create table one_time_link (
  digest blob not null primary key,
  purpose text not null,
  account integer references account (id),
  sealed_detail text,
  expires_at integer not null,
  made_by integer not null,
  ended_by integer
) strict;

create index one_time_link__expires on one_time_link (expires_at);

-- Only the digest of a session's token is kept. Ended sessions are removed after a while; the operations stay.
create table session (
  id integer not null primary key autoincrement,
  digest blob not null,
  account integer not null references account (id),
  way text not null,
  address text,
  device text,
  acting_for text,
  mandate integer,
  second_factor_at integer,
  made_at integer not null,
  seen_at integer not null,
  ends_at integer not null,
  ended_at integer
) strict;

create unique index session__digest on session (digest);
create index session__account on session (account, ended_at);
create index session__ends on session (ends_at);

-- From which address an operation came. Apart from it, because an address is personal and is removed after its time.
create table origin (
  seq integer not null primary key,
  address text not null,
  recorded_at integer not null
) strict;

create index origin__recorded_at on origin (recorded_at);

-- How often somebody failed at a gate, and when last.
create table throttle (
  gate text not null,
  digest_who blob not null,
  count integer not null,
  last_at integer not null,
  primary key (gate, digest_who)
) strict;

create index throttle__last on throttle (gate, last_at);

-- A role in force from a day to before a day. Of roles with the same exclusive group an account has one at most.
create table role_grant (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  role text not null,
  exclusive text,
  body text,
  case_id text,
  from_day text not null,
  until_day text,
  made_by integer not null,
  ended_by integer
) strict;

create unique index role_grant__exclusive on role_grant (account, exclusive) where exclusive is not null and ended_by is null;
create index role_grant__account on role_grant (account);
create index role_grant__role on role_grant (role);

-- Firms by their unified social credit code.
create table firm (
  code text not null primary key,
  name text not null,
  made_by integer not null
) strict;

-- Somebody says that they act for a firm; a clerk or a manager of the firm decides.
create table firm_claim (
  id integer not null primary key autoincrement,
  firm text not null references firm (code),
  account integer not null references account (id),
  document text,
  made_by integer not null,
  decision text check (decision in ('proved', 'refused', 'withdrawn')),
  decided_by integer,
  reason text
) strict;

create unique index firm_claim__pending on firm_claim (firm, account) where decision is null;
create index firm_claim__account on firm_claim (account);

create table firm_user (
  id integer not null primary key autoincrement,
  firm text not null references firm (code),
  account integer not null references account (id),
  role text not null check (role in ('manager', 'user')),
  made_by integer not null,
  ended_by integer
) strict;

create unique index firm_user__open on firm_user (firm, account) where ended_by is null;
create index firm_user__account on firm_user (account);

-- An agency may act for a firm from a day to before a day.
create table mandate (
  id integer not null primary key autoincrement,
  agency text not null references firm (code),
  client text not null references firm (code),
  from_day text not null,
  until_day text not null,
  document text,
  made_by integer not null,
  decision text check (decision in ('accepted', 'refused')),
  decided_by integer,
  reason text,
  ended_by integer
) strict;

create index mandate__agency on mandate (agency);
create index mandate__client on mandate (client);

-- Work to be done beside the pages. A job is taken until lease_until; who does not finish by then loses it. The line says
-- how far it is, or what went wrong last.
create table job (
  id integer not null primary key autoincrement,
  account integer references account (id),
  kind text not null,
  payload text not null,
  run_after integer not null,
  lease_until integer,
  attempts integer not null,
  made_at integer not null,
  done_at integer,
  dead_at integer,
  percent integer,
  line_zh text,
  line_en text
) strict;

create index job__due on job (run_after) where done_at is null and dead_at is null;

-- Letters that wait to be sent. The words are removed once they are.
create table outgoing_letter (
  id integer not null primary key autoincrement,
  account integer references account (id),
  language text not null,
  kind text not null,
  sealed_letter text,
  made_by integer not null,
  sent_at integer,
  failed_at integer,
  error text
) strict;

create table inbox_message (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  kind text not null check (kind in ('to-do', 'reminder', 'notice')),
  title_zh text not null,
  title_en text not null,
  path text,
  due_day text,
  made_at integer not null,
  read_at integer,
  settled_at integer
) strict;

create index inbox_message__account on inbox_message (account, settled_at, id);

-- Keys with which other systems use the API, each on behalf of an account. scopes is JSON; addresses is a JSON list.
create table api_key (
  id integer not null primary key autoincrement,
  title text not null,
  digest blob not null,
  account integer not null references account (id),
  scopes text not null,
  addresses text not null,
  expires_at integer not null,
  last_used_at integer,
  made_by integer not null,
  ended_by integer
) strict;

create unique index api_key__digest on api_key (digest);

-- An account of another provider that is linked with one of ours.
create table identity_link (
  id integer not null primary key autoincrement,
  account integer not null references account (id),
  issuer text not null,
  digest_subject blob not null,
  made_by integer not null,
  ended_by integer
) strict;

create unique index identity_link__open on identity_link (issuer, digest_subject) where ended_by is null;
create index identity_link__account on identity_link (account);

-- Somebody who was sent to another provider and has not come back yet.
create table identity_departure (
  digest_state blob not null primary key,
  digest_browser blob not null,
  nonce text not null,
  verifier text not null,
  account integer references account (id),
  expires_at integer not null
) strict;
