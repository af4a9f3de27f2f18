use std::collections::{BTreeMap, BTreeSet};

use form::{Context, Input, Kind, Value};
use kernel::period;
use kernel::{Place, Wording};

use crate::{Actor, Command, Defect, Facts, Found, Holding, Procedure, What};

/// One line of a story.
pub(super) struct Line {
    pub(super) at: period::Event,
    /// What the look-ups find.
    pub(super) facts: Facts,
    pub(super) done: Done,
}

/// What is done on it.
pub(super) enum Done {
    /// Time goes by.
    Nothing,
    /// A command.
    Something(Command),
}

/// What is done, and what is said to become of it.
pub(super) fn split(line: &str) -> (&str, &str) {
    let at = [" -> ", " ! ", " ? ", " ~"].iter().filter_map(|mark| line.find(mark)).min();
    match at {
        Some(at) => (line[..at].trim_end(), line[at..].trim()),
        None => (line, ""),
    }
}

impl Line {
    pub(super) fn read(
        procedure: &Procedure,
        asked: &str,
        context: Context<'_>,
        place: &Place,
    ) -> Result<Line, String> {
        let (day, rest) = asked.split_once(char::is_whitespace).unwrap_or((asked, ""));
        let at: period::Event = day.parse().map_err(|error| format!("{error}"))?;
        let (rest, found) = rest.split_once(" | ").unwrap_or((rest, ""));
        let facts = found.split(", ").map(str::trim).filter(|it| !it.is_empty()).map(record).collect();
        let (rest, reason) = parenthesis(rest.trim(), ('(', ')'));
        let (verb, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if verb.is_empty() || verb == "nothing" {
            return Ok(Line { at, facts, done: Done::Nothing });
        }
        let (rest, defects) = parenthesis(rest.trim(), ('[', ']'));
        let (actor, rest) = actor(rest.trim())?;
        let what = if verb == "annul" {
            let of = rest.trim().parse().map_err(|_| format!("annul what? {rest}"))?;
            What::Annulment { of, reason: reason.unwrap_or_default().to_owned() }
        } else {
            let step = procedure.step(verb).ok_or_else(|| format!("no step {verb}"))?;
            let input = input(procedure, rest)?;
            let mut form = procedure.asked(step);
            // What is missing is for `decide` to say.
            for field in &mut form.fields {
                field.required = false;
            }
            let fields = form.read(&input, place, context).map_err(|problems| problems[0].what.en.clone())?;
            let defects =
                defects.map(|text| text.split(';').filter_map(defect).collect()).unwrap_or_default();
            What::Step { step: verb.to_owned(), fields, defects, reason: reason.map(str::to_owned) }
        };
        Ok(Line { at, facts, done: Done::Something(Command { actor, happened: at, what }) })
    }
}

/// A look-up that finds one record, with what that says and how people call it: `look_up field=text called=text`.
fn record(found: &str) -> (String, Vec<Found>) {
    let mut words = found.split_whitespace();
    let look_up = words.next().unwrap_or_default().to_owned();
    let (called, fields): (Vec<(&str, &str)>, Vec<_>) =
        words.filter_map(|word| word.split_once('=')).partition(|(id, _)| *id == "called");
    let title = called.first().map(|(_, text)| Wording::new(*text, *text));
    let fields = fields.into_iter().map(|(id, text)| (id.to_owned(), Value::Text(text.to_owned()))).collect();
    (look_up.clone(), vec![Found { key: look_up, title, fields }])
}

/// What stands last in parentheses, and what stands before.
fn parenthesis(text: &str, (open, close): (char, char)) -> (&str, Option<&str>) {
    let inner = text.strip_suffix(close).and_then(|text| text.rsplit_once(open));
    match inner {
        Some((before, inner)) => (before.trim_end(), Some(inner.trim())),
        None => (text, None),
    }
}

/// `by role@body#person +2f`, and what follows. A line without it is done by nobody: by a clock.
fn actor(text: &str) -> Result<(Actor, &str), String> {
    let Some(text) = text.strip_prefix("by ") else {
        return Ok((Actor::clock(), text));
    };
    let text = text.trim_start();
    let (who, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (second_factor, rest) = match rest.trim_start().strip_prefix("+2f") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (who, person) = who.split_once('#').unwrap_or((who, who));
    let (role, body) = match who.split_once('@') {
        Some((role, body)) => (role, Some(body.to_owned())),
        None => (who, None),
    };
    let holds = vec![Holding { role: role.to_owned(), body, deputy_for: None }];
    Ok((Actor { id: person.to_owned(), also: BTreeSet::new(), holds, second_factor }, rest))
}

/// `field=value, field=value`; a comma within a value is written `，`, and a file by its name alone.
fn input(procedure: &Procedure, text: &str) -> Result<Input, String> {
    let mut input: Input = BTreeMap::new();
    for pair in text.split(", ").map(str::trim).filter(|pair| !pair.is_empty()) {
        let (field, value) = pair.split_once('=').ok_or_else(|| format!("field=value, not {pair}"))?;
        let (field, value) = (field.trim(), value.trim());
        let is_file = procedure.form.field(field).is_some_and(|field| field.kind == Kind::File);
        let value = if is_file { format!("sha256:{:064}/{value}", 0) } else { value.to_owned() };
        input.entry(field.to_owned()).or_default().push(value);
    }
    Ok(input)
}

/// `field: reason`.
fn defect(text: &str) -> Option<Defect> {
    let (field, reason) = text.split_once(':')?;
    Some(Defect { field: field.trim().to_owned(), reason: reason.trim().to_owned() })
}
