//! What a case says of something that was read: its form begins with what is read now, and its record says only what is otherwise than
//! it was read.

use form::Input;
use kernel::{Place, Problem, Wording};
use store::Db;

use super::super::{Standing, any_version, current_number};
use super::rows::{Look, Row, nothing_there};
use super::safeguards::SafeguardRow;
use super::stages::StageRow;
use super::targets::TargetRow;
use super::tasks::ReadingRow;
use super::{CONFIRMED, CORRECTED, VERSION};
use crate::duties::Names;
use crate::error::seen;
use crate::{App, Declarations, Error};

/// What a ledger of readings would say of what is read now, by the fields of its key; none for another ledger.
pub(crate) async fn read_now(
    app: &App,
    db: &impl Db,
    ledger: &str,
    key: &Input,
) -> Result<Option<Input>, Error> {
    let now = match ledger {
        ReadingRow::LEDGER => now::<ReadingRow>,
        TargetRow::LEDGER => now::<TargetRow>,
        StageRow::LEDGER => now::<StageRow>,
        SafeguardRow::LEDGER => now::<SafeguardRow>,
        _ => return Ok(None),
    };
    let standing = seen(any_version(app, db, &app.declarations(), &one(key, VERSION)).await)?;
    Ok(Some(standing.map(|standing| now(&standing, key)).unwrap_or_default()))
}

fn now<R: Row>(standing: &Standing, key: &Input) -> Input {
    let fields = R::now(standing, &one(key, R::NUMBER)).unwrap_or_default().into_iter();
    fields.map(|(id, texts)| (id.to_owned(), texts)).collect()
}

/// What a case says, as a ledger of readings keeps it: only what is otherwise than it was read, and that it was read right where nothing
/// is. What is said for another ledger stays as it is.
pub(crate) async fn as_kept(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    ledger: &str,
    given: Input,
) -> Result<Input, Error> {
    let kept = match ledger {
        ReadingRow::LEDGER => kept::<ReadingRow>,
        TargetRow::LEDGER => kept::<TargetRow>,
        StageRow::LEDGER => kept::<StageRow>,
        SafeguardRow::LEDGER => kept::<SafeguardRow>,
        _ => return Ok(given),
    };
    let number = one(&given, VERSION);
    let standing = match any_version(app, db, declarations, &number).await {
        Ok(standing) => standing,
        Err(Error::NotFound) => return Err(Error::invalid(no_version(&number))),
        Err(error) => return Err(error),
    };
    if standing.version.as_ref().is_some_and(|version| version.ended) {
        let now = current_number(db, declarations).await?;
        return Err(Error::invalid(replaced(&number, now.as_deref())));
    }
    let names = Names::read(db, declarations, app.today()).await?;
    kept(&Look { standing: &standing, names: &names, declarations }, given).map_err(Error::Invalid)
}

fn kept<R: Row>(look: &Look<'_>, given: Input) -> Result<Input, Vec<Problem>> {
    let row = R::written(&given);
    let (correction, problems) = row.correction(look).ok_or_else(|| vec![nothing_there(&row)])?;
    if !problems.is_empty() {
        return Err(problems);
    }
    let verdict = if R::says_something(&correction) { CORRECTED } else { CONFIRMED };
    let fields = R::given(&correction).into_iter();
    let mut kept: Input = fields.map(|(id, texts)| (id.to_owned(), texts)).collect();
    kept.insert("verdict".to_owned(), vec![verdict.to_owned()]);
    for (id, texts) in given {
        kept.entry(id).or_insert(texts);
    }
    Ok(kept)
}

/// The text that was given for a field; empty where none was.
pub(super) fn one(given: &Input, id: &str) -> String {
    given.get(id).and_then(|texts| texts.first()).map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// The texts that were given for a field, but for the one that stands for nothing.
pub(super) fn several(given: &Input, id: &str) -> Vec<String> {
    let texts = given.get(id).into_iter().flatten().map(|text| text.trim());
    texts.filter(|text| !text.is_empty() && *text != super::NOTHING).map(str::to_owned).collect()
}

fn no_version(number: &str) -> Problem {
    Problem::error(
        "unknown-number",
        Place::default().at_field(VERSION),
        Wording::new(format!("没有方案版本“{number}”"), format!("there is no version {number} of the plan")),
        Wording::new("请填写方案版本的编号", "enter the number of a version of the plan"),
    )
}

fn replaced(number: &str, now: Option<&str>) -> Problem {
    let remedy = match now {
        Some(now) => Wording::new(
            format!("现行版本是{now}：请改填它，并核对编号和内容"),
            format!("the version that counts is {now}: enter it, and look at the number and what is said"),
        ),
        None => Wording::new("没有现行版本，只能采用答复", "no version counts; adopt the answer alone"),
    };
    Problem::error(
        "plan-replaced",
        Place::default().at_field(VERSION),
        Wording::new(
            format!("{number}已不再使用，更正它没有作用"),
            format!("{number} is over, so that correcting it changes nothing"),
        ),
        remedy,
    )
}
