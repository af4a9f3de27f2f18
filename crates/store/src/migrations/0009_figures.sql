-- The figures that a stored document had when it was sent: what was counted, and what it says. None of other files.
alter table stored_file add column figures text;
