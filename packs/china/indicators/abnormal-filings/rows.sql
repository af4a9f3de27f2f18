select
  abnormal_filings.key,
  abnormal_filings.title as name,
  enterprises.body,
  abnormal_filings.outcome,
  abnormal_filings.notified_on,
  patents.granted_on
from abnormal_filings
left join patents on patents.key = abnormal_filings.key and patents.granted_on <= $as_of
left join enterprises on enterprises.key = abnormal_filings.enterprise
where abnormal_filings.notified_on <= $as_of
  and abnormal_filings.outcome <> 'cleared'
