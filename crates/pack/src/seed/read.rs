use kernel::Problem;

use super::check::{self, Wholes};
use super::{Alias, Answer, Body, BodyKind, Group, Member, Seeds};
use crate::pack::Pack;
use crate::table::{Notes, Row, rows};

/// The seed tables there are.
pub(crate) const TABLES: [&str; 5] =
    ["seed/bodies.csv", "seed/aliases.csv", "seed/groups.csv", "seed/members.csv", "seed/answers.csv"];

const BODIES: &[&str] = &["id", "name", "kind", "parent", "valid_from", "valid_to", "source", "note"];
const ALIASES: &[&str] = &["body", "alias"];
const GROUPS: &[&str] = &["id", "name"];
const MEMBERS: &[&str] = &["group", "body", "valid_from", "valid_to", "source"];
const ANSWERS: &[&str] = &["finding", "quote", "answer", "decided_by", "decided_on", "reason"];

/// Reads every seed table of a pack and checks them against each other. A table that is not there is empty.
pub(crate) fn read(pack: &Pack) -> (Seeds, Vec<Problem>) {
    let mut notes = Notes::default();
    let [bodies, aliases, groups, members, answers] = TABLES;
    let bodies = table(pack, bodies, BODIES, &["division"], &mut notes, body);
    let groups = table(pack, groups, GROUPS, &["source", "note"], &mut notes, group);
    let wholes = Wholes { bodies: bodies.whole, groups: groups.whole };
    let seeds = Seeds {
        bodies: bodies.rows,
        aliases: table(pack, aliases, ALIASES, &["source"], &mut notes, alias).rows,
        groups: groups.rows,
        members: table(pack, members, MEMBERS, &[], &mut notes, member).rows,
        answers: table(pack, answers, ANSWERS, &[], &mut notes, answer).rows,
    };
    check::check(pack, &seeds, wholes, &mut notes);
    (seeds, notes.problems)
}

/// The rows of a table that could be read.
struct Read<T> {
    rows: Vec<T>,
    /// Whether these are all its rows; none if there is no such table.
    whole: Option<bool>,
}

fn table<T>(
    pack: &Pack,
    file: &str,
    required: &[&str],
    optional: &[&str],
    notes: &mut Notes,
    read: impl Fn(&Row, &mut Notes) -> Option<T>,
) -> Read<T> {
    match pack.files.read(file) {
        Ok(Some(text)) => {
            let before = notes.problems.len();
            let written = rows(&pack.files.label(file), &text, required, optional, notes);
            let is_sound = notes.problems.len() == before;
            let rows: Vec<T> = written.iter().filter_map(|row| read(row, notes)).collect();
            let whole = Some(is_sound && rows.len() == written.len());
            Read { rows, whole }
        }
        Ok(None) => Read { rows: Vec::new(), whole: None },
        Err(problems) => {
            notes.problems.extend(problems);
            Read { rows: Vec::new(), whole: Some(false) }
        }
    }
}

// In every row each field is asked for before the row is put together, so that all its problems are found.

fn body(row: &Row, notes: &mut Notes) -> Option<Body> {
    let (id, name) = (row.id("id", notes), row.required("name", notes));
    let kind = row.code("kind", &BodyKind::CODES, notes);
    let (valid_from, valid_to) = row.period(notes);
    Some(Body {
        id: id?,
        name: name?,
        kind: kind?,
        division: row.optional("division"),
        parent: row.optional("parent"),
        valid_from,
        valid_to,
        source: row.optional("source"),
        note: row.optional("note"),
        line: row.line,
    })
}

fn alias(row: &Row, notes: &mut Notes) -> Option<Alias> {
    let (body, alias) = (row.required("body", notes), row.required("alias", notes));
    Some(Alias { body: body?, alias: alias?, source: row.optional("source"), line: row.line })
}

fn group(row: &Row, notes: &mut Notes) -> Option<Group> {
    let (id, name) = (row.id("id", notes), row.required("name", notes));
    let (source, note) = (row.optional("source"), row.optional("note"));
    Some(Group { id: id?, name: name?, source, note, line: row.line })
}

fn member(row: &Row, notes: &mut Notes) -> Option<Member> {
    let (group, body) = (row.required("group", notes), row.required("body", notes));
    let (valid_from, valid_to) = row.period(notes);
    let source = row.optional("source");
    Some(Member { group: group?, body: body?, valid_from, valid_to, source, line: row.line })
}

fn answer(row: &Row, notes: &mut Notes) -> Option<Answer> {
    let (finding, quote) = (row.required("finding", notes), row.optional("quote"));
    let (answer, decided_by) = (row.required("answer", notes), row.required("decided_by", notes));
    // A decision without its day is none, so an empty date is a problem of its own.
    let decided_on = row.required("decided_on", notes).and_then(|_| row.date("decided_on", notes));
    let reason = row.required("reason", notes);
    Some(Answer {
        finding: finding?,
        quote,
        answer: answer?,
        decided_by: decided_by?,
        decided_on: decided_on?,
        reason: reason?,
        line: row.line,
    })
}
