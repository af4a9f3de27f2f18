-- What is known of a stored file beside its content.
create table stored_file (
  digest blob not null primary key,
  size integer not null,
  name text not null,
  media_type text not null,
  added_by integer not null
) strict;

-- Files of packs by their SHA-256: declarations, seeds, code tables. One that a record, a case or a figure cites stays.
create table declaration (
  digest text not null primary key,
  content blob not null,
  added_by integer not null
) strict;

-- A pack that was installed. The newest one of a name is in force.
create table installed_pack (
  id integer not null primary key autoincrement,
  name text not null,
  digest text not null,
  installed_by integer not null
) strict;

create index installed_pack__name on installed_pack (name, id);

create table installed_file (
  pack integer not null references installed_pack (id),
  path text not null,
  digest text not null references declaration (digest),
  primary key (pack, path)
) strict;

-- What a request with a key was answered, so that the same request is not done twice. scope is whose key it is.
create table idempotency (
  scope text not null,
  key text not null,
  request blob not null,
  status integer not null,
  response blob not null,
  expires_at integer not null,
  primary key (scope, key)
) strict;

create index idempotency__expires on idempotency (expires_at);
