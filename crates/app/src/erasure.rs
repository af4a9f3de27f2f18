//! Destroying what is personal of a record or case: the key under which it is sealed. What was said stays, with a pseudonym in the place
//! of every value, in every copy of the database; records and cases go on. It cannot be undone.

use kernel::{Place, Problem, Wording};
use store::{Write, seals};

use crate::Error;
use crate::records::check_reason;

/// What somebody says who destroys what is personal.
#[derive(Debug, Clone, Copy)]
pub struct Erasure<'e> {
    /// The key of the record, or the number of the case, written once more.
    pub confirmed: &'e str,
    /// Why.
    pub reason: &'e str,
}

/// Destroys the key of a subject and ends the operation; gives its number.
///
/// # Errors
/// [`Error::Invalid`] if it is not confirmed, without a reason, or if there is nothing to be destroyed.
pub(crate) async fn destroy(
    write: Write,
    subject: &str,
    name: &str,
    erasure: Erasure<'_>,
) -> Result<i64, Error> {
    let mut problems = check_reason(erasure.reason);
    if erasure.confirmed.trim() != name {
        problems.push(not_confirmed(name));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if !seals::destroy(&write, subject).await? {
        return Err(Error::invalid(nothing_there()));
    }
    let seq = write.seq();
    write.commit().await?;
    Ok(seq)
}

fn not_confirmed(name: &str) -> Problem {
    Problem::error(
        "not-confirmed",
        Place::default().at_field("confirmed"),
        Wording::new("没有确认", "it is not confirmed"),
        Wording::new(
            format!("销毁以后不能恢复；确要销毁的，请照抄编号“{name}”"),
            format!("it cannot be undone; to go on, write {name} here"),
        ),
    )
}

fn nothing_there() -> Problem {
    Problem::error(
        "nothing-personal",
        Place::default(),
        Wording::new("没有可以销毁的个人信息", "nothing personal is there to be destroyed"),
        Wording::new("可能已经销毁，请查看经过", "it may be destroyed already; look at the history"),
    )
}
