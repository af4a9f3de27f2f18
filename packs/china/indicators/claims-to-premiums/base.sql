select key, premium as weight, product as name, body
from covers
where since between $from and $to
  and premium is not null
