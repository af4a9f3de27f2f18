mod clocks;
mod elsewhere;
mod texts;

use form::{Fields, Kind, Value};
use jiff::civil::Date;
use kernel::Wording;
use kernel::period::{Event, due};

use crate::clock::{Clock, project, times};
use crate::guard::text_of;
use crate::{
    Actor, Case, Command, Facts, Guard, Holding, Length, Procedure, Refusal, Rule, Rules, Step, Uncounted,
    earlier, recorded,
};
use texts::{alike, is_dated};

/// What guards and clocks are judged by.
pub(super) struct Judging<'j> {
    pub(super) procedure: &'j Procedure,
    pub(super) rules: Rules<'j>,
    pub(super) case: &'j Case,
    pub(super) facts: &'j Facts,
    pub(super) command: &'j Command,
    /// The fields of the case once the step is taken.
    pub(super) fields: &'j Fields,
    /// The role by which the actor takes it.
    pub(super) holding: Option<&'j Holding>,
}

/// What does not hold, and what to do about it.
struct Fails {
    field: Option<String>,
    what: Wording,
    remedy: Wording,
}

impl Judging<'_> {
    pub(super) fn guards(&self, step: &Step) -> Vec<Refusal> {
        let asked = step.guards.iter().filter(|guard| guard.is_asked(self.fields));
        let mut refusals: Vec<Refusal> = asked.filter_map(|guard| self.guard(guard)).collect();
        // A clock takes its step when it has run out, and not before.
        if let Some(clock) = step.when_overdue.clone().filter(|_| self.command.actor.id == Actor::CLOCK) {
            let is_own = |rule: &Rule| matches!(rule, Rule::Overdue { clock: it, .. } if *it == clock);
            if !step.guards.iter().any(|guard| is_own(&guard.rule)) {
                let rule = Rule::Overdue { clock, length: None };
                let (when, given, without) = (Vec::new(), Vec::new(), Vec::new());
                let guard = Guard { rule, when, given, without, until_overdue: None, message: None };
                refusals.extend(self.guard(&guard));
            }
        }
        refusals
    }

    fn guard(&self, guard: &Guard) -> Option<Refusal> {
        let fails = match self.judge_until(guard) {
            Ok(fails) => fails?,
            Err(uncounted) => return Some(uncounted.into()),
        };
        let what = guard.message.clone().unwrap_or(fails.what);
        Some(Refusal::Guard { rule: guard.rule.code(), field: fails.field, what, remedy: fails.remedy })
    }

    /// What does not hold, as long as it is asked; none if it does.
    fn judge_until(&self, guard: &Guard) -> Result<Option<Fails>, Uncounted> {
        let Some(clock) = &guard.until_overdue else { return self.judge(&guard.rule) };
        if self.has_run_out(clock)? {
            return Ok(None);
        }
        let title = self.clock_title(clock);
        let or_wait = |it: Fails| Fails {
            remedy: Wording::new(
                format!("{}；或等到“{}”过后", it.remedy.zh, title.zh),
                format!("{}, or wait until {} has run out", it.remedy.en, title.en),
            ),
            ..it
        };
        Ok(self.judge(&guard.rule)?.map(or_wait))
    }

    /// What does not hold; none if it does.
    fn judge(&self, rule: &Rule) -> Result<Option<Fails>, Uncounted> {
        let fails = match rule {
            Rule::FieldPresent { field } => (!self.fields.contains_key(field))
                .then(|| self.of_field(field, ("没有填写", "is not filled in"), ("请填写", "fill it in"))),
            Rule::DocumentPresent { field } => (!self.fields.contains_key(field)).then(|| {
                self.of_field(field, ("没有附文件", "has no document"), ("请附上文件", "attach the document"))
            }),
            Rule::Held { field, values } => (!self.held(field, values)).then(|| {
                let what = ("现在的值不能办理这一步", "has a value with which this step is not taken");
                self.of_field(field, what, ("请核对这一项", "look at that field"))
            }),
            Rule::Dated { field } => self.undated(field).map(|line| {
                let what = (format!("没有写明日期：{line}"), format!("names no day: {line}"));
                let remedy =
                    ("请每项写明何时，如“12月20日前”", "say in each line by when, such as by 20 December");
                self.of_field(field, (&what.0, &what.1), remedy)
            }),
            Rule::AtLeast { field, value } => (self.amount(field) < *value).then(|| {
                let (zh, en) = self.unit(field);
                let (zh, en) = (format!("少于{value}{zh}"), format!("is less than {value}{en}"));
                self.of_field(field, (&zh, &en), ("请补足", "add what is missing"))
            }),
            Rule::AtMost { field, value } => (self.amount(field) > *value).then(|| {
                let (zh, en) = self.unit(field);
                let (zh, en) = (format!("超过{value}{zh}"), format!("is more than {value}{en}"));
                self.of_field(field, (&zh, &en), ("请减少", "make it less"))
            }),
            Rule::NotBefore { field, other } => self.is_before(field, other).then(|| {
                let title = self.title(other);
                let (zh, en) = (format!("早于“{}”", title.zh), format!("is before {}", title.en));
                self.of_field(field, (&zh, &en), ("请核对日期", "check the days"))
            }),
            Rule::NotSooner { field, length } => {
                let (earliest, article) = self.last_day(length, self.command.happened)?;
                let day = self.fields.get(field).and_then(Value::as_date);
                day.filter(|day| *day < earliest).map(|_| {
                    let what =
                        (format!("早于{earliest}（{article}）"), format!("is before {earliest} ({article})"));
                    let remedy =
                        (format!("请改为{earliest}或以后"), format!("enter {earliest} or a later day"));
                    self.of_field(field, (&what.0, &what.1), (&remedy.0, &remedy.1))
                })
            }
            Rule::NotAgainWithin { step, length } => {
                let Some(taken) = self.case.last(step) else { return Ok(None) };
                let (last, article) = self.last_day(length, taken.happened)?;
                (self.command.happened.date() <= last).then(|| Fails {
                    field: None,
                    what: Wording::new(
                        format!("{}已办理过，{last}以前不再办理（{article}）", taken.happened.date()),
                        format!(
                            "it was done on {} and is not done again until {last} ({article})",
                            taken.happened.date()
                        ),
                    ),
                    remedy: Wording::new("请过后再办理", "do it later"),
                })
            }
            Rule::NotTaken { step } => self.case.last(step).map(|taken| {
                let (title, day) = (self.step_title(step), taken.happened.date());
                Fails {
                    field: None,
                    what: Wording::new(
                        format!("“{}”已于{day}办理过", title.zh),
                        format!("{} was done on {day}", title.en),
                    ),
                    remedy: Wording::new("不必再办理", "it need not be done again"),
                }
            }),
            Rule::RecordPresent { look_up } => self.found(look_up).is_none().then(|| Fails {
                field: None,
                what: Wording::new(
                    format!("没有查到所需的记录（{look_up}）"),
                    format!("no record was found ({look_up})"),
                ),
                remedy: Wording::new("请先登记该记录", "enter that record first"),
            }),
            Rule::RecordAbsent { look_up } => self.found(look_up).map(|key| Fails {
                field: None,
                what: Wording::new(format!("已有记录：{key}"), format!("there is a record already: {key}")),
                remedy: Wording::new("请在该记录上办理", "go on with that record"),
            }),
            Rule::DiffersFromEarlier { field, same, percent, unless } => {
                self.repeats(field, same, *percent, unless)
            }
            Rule::NotRecorded { field, .. } => self.called(&recorded(field)).map(|what| {
                let (zh, en) =
                    (format!("所问的数据可自动取得：{}", what.zh), format!("is on record: {}", what.en));
                let remedy =
                    ("请不再询问，或改问台账里没有的", "do not ask for it, or ask what is not on record");
                self.of_field(field, (&zh, &en), remedy)
            }),
            Rule::AgreesWithLight { field, values, behind, duty, unless } => {
                self.disagrees(field, (values, behind), duty, unless)
            }
            Rule::ChildrenEnded { .. } => self.children(),
            Rule::PartsAccepted { same, unless, .. } => self.parts(same, unless),
            Rule::TwoPersons { step } => {
                let same = self.case.last(step).is_some_and(|taken| self.command.actor.is(&taken.actor));
                same.then(|| Fails {
                    field: None,
                    what: Wording::new(
                        format!("“{}”也是您办理的，这一步须由另一人办理", self.step_title(step).zh),
                        format!("you also did {}; this step is for somebody else", self.step_title(step).en),
                    ),
                    remedy: Wording::new("请交由同事办理", "leave it to a colleague"),
                })
            }
            Rule::NoTie { field } => self.is_tied(field).then(|| {
                self.of_field(
                    field,
                    ("就是您所在的单位，应当回避", "is the body for which you act; you are tied to the case"),
                    ("请由其他单位的人员办理", "leave it to somebody of another body"),
                )
            }),
            Rule::SecondFactor => (!self.command.actor.second_factor).then(|| Fails {
                field: None,
                what: Wording::new("这一步须用第二重验证签署", "this step is signed with a second factor"),
                remedy: Wording::new("请先完成第二重验证", "give the second factor first"),
            }),
            Rule::ApprovedBy { step, after } => (!self.is_approved(step, after)).then(|| {
                let title = self.step_title(step);
                Fails {
                    field: None,
                    what: Wording::new(
                        format!("还没有“{}”", title.zh),
                        format!("{} is still missing", title.en),
                    ),
                    remedy: Wording::new(
                        format!("请先办理“{}”", title.zh),
                        format!("do that first: {}", title.en),
                    ),
                }
            }),
            Rule::Within { clock } => self.has_run_out(clock)?.then(|| {
                let title = self.clock_title(clock);
                Fails {
                    field: None,
                    what: Wording::new(format!("“{}”已过", title.zh), format!("{} has run out", title.en)),
                    remedy: Wording::new("逾期不能再办理这一步", "this step is not possible any more"),
                }
            }),
            Rule::Overdue { clock, length } => self.not_overdue(clock, length.as_ref())?,
            Rule::AskedInTime { field } => self.asked_late(field),
            Rule::NotRunning { clock } => self.still_running(clock)?,
        };
        Ok(fails)
    }

    /// That a text says again what the case before said, if nobody has confirmed that nothing changed.
    fn repeats(&self, field: &str, same: &[String], percent: i64, unless: &str) -> Option<Fails> {
        let before = self.facts.get(&earlier(field, same))?.first()?;
        let is_confirmed = self.fields.get(unless) == Some(&Value::Flag(true));
        let (text, said) = (self.fields.get(field)?.as_text()?, before.fields.get(field)?.as_text()?);
        if is_confirmed || alike(text, said) < percent {
            return None;
        }
        let (unless, key) = (self.title(unless), &before.key);
        let zh = format!("与{key}所写有{percent}%以上相同");
        let en = format!("is the same as in {key} by {percent} per cent or more");
        let remedy = (
            format!("请写明有什么变化；确实没有的，请在“{}”填“是”", unless.zh),
            format!("say what changed; where nothing did, answer yes to: {}", unless.en),
        );
        Some(self.of_field(field, (&zh, &en), (&remedy.0, &remedy.1)))
    }

    /// The last day of a period of our own that begins with something, and the article that says how long it is.
    fn last_day<'l>(&self, length: &'l Length, from: Event) -> Result<(Date, &'l str), Uncounted> {
        let Length::Own { period, regime, article, .. } = length else {
            return Ok((from.date(), ""));
        };
        let regime = self.rules.regimes.get(regime).map_err(Uncounted::Counting)?;
        let due = due(self.rules.calendar, regime, from, *period).map_err(Uncounted::Counting)?;
        Ok((due.date, article))
    }

    fn held(&self, field: &str, values: &[String]) -> bool {
        let held = self.case.fields.get(field).map(Value::values).unwrap_or_default();
        held.iter().any(|held| values.iter().any(|value| *value == text_of(held)))
    }

    /// The first line of a text that names no day.
    fn undated(&self, field: &str) -> Option<&str> {
        let text = self.fields.get(field)?.as_text()?;
        text.lines().map(str::trim).find(|line| !line.is_empty() && !is_dated(line))
    }

    fn of_field(&self, field: &str, what: (&str, &str), remedy: (&str, &str)) -> Fails {
        let title = self.title(field);
        Fails {
            field: Some(field.to_owned()),
            what: Wording::new(format!("“{}”{}", title.zh, what.0), format!("{} {}", title.en, what.1)),
            remedy: Wording::new(remedy.0, remedy.1),
        }
    }

    /// Whether a field holds one text, of which the characters count.
    fn is_text(&self, field: &str) -> bool {
        let field = self.procedure.form.field(field);
        field.is_some_and(|field| !field.many && matches!(field.kind, Kind::Text(_) | Kind::LongText(_)))
    }

    /// In what the amount of a field is counted.
    fn unit(&self, field: &str) -> (&'static str, &'static str) {
        if self.is_text(field) { ("个字", " characters") } else { ("", "") }
    }

    /// A number as it stands, how many characters a text has, or how many values there are.
    fn amount(&self, field: &str) -> i64 {
        match self.fields.get(field) {
            None => 0,
            Some(Value::Integer(number)) => *number,
            Some(Value::Text(text)) if self.is_text(field) => {
                i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
            }
            Some(value) => i64::try_from(value.values().len()).unwrap_or(i64::MAX),
        }
    }

    fn is_before(&self, field: &str, other: &str) -> bool {
        let day = |id: &str| self.fields.get(id).and_then(Value::as_date);
        matches!((day(field), day(other)), (Some(field), Some(other)) if field < other)
    }

    fn found(&self, look_up: &str) -> Option<&str> {
        self.facts.get(look_up)?.first().map(|found| found.key.as_str())
    }

    /// What people call what was found.
    fn called(&self, look_up: &str) -> Option<Wording> {
        let found = self.facts.get(look_up)?.first()?;
        Some(found.title.clone().unwrap_or_else(|| Wording::new(&found.key, &found.key)))
    }

    fn is_tied(&self, field: &str) -> bool {
        let Some(body) = self.holding.and_then(|holding| holding.body.as_deref()) else { return false };
        let value = self.fields.get(field);
        value.is_some_and(|value| value.values().iter().any(|it| it.as_text() == Some(body)))
    }

    fn is_approved(&self, step: &str, after: &str) -> bool {
        let seq = |step: &str| self.case.last(step).map(|taken| taken.seq);
        seq(step) > seq(after)
    }

    /// Whether the clock runs, and the step comes after its last day.
    fn has_run_out(&self, clock: &str) -> Result<bool, Uncounted> {
        let (Some(declared), Some(running)) = (self.procedure.clock(clock), self.case.running(clock)) else {
            return Ok(false);
        };
        let happened = self.command.happened;
        Ok(project(self.rules, declared, running, happened.date())?.is_overdue(happened))
    }

    /// What keeps the clocks from doing what the step does to them.
    pub(super) fn clocks(&self, step: &Step) -> Vec<Refusal> {
        self.procedure.clocks.iter().filter_map(|clock| self.clock(clock, step)).collect()
    }

    /// What keeps the step from extending the clock, if it would.
    fn clock(&self, clock: &Clock, step: &Step) -> Option<Refusal> {
        let at = clock.extensions.iter().position(|extension| extension.step == step.id)?;
        let clock_not = |zh: &str, en: &str| Refusal::ClockNot {
            clock: clock.title.clone(),
            needed: Wording::new(zh, en),
        };
        let Some(running) = self.case.running(&clock.id).filter(|running| running.stopped.is_none()) else {
            return Some(clock_not("没有在计算，不能延长", "does not run and cannot be extended"));
        };
        let before = running.extended.iter().filter(|extended| extended.extension == at).count();
        let times = match times(self.rules, clock, running, at, self.command.happened.date()) {
            Ok(times) => times,
            Err(uncounted) => return Some(uncounted.into()),
        };
        if u32::try_from(before).is_ok_and(|before| before >= times) {
            return Some(Refusal::ExtendedBefore { clock: clock.title.clone(), times });
        }
        match self.has_run_out(&clock.id) {
            Ok(false) => None,
            Ok(true) => {
                Some(clock_not("已经逾期，不能再延长", "has run out and cannot be extended any more"))
            }
            Err(uncounted) => Some(uncounted.into()),
        }
    }

    fn title(&self, field: &str) -> Wording {
        let field = self.procedure.form.field(field).map(|field| field.title.clone());
        field.unwrap_or_else(|| Wording::new("", ""))
    }

    fn step_title(&self, step: &str) -> Wording {
        self.procedure.step(step).map_or_else(|| Wording::new(step, step), |step| step.title.clone())
    }

    fn clock_title(&self, clock: &str) -> Wording {
        self.procedure.clock(clock).map_or_else(|| Wording::new(clock, clock), |clock| clock.title.clone())
    }
}
