//! Owners in running text: 由区市场监管局牵头，区财政局配合; and the one rule for a whole text.

use std::ops::Range;

use super::names;
use super::{Duty, Group, Statement, verbs};
use crate::text::Text;
use crate::words::body;

/// How far behind 由 the verb may stand.
const REACH: usize = 80;

/// Whether a text says that the first body of each list leads.
pub(crate) fn states_first_leads(text: &Text) -> bool {
    let firsts = ["第一位", "首位", "第一个", "第一的", "首个", "排第一", "排名第一", "列第一"];
    let Some(at) = firsts.iter().filter_map(|first| text.find(first, 0..text.len())).min() else {
        return false;
    };
    let near = at.saturating_sub(12)..text.len().min(at + 24);
    text.find("牵头", at..near.end).is_some()
        && ["排", "列", "单位", "部门", "名"].iter().any(|word| text.find(word, near.clone()).is_some())
}

/// Statements of owners in the sentences of a range.
///
/// A sentence counts when it begins with bodies, or names them after 由, and their verb (牵头, 负责) follows at once.
pub(crate) fn in_sentences(text: &Text, range: Range<usize>) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut start = range.start;
    while start < range.end {
        let stop =
            (start..range.end).find(|&i| matches!(text.chars[i], '。' | ';' | '!')).unwrap_or(range.end);
        if let Some(statement) = of_sentence(text, start..stop) {
            found.push(statement);
        }
        start = stop + 1;
    }
    found
}

fn of_sentence(text: &Text, sentence: Range<usize>) -> Option<Statement> {
    let by = (sentence.start..sentence.end)
        .find(|&i| text.chars[i] == '由' && (i == 0 || !"经理缘".contains(text.chars[i - 1])));
    let begins = by.map(|by| by + 1).into_iter().chain([sentence.start]);
    begins.filter_map(|begin| from(text, begin..sentence.end)).next()
}

/// The owners named from the beginning of a range on, clause by clause, as long as the clauses name owners.
fn from(text: &Text, range: Range<usize>) -> Option<Statement> {
    let begin = range.start + usize::from(text.chars.get(range.start) == Some(&'由'));
    let mut groups: Vec<Group> = Vec::new();
    let mut end = begin;
    let mut clause = begin;
    while clause < range.end {
        let stop = (clause..range.end).find(|&i| text.chars[i] == ',').unwrap_or(range.end);
        let whole = verbs::groups(text, clause..stop)
            .filter(|groups| groups.iter().all(|group| group.duty != Duty::Responsible));
        match whole {
            Some(more) => groups.extend(more),
            None => {
                if let Some(group) = joining(text, clause..stop).filter(|_| !groups.is_empty()) {
                    groups.push(group);
                    end = stop;
                    break;
                }
                if groups.is_empty() {
                    groups.extend(prefix(text, clause..stop)?);
                    end = stop;
                }
                // 区财政局、区科技局等部门参与，… may end the list; anything else ends the search.
                break;
            }
        }
        end = stop;
        clause = stop + 1;
    }
    let leads = groups.iter().any(|group| matches!(group.duty, Duty::Lead | Duty::Charge | Duty::Share));
    // A sentence that says nothing but who helps belongs to the lead named before.
    let whole = !groups.is_empty() && end == range.end;
    (leads || whole).then_some(Statement { range: range.start..end, groups, deadline: None })
}

/// 区市场监管局牵头建立…: the verb stands behind the bodies, and the task follows in the same clause.
fn prefix(text: &Text, clause: Range<usize>) -> Option<Vec<Group>> {
    let reach = clause.end.min(clause.start + REACH);
    for (verb, duty) in [
        ("牵头", Duty::Lead),
        ("统筹", Duty::Lead),
        ("负责", Duty::Charge),
        ("承担", Duty::Charge),
        ("按照各自职责", Duty::Share),
        ("按各自职责", Duty::Share),
        ("按照职责分工", Duty::Share),
        ("按职责分工", Duty::Share),
    ] {
        let Some(at) = text.find(verb, clause.start..reach) else { continue };
        let after = at + verb.chars().count();
        let bare = verbs::strip_manner(text, clause.start..at);
        let duty = if bare.end < at && verb == "负责" { Duty::Share } else { duty };
        if text.chars.get(after) == Some(&'的') || text.chars.get(after) == Some(&'人') {
            continue;
        }
        let (names, open) = names::split(text, bare);
        let bodies = !names.is_empty()
            && names.iter().all(|name| body::looks_like(&name.text) && name.text.chars().count() >= 3);
        if bodies {
            return Some(vec![Group { duty, names, open }]);
        }
    }
    together(text, clause)
}

/// 由区市场监督管理局会同区科学技术局、区工业和信息化局建设…: the first leads, the others help.
fn together(text: &Text, clause: Range<usize>) -> Option<Vec<Group>> {
    let at = text.find("会同", clause.start..clause.end.min(clause.start + REACH))?;
    let (first, _) = names::split(text, clause.start..at);
    let parts = names::parts(text, at + 2..clause.end);
    let mut others = Vec::new();
    for part in parts {
        let end = body_prefix(text, part.clone())?;
        others.extend(names::split(text, part.start..end).0);
        if end < part.end {
            break;
        }
    }
    let named = |names: &[names::Name]| {
        !names.is_empty()
            && names.iter().all(|name| body::looks_like(&name.text) && name.text.chars().count() >= 3)
    };
    (named(&first) && named(&others)).then(|| {
        vec![
            Group { duty: Duty::Lead, names: first, open: false },
            Group { duty: Duty::Help, names: others, open: false },
        ]
    })
}

/// 会同市公安局、市卫生健康委员会于2026年9月底前完成: those who join the lead.
fn joining(text: &Text, clause: Range<usize>) -> Option<Group> {
    let joint = text.longest_at(clause.start, &["会同", "联合", "会商"])?;
    let mut others = Vec::new();
    for part in names::parts(text, clause.start + joint.chars().count()..clause.end) {
        let cut = text.find("于", part.start + 2..part.end).unwrap_or(part.end);
        let whole = names::split(text, part.start..cut).0;
        if whole.iter().all(|name| body::looks_like(&name.text)) {
            others.extend(whole);
        } else {
            let end = body_prefix(text, part.clone())?;
            others.extend(names::split(text, part.start..end).0);
        }
        if cut < part.end {
            break;
        }
    }
    let named = !others.is_empty() && others.iter().all(|name| body::looks_like(&name.text));
    named.then_some(Group { duty: Duty::Help, names: others, open: false })
}

/// Where a body at the beginning of a range ends: at the first ending of a name that no other follows closely.
fn body_prefix(text: &Text, part: Range<usize>) -> Option<usize> {
    let ends = |end: &usize| "局委办部院厅署社会行心道府室队所".contains(text.chars[*end - 1]);
    let first = (part.start + 3..=part.end.min(part.start + 24)).find(ends)?;
    let next = (first + 1..=part.end.min(first + 4)).find(ends);
    Some(next.unwrap_or(first))
}
