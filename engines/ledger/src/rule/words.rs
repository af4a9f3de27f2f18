//! What a broken rule says to people: the fields and their values, and what to do.

use std::ops::RangeInclusive;

use form::{Codes, Fields, Form, Language, Value};
use jiff::civil::Date;
use kernel::Wording;

use super::judge::Given;
use super::traces::Trace;
use super::{Condition, Rule};

/// The most characters of a value that a sentence repeats.
const SHOWN_CHARACTERS_MAX: usize = 40;

/// How a record breaks a rule.
pub(super) enum Breach<'b> {
    /// A day is after one that follows it.
    Order { before: Given<'b>, after: Given<'b> },
    /// A number is greater than one that it may not exceed.
    AtMost { less: Given<'b>, more: Given<'b> },
    /// A field is empty.
    Missing { field: &'b str, when: &'b [Condition], fields: &'b Fields },
    /// All of some fields are empty.
    NoneOf { asked: &'b [String], when: &'b [Condition], fields: &'b Fields },
    /// A field is filled in.
    NotEmpty { field: &'b str, unmet: &'b Condition, found: &'b [Value] },
    /// None of some fields is filled in, or several.
    NotOne { asked: &'b [String], filled: Vec<&'b str> },
    /// Two fields have a value in common.
    Alike { one: &'b str, other: &'b str },
    /// Something in a text leads to a person.
    Leads { field: &'b str, trace: Trace },
    /// A year does not fit a day.
    Year { number: Given<'b>, found: i64, day: Given<'b>, range: RangeInclusive<i64> },
    /// A day lies too far after another.
    TooLong { day: Given<'b>, until: Given<'b>, months: u32, last: Date },
    /// A value stands here and in the record that is named.
    NotApart { field: &'b str, by: &'b str, shared: &'b Value },
    /// A record of another ledger tells of what is named here.
    Told { field: &'b str, shared: &'b Value, record: &'b str },
}

impl<'b> Breach<'b> {
    /// The field at which the problem stands.
    pub(super) fn field(&self) -> &'b str {
        match self {
            Breach::Order { after: (field, _), .. }
            | Breach::AtMost { less: (field, _), .. }
            | Breach::Missing { field, .. }
            | Breach::NotEmpty { field, .. }
            | Breach::Alike { other: field, .. }
            | Breach::Leads { field, .. }
            | Breach::Year { day: (field, _), .. }
            | Breach::TooLong { until: (field, _), .. }
            | Breach::NotApart { field, .. }
            | Breach::Told { field, .. } => field,
            Breach::NoneOf { asked, .. } => first(asked),
            Breach::NotOne { asked, filled } => filled.last().copied().unwrap_or_else(|| first(asked)),
        }
    }

    /// What is wrong and what to do about it.
    pub(super) fn say(&self, form: &Form, rule: &Rule) -> (Wording, Wording) {
        let say = Say { form };
        let what = say.what(self);
        let (zh, en) = say.remedy(self);
        let Wording { zh: rule_zh, en: rule_en } = &rule.title;
        (what, Wording::new(format!("{zh}（规则：{rule_zh}）"), format!("{en} (the rule: {rule_en})")))
    }
}

fn first(asked: &[String]) -> &str {
    asked.first().map(String::as_str).unwrap_or_default()
}

/// Names fields and values as the form does.
struct Say<'s> {
    form: &'s Form,
}

impl Say<'_> {
    fn what(&self, breach: &Breach<'_>) -> Wording {
        match breach {
            Breach::Order { before, after } => {
                let (before, after) = (self.given(*before), self.given(*after));
                Wording::new(
                    format!("{}晚于{}", before.zh, after.zh),
                    format!("{} is after {}", before.en, after.en),
                )
            }
            Breach::AtMost { less, more } => {
                let (less, more) = (self.given(*less), self.given(*more));
                Wording::new(
                    format!("{}大于{}", less.zh, more.zh),
                    format!("{} is more than {}", less.en, more.en),
                )
            }
            Breach::Missing { field, when, fields } => {
                let (title, why) = (self.title(field), self.conditions(when, fields));
                Wording::new(
                    format!("{}“{}”没有填写", why.zh, title.zh),
                    format!("{}{} is empty", why.en, title.en),
                )
            }
            Breach::NoneOf { asked, when, fields } => {
                let (titles, why) = (self.titles(asked), self.conditions(when, fields));
                Wording::new(
                    format!("{}{}都没有填写", why.zh, titles.zh),
                    format!("{}none of {} is filled in", why.en, titles.en),
                )
            }
            Breach::NotEmpty { field, unmet, found } => {
                let (title, found) = (self.title(field), self.found(unmet, found));
                Wording::new(
                    format!("填写了“{}”，但{}", title.zh, found.zh),
                    format!("{} is filled in, but {}", title.en, found.en),
                )
            }
            Breach::NotOne { asked, filled } if filled.is_empty() => {
                let titles = self.titles(asked);
                Wording::new(
                    format!("{}都没有填写", titles.zh),
                    format!("none of {} is filled in", titles.en),
                )
            }
            Breach::NotOne { filled, .. } => {
                let titles = self.titles(filled);
                Wording::new(
                    format!("{}同时填写了", titles.zh),
                    format!("{} are filled in together", titles.en),
                )
            }
            Breach::Alike { one, other } => {
                let (one, other) = (self.title(one), self.title(other));
                Wording::new(
                    format!("“{}”和“{}”相同", one.zh, other.zh),
                    format!("{} and {} are the same", one.en, other.en),
                )
            }
            Breach::Leads { field, trace } => {
                let (title, (zh, en)) = (self.title(field), trace.named());
                Wording::new(format!("“{}”里有{zh}", title.zh), format!("there is {en} in {}", title.en))
            }
            Breach::Year { number, found, day, range } => {
                let (number, day) = (self.given(*number), self.given(*day));
                let (first, last) = (range.start(), range.end());
                Wording::new(
                    format!("{}的年份是{found}，与{}不符，应在{first}至{last}之间", number.zh, day.zh),
                    format!(
                        "the year {found} of {} does not fit {}; it lies from {first} to {last}",
                        number.en, day.en
                    ),
                )
            }
            Breach::TooLong { day, until, months, .. } => {
                let (day, until) = (self.given(*day), self.given(*until));
                Wording::new(
                    format!("{}超过{}之后{months}个月", until.zh, day.zh),
                    format!("{} is more than {months} months after {}", until.en, day.en),
                )
            }
            Breach::NotApart { field, by, shared } => {
                let (title, by) = (self.title(field), self.title(by));
                let shared = shared.as_text().unwrap_or_default();
                Wording::new(
                    format!("“{}”中的 {shared} 与“{}”有利害关系", title.zh, by.zh),
                    format!("{shared} among {} has an interest shared with {}", title.en, by.en),
                )
            }
            Breach::Told { field, shared, record } => {
                let (title, shared) = (self.title(field), shared.as_text().unwrap_or_default());
                Wording::new(
                    format!("“{}”中的 {shared} 写在记录“{record}”里", title.zh),
                    format!("{shared} among {} stands in the record {record}", title.en),
                )
            }
        }
    }

    fn remedy(&self, breach: &Breach<'_>) -> (String, String) {
        match breach {
            Breach::Order { .. } => ("请核对这两个日期".into(), "check both days".into()),
            Breach::AtMost { .. } => ("请核对这两个数".into(), "check both numbers".into()),
            Breach::Missing { field, .. } => {
                let title = self.title(field);
                (format!("请填写“{}”", title.zh), format!("fill in {}", title.en))
            }
            Breach::NoneOf { .. } => ("请至少填写其中一项".into(), "fill in one of them at least".into()),
            Breach::NotEmpty { field, unmet, .. } => {
                let (title, unmet) = (self.title(field), self.title(&unmet.field));
                (
                    format!("请清空“{}”，或更正“{}”", title.zh, unmet.zh),
                    format!("empty {}, or correct {}", title.en, unmet.en),
                )
            }
            Breach::NotOne { .. } => {
                ("请填写其中一项，只填一项".into(), "fill in one of them, and no more".into())
            }
            Breach::Alike { other, .. } => {
                let title = self.title(other);
                (format!("请另选“{}”", title.zh), format!("choose another for {}", title.en))
            }
            Breach::Leads { .. } => (
                "请从文字里去掉；姓名、住址也请逐句核对".into(),
                "take it out of the text, and look for names and addresses in every sentence".into(),
            ),
            Breach::Year { .. } => ("请核对号码和日期".into(), "check the number and the day".into()),
            Breach::TooLong { last, .. } => (format!("最迟写{last}"), format!("write {last} at the latest")),
            Breach::NotApart { by, .. } => {
                let by = self.title(by);
                (format!("请更换“{}”", by.zh), format!("choose another for {}", by.en))
            }
            Breach::Told { field, .. } => {
                let title = self.title(field);
                (
                    format!("请看过那条记录，再决定“{}”", title.zh),
                    format!("look at that record before deciding on {}", title.en),
                )
            }
        }
    }

    /// Why something is asked for: what is filled in.
    fn conditions(&self, when: &[Condition], fields: &Fields) -> Wording {
        let (mut zh, mut en) = (String::new(), String::new());
        for condition in when {
            let found = fields.get(&condition.field).map(Value::values).unwrap_or_default();
            let found = self.found(condition, found);
            zh.push_str(&format!("{}，", found.zh));
            en.push_str(&format!("{}, ", found.en));
        }
        match zh.is_empty() {
            true => Wording::new("", ""),
            false => Wording::new(format!("{zh}但"), format!("{en}but ")),
        }
    }

    /// That the field of a condition is empty, or has these values. What is long or sealed is not repeated.
    fn found(&self, condition: &Condition, found: &[Value]) -> Wording {
        let title = self.title(&condition.field);
        if found.is_empty() {
            return Wording::new(format!("“{}”没有填写", title.zh), format!("{} is empty", title.en));
        }
        let named = |value: &Value| condition.titles.get(value.as_text()?).cloned();
        let named: Option<Vec<Wording>> = found.iter().map(named).collect();
        let shown = match named {
            Some(named) => {
                let join = |of: fn(&Wording) -> &str| named.iter().map(of).collect::<Vec<&str>>().join("、");
                Wording::new(join(|named| &named.zh), join(|named| &named.en))
            }
            None => self.shown(&condition.field, found),
        };
        if found.iter().any(Value::is_sealed) || shown.zh.chars().count() > SHOWN_CHARACTERS_MAX {
            return Wording::new(format!("“{}”已填写", title.zh), format!("{} is filled in", title.en));
        }
        Wording::new(format!("“{}”是“{}”", title.zh, shown.zh), format!("{} is {}", title.en, shown.en))
    }

    /// A field with its value.
    fn given(&self, (field, value): Given<'_>) -> Wording {
        let (title, shown) = (self.title(field), self.shown(field, std::slice::from_ref(value)));
        Wording::new(format!("“{}”{}", title.zh, shown.zh), format!("{} {}", title.en, shown.en))
    }

    fn shown(&self, field: &str, found: &[Value]) -> Wording {
        let codes = Codes::new();
        let in_language = |language| {
            let one = |value: &Value| {
                self.form.field(field).map(|field| field.show(value, language, &codes)).unwrap_or_default()
            };
            found.iter().map(one).collect::<Vec<String>>().join("、")
        };
        Wording::new(in_language(Language::Zh), in_language(Language::En))
    }

    fn title(&self, field: &str) -> Wording {
        let plain = || Wording::new(field, field);
        self.form.field(field).map_or_else(plain, |field| field.title.clone())
    }

    fn titles<S: AsRef<str>>(&self, fields: &[S]) -> Wording {
        let titles: Vec<Wording> = fields.iter().map(|field| self.title(field.as_ref())).collect();
        let zh: String = titles.iter().map(|title| format!("“{}”", title.zh)).collect();
        let en: Vec<&str> = titles.iter().map(|title| title.en.as_str()).collect();
        Wording::new(zh, en.join(", "))
    }
}
