use form::{Codes, Kind};
use kernel::declaration::nearest;
use kernel::period::Regimes;
use kernel::{Problem, Wording};

use super::law::RightLaws;
use super::rule::{Applies, Link, RightRule, RuleKind, Term};
use crate::Ledger;

/// What the rules on rights name outside of themselves: ledgers, fields of the right kind, values of code tables, regimes.
pub fn check_rights(laws: &RightLaws, ledgers: &[Ledger], codes: &Codes, regimes: &Regimes) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in laws.iter().flat_map(|law| &law.rules) {
        Checked { rule, ledgers, codes, regimes, problems: &mut problems }.check();
    }
    problems
}

/// What a field has to be.
#[derive(Clone, Copy)]
enum Must {
    /// Anything.
    Be,
    /// A day, or a part of one.
    BeDay,
    /// A whole number, or money.
    BeNumber,
    /// Yes or no.
    BeFlag,
}

struct Checked<'c> {
    rule: &'c RightRule,
    ledgers: &'c [Ledger],
    codes: &'c Codes,
    regimes: &'c Regimes,
    problems: &'c mut Vec<Problem>,
}

impl<'c> Checked<'c> {
    fn check(&mut self) {
        let rule = self.rule;
        let Some(own) = self.ledger(&rule.ledger) else { return };
        self.applies(own, &rule.applies);
        for (link, applies) in &rule.settled_by {
            if let Some(other) = self.link(own, link) {
                self.applies(other, applies);
            }
        }
        match &rule.kind {
            RuleKind::Term(term) => self.term(own, term),
            RuleKind::Day(day) => self.field(own, &day.field, Must::BeDay),
            RuleKind::Period(period) => {
                self.days(own, &period.start.fields);
                self.regime(&period.regime);
                period.grace.iter().for_each(|grace| self.regime(&grace.regime));
            }
            RuleKind::Renewal(renewal) => {
                self.field(own, &renewal.until, Must::BeDay);
                self.term(own, &renewal.term);
                self.regime(&renewal.grace.regime);
                if let Some((link, applies)) = &renewal.renewals
                    && let Some(other) = self.link(own, link)
                {
                    self.applies(other, applies);
                }
            }
            RuleKind::Annuity(_) => self.annuity(own),
        }
    }

    fn annuity(&mut self, own: &Ledger) {
        let RuleKind::Annuity(annuity) = &self.rule.kind else { return };
        self.field(own, &annuity.from, Must::BeDay);
        self.field(own, &annuity.granted, Must::BeDay);
        self.regime(&annuity.regime);
        self.regime(&annuity.grace.regime);
        if let Some(reduction) = &annuity.reduction {
            let values: Vec<&String> = reduction.percents.keys().collect();
            self.values(own, &reduction.field, &values);
        }
        if let Some(offer) = &annuity.offer
            && let Some(other) = self.link(own, &offer.link)
        {
            self.applies(other, &offer.applies);
            self.field(other, &offer.since, Must::BeDay);
            self.days(other, &offer.until);
        }
        let payments = &annuity.payments;
        if let Some(other) = self.link(own, &payments.link) {
            self.applies(other, &payments.applies);
            self.field(other, &payments.year, Must::BeNumber);
            self.field(other, &payments.amount, Must::BeNumber);
            self.field(other, &payments.paid_on, Must::BeDay);
            self.field(other, &payments.proof, Must::Be);
        }
    }

    fn term(&mut self, own: &Ledger, term: &Term) {
        self.days(own, &term.start.fields);
        term.regime.iter().for_each(|regime| self.regime(regime));
        term.latest.iter().for_each(|(field, _)| self.field(own, field, Must::BeDay));
        term.instead.iter().for_each(|field| self.field(own, field, Must::BeDay));
    }

    fn link(&mut self, own: &Ledger, link: &Link) -> Option<&'c Ledger> {
        link.own.iter().for_each(|field| self.field(own, field, Must::Be));
        let other = self.ledger(&link.ledger)?;
        self.field(other, &link.by, Must::Be);
        Some(other)
    }

    fn applies(&mut self, ledger: &Ledger, applies: &Applies) {
        for (field, values) in applies.only.iter().chain(&applies.except) {
            let values: Vec<&String> = values.iter().collect();
            self.values(ledger, field, &values);
        }
        for field in applies.filled.iter().chain(&applies.empty) {
            self.field(ledger, field, Must::Be);
        }
        for field in applies.yes.iter().chain(&applies.no) {
            self.field(ledger, field, Must::BeFlag);
        }
    }

    fn days(&mut self, ledger: &Ledger, fields: &[String]) {
        fields.iter().for_each(|field| self.field(ledger, field, Must::BeDay));
    }

    fn ledger(&mut self, id: &str) -> Option<&'c Ledger> {
        let found = self.ledgers.iter().find(|ledger| ledger.id == id);
        if found.is_none() {
            let known = self.ledgers.iter().map(|ledger| ledger.id.as_str());
            self.unknown("unknown-ledger", ("台账", "ledger"), id, known);
        }
        found
    }

    fn regime(&mut self, id: &str) {
        if self.regimes.get(id).is_err() {
            let known: Vec<&str> = self.regimes.iter().map(|regime| regime.id.as_str()).collect();
            self.unknown("unknown-regime", ("计算规则", "regime"), id, known.into_iter());
        }
    }

    fn field(&mut self, ledger: &Ledger, id: &str, must: Must) {
        let Some(field) = ledger.form.field(id) else {
            let known = ledger.form.fields.iter().map(|field| field.id.as_str());
            self.unknown("unknown-field", ("字段", "field"), id, known);
            return;
        };
        let fits = match must {
            Must::Be => true,
            Must::BeDay => matches!(field.kind, Kind::Date | Kind::PartialDate),
            Must::BeNumber => matches!(field.kind, Kind::Integer(_) | Kind::Money),
            Must::BeFlag => field.kind == Kind::Flag,
        };
        if !fits {
            let ledger = &ledger.id;
            self.add(
                "field-kind",
                Wording::new(
                    format!("台账“{ledger}”的字段“{id}”类型不合"),
                    format!("the field {id} of {ledger} is of another kind than is needed here"),
                ),
                Wording::new("请换一个字段", "name another field"),
            );
        }
    }

    /// Values that a field is compared with: where it has a code table, codes of that table.
    fn values(&mut self, ledger: &Ledger, id: &str, values: &[&String]) {
        self.field(ledger, id, Must::Be);
        let table = ledger.form.field(id).and_then(|field| self.codes.get(field.kind.table()?));
        let Some(table) = table else { return };
        for value in values.iter().filter(|value| table.get(value).is_none()) {
            let known = table.rows().iter().map(|row| row.code.as_str());
            self.unknown("unknown-code", ("代码", "code"), value, known);
        }
    }

    fn unknown<'k>(
        &mut self,
        code: &str,
        (zh, en): (&str, &str),
        id: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let remedy = match nearest(id, known.clone()) {
            Some(meant) => Wording::new(format!("是不是“{meant}”？"), format!("did you mean {meant}?")),
            None => {
                let known = known.collect::<Vec<&str>>().join(", ");
                Wording::new(format!("可用：{known}"), format!("use one of: {known}"))
            }
        };
        self.add(code, Wording::new(format!("没有{zh}“{id}”"), format!("there is no {en} {id}")), remedy);
    }

    fn add(&mut self, code: &str, what: Wording, remedy: Wording) {
        self.problems.push(Problem::error(code, self.rule.place.clone(), what, remedy));
    }
}
