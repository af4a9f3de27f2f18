//! Triggers that keep what was recorded.

use ledger::Interval;

use super::Dialect;

/// Begins every refusal of a trigger, so that the error can be told from others.
pub(super) const REFUSAL: &str = "append-only";

impl Dialect {
    /// Statements after which rows of the table are neither changed nor deleted.
    pub(crate) fn append_only(self, table: &str) -> Vec<String> {
        match self {
            Dialect::Sqlite => vec![
                sqlite(table, "update", "true", "is not changed"),
                sqlite(table, "delete", "true", "is not deleted from"),
            ],
            Dialect::Postgres => postgres(table, "qiangxian_append_only"),
        }
    }

    /// Statements after which the only change of a row is that `seq_to` is closed, once.
    pub(crate) fn only_closed(self, table: &str, columns: &[String]) -> Vec<String> {
        match self {
            Dialect::Sqlite => {
                let still = Interval::STILL;
                let same = columns.iter().filter(|column| *column != "seq_to");
                let other: String =
                    same.map(|column| format!(" or new.\"{column}\" is not old.\"{column}\"")).collect();
                let wrong = format!(
                    "old.seq_to <> {still} or new.seq_to >= {still} or new.seq_to <= old.seq_from{other}"
                );
                vec![
                    sqlite(table, "update", &wrong, "is only closed"),
                    sqlite(table, "delete", "true", "is not deleted from"),
                ]
            }
            Dialect::Postgres => postgres(table, "qiangxian_only_closed"),
        }
    }

    /// Statements that take the triggers of a table away.
    pub(crate) fn drop_triggers(self, table: &str) -> Vec<String> {
        match self {
            Dialect::Sqlite => {
                ["update", "delete"].map(|act| format!("drop trigger \"{table}__{act}\"")).to_vec()
            }
            Dialect::Postgres => ["change", "truncate"]
                .map(|act| format!("drop trigger \"{table}__{act}\" on \"{table}\""))
                .to_vec(),
        }
    }

    /// Statements that [`Dialect::append_only`] and [`Dialect::only_closed`] need once in a database.
    pub(crate) fn guards(self) -> Vec<String> {
        let still = Interval::STILL;
        match self {
            Dialect::Sqlite => Vec::new(),
            Dialect::Postgres => vec![
                format!(
                    "create or replace function qiangxian_append_only() returns trigger language plpgsql as $$
                    begin raise exception '{REFUSAL}: % refuses %', tg_table_name, lower(tg_op); end $$"
                ),
                format!(
                    "create or replace function qiangxian_only_closed() returns trigger language plpgsql as $$
                    begin
                      if tg_op = 'UPDATE' then
                        if old.seq_to = {still} and new.seq_to < {still} and new.seq_to > old.seq_from then
                          old.seq_to := new.seq_to;
                          if new is not distinct from old then return new; end if;
                        end if;
                      end if;
                      raise exception '{REFUSAL}: % refuses %', tg_table_name, lower(tg_op);
                    end $$"
                ),
            ],
        }
    }
}

fn sqlite(table: &str, act: &str, when: &str, what: &str) -> String {
    format!(
        "create trigger \"{table}__{act}\" before {act} on \"{table}\" when {when}
         begin select raise(abort, '{REFUSAL}: {table} {what}'); end"
    )
}

fn postgres(table: &str, function: &str) -> Vec<String> {
    vec![
        format!(
            "create trigger \"{table}__change\" before update or delete on \"{table}\" for each row execute function {function}()"
        ),
        format!(
            "create trigger \"{table}__truncate\" before truncate on \"{table}\" for each statement execute function {function}()"
        ),
    ]
}
