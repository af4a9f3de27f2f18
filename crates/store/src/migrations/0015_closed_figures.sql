-- Figures of periods that are over, as they were when they were closed: each is said once for a definition, and again where what is
-- known of the period has changed since. value is as it was shown; numerator and denominator are whole numbers of any length.
-- known is the last operation that was counted, seq the one that closed the period.
create table figure (
  indicator text not null,
  definition text not null,
  as_of integer not null,
  known integer not null,
  numerator text,
  denominator text,
  decimals integer not null,
  value text,
  counted integer not null,
  rows_digest text,
  seq integer not null,
  primary key (indicator, definition, as_of, known)
) strict;
