use std::collections::{BTreeMap, BTreeSet};

use cases::{Case, Procedure, Projection, Running};
use form::{Field, Kind, Value};
use store::Write;
use store::cases::{self as rows, NewCase, NewCases};

use super::follow::{Following, beyond, bodies, name_of, projected};
use super::take::{Of, decided};
use super::{Taking, claim};
use crate::grants::Holders;
use crate::{Actor, App, Declarations, Error};

/// By whom, and in which operation, something is done.
#[derive(Clone, Copy)]
pub(super) struct By<'b> {
    pub(super) app: &'b App,
    pub(super) actor: &'b Actor,
    pub(super) write: &'b Write,
    pub(super) declarations: &'b Declarations,
}

/// What was looked up for cases that begin together, so that it is not asked for each of them.
#[derive(Default)]
pub(super) struct Known {
    /// Records that there are, by ledger and key, with what they are called today.
    pub(super) records: BTreeMap<(String, String), String>,
    /// Who holds each role.
    pub(super) holders: Holders,
    /// Files that the case names which opens them: they may be named here, whoever sent them.
    pub(super) files: BTreeSet<String>,
}

impl Known {
    /// What is known of cases that a case opens.
    pub(super) fn of_parent(procedure: &Procedure, parent: &Case) -> Known {
        let fields = procedure.form.fields.iter().filter(|field| matches!(field.kind, Kind::File));
        let values = fields.filter_map(|field| parent.fields.get(&field.id));
        let files = values.flat_map(|value| value.values()).filter_map(|value| value.as_text());
        Known { files: files.map(str::to_owned).collect(), ..Known::default() }
    }

    /// What the records are called today that the value of a field names, in their order; none if one of them was not looked up.
    pub(super) fn names(&self, field: &Field, value: &Value) -> Option<Vec<String>> {
        let ledger = field.kind.ledger()?;
        let named = field.write(value).into_iter();
        named.map(|key| self.records.get(&(ledger.to_owned(), key)).cloned()).collect()
    }
}

/// What became of a case that was to begin.
pub(super) enum Begun {
    /// It is there, with this state.
    Opened { number: String, state: String },
    /// There was one already that no second may be like.
    There { number: String },
}

/// A case after its first step, not saved yet.
pub(super) async fn beginning(
    by: By<'_>,
    procedure: &Procedure,
    taking: &Taking,
    known: &mut Known,
) -> Result<Case, Error> {
    let mut case = Case::default();
    let of = Of { declarations: by.declarations, procedure, number: None };
    let event = decided(by.app, by.actor, by.write, of, &case, taking, known).await?;
    case.apply(procedure, event).map_err(|damaged| Error::broken(damaged.to_string()))?;
    Ok(case)
}

/// Saves cases of one procedure that begin together, each with everything that follows from its first step; tells what became of each,
/// in their order.
pub(super) async fn begin_all(
    By { app, actor, write, declarations }: By<'_>,
    procedure: &Procedure,
    cases: Vec<Case>,
    parent: Option<i64>,
    known: &mut Known,
) -> Result<Vec<Begun>, Error> {
    let claims: Vec<Option<String>> = cases.iter().map(|case| procedure.claim(&case.fields)).collect();
    let asked: Vec<&str> = claims.iter().flatten().map(String::as_str).collect();
    let mut claimed = claim::taken(write, procedure, &asked).await?;
    let at = Following { app, actor, write, declarations, procedure, id: 0, number: "", ahead: None };
    let mut new: Vec<NewCase<'_>> = Vec::with_capacity(cases.len());
    let mut places: Vec<Result<usize, String>> = Vec::with_capacity(cases.len());
    for (case, claim) in cases.iter().zip(claims) {
        if let Some(number) = claim.as_ref().and_then(|claim| claimed.get(claim)) {
            places.push(Err(number.clone()));
            continue;
        }
        // Of two that are alike the first begins; its number is not known yet.
        if let Some(claim) = &claim {
            claimed.insert(claim.clone(), String::new());
        }
        let state = case.state.as_deref().unwrap_or_default();
        places.push(Ok(new.len()));
        new.push(NewCase {
            case,
            name: name_of(&at, case),
            ended: procedure.state(state).is_some_and(|state| state.end),
            claim,
            bodies: bodies(procedure, case),
            clocks: projected(&at, case)?,
        });
    }
    let series = format!("{}-{}", procedure.id, app.today().year());
    let common = NewCases {
        procedure: &procedure.id,
        form: &procedure.form,
        digest: &procedure.digest,
        series: &series,
        parent,
    };
    let opened = rows::begin(write, &common, &new).await?;
    let clocks: Vec<(&Case, Vec<(&Running, Projection)>)> =
        new.into_iter().map(|new| (new.case, new.clocks)).collect();
    for ((id, number), (case, clocks)) in opened.iter().zip(&clocks) {
        let at = Following { id: *id, number, ..at };
        Box::pin(beyond(&at, case, clocks, known)).await?;
    }
    let begun = |place: Result<usize, String>| match place {
        Ok(at) => Begun::Opened {
            number: opened[at].1.clone(),
            state: clocks[at].0.state.clone().unwrap_or_default(),
        },
        Err(number) => Begun::There { number },
    };
    Ok(places.into_iter().map(begun).collect())
}
