-- The cases that changed since an operation, for what is kept up to date beside them, such as what is asked of each body.
create index case_current__changed on case_current (changed_by, id);
