use std::borrow::Borrow;
use std::collections::BTreeMap;

use app::cases::Late;
use app::duties::{Standing, Standings};
use app::gaps::{Lacking, OfLedger};
use jiff::civil::Date;
use ledger::Urgency;
use plan::Proof;

use crate::components::{Cell, Column, Table};
use crate::page::Page;
use crate::pages::duties::{name_of, task_path};
use crate::query::Query;

/// How many names stand in one row; the others are counted.
const NAMES_SHOWN: usize = 4;

/// How many places of a gap stand in one row; their names may be whole titles.
const PLACES_SHOWN: usize = 2;

/// How many reasons stand in one row, the worst first; all of them are on the page of the duty.
const REASONS_SHOWN: usize = 2;

/// What is needed to tell what is red.
pub(super) struct Red<'r> {
    pub(super) page: &'r Page,
    pub(super) today: Date,
    /// What is late.
    pub(super) late: &'r [Late],
}

/// The bodies that are late with a task for the same reasons since the same day.
struct Together<'r> {
    due: Option<Date>,
    first: &'r Standing,
    names: Vec<String>,
}

impl Red<'_> {
    /// Rows of what is red: what it is, why, who acts, by when.
    pub(super) fn table(&self, rows: Vec<Vec<Cell>>) -> Option<Table> {
        let words = self.page.words;
        let columns = vec![
            Column::text(words.cockpit_what()),
            Column::text(words.cockpit_why()),
            Column::text(words.cockpit_who()),
            Column::text(words.cockpit_by()),
        ];
        let caption = words.cockpit_red().to_owned();
        (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
    }

    /// How many duties and gaps are red, and where all of them are.
    pub(super) fn all(&self, standings: Option<&Standings>, gaps: &[OfLedger]) -> Vec<(String, String)> {
        let words = self.page.words;
        let duties = standings.map_or(0, |standings| standings.count(plan::Light::Red));
        let gaps: usize = gaps.iter().map(|of| of.count(Urgency::Red)).sum();
        let href = Query::default().with("light", "red").after(&self.page.href("/duties"));
        let duties = (duties > 0).then(|| (href, words.cockpit_red_duties(duties)));
        let gaps = (gaps > 0).then(|| (self.page.href("/workbench/gaps"), words.cockpit_red_gaps(gaps)));
        duties.into_iter().chain(gaps).collect()
    }

    /// The duties that are red, what is late longest first. Bodies that are late with the same thing stand in one row.
    pub(super) fn duties(&self, standings: &Standings) -> Vec<Vec<Cell>> {
        let reports = self.late_reports();
        let mut together: Vec<Together<'_>> = Vec::new();
        for standing in standings.duties.iter().filter(|it| it.judged.light == plan::Light::Red) {
            let (due, name) = (self.due(standing, &reports), name_of(self.page, standings, &standing.duty));
            let is_same = |it: &&mut Together<'_>| {
                let (first, other) = (it.first, standing);
                it.due == due
                    && first.duty.task == other.duty.task
                    && first.judged.reasons == other.judged.reasons
            };
            match together.iter_mut().find(is_same) {
                Some(it) => it.names.push(name),
                None => together.push(Together { due, first: standing, names: vec![name] }),
            }
        }
        together.sort_by_key(|it| it.due.unwrap_or(Date::MAX));
        let row = |Together { due, first, names }: &Together<'_>| {
            let words = self.page.words;
            let reasons = first.judged.reasons.iter().take(REASONS_SHOWN);
            let reasons = reasons.map(|why| words.of(why).to_owned()).collect();
            vec![
                Cell::Link {
                    href: self.page.href(&task_path(standings, &first.duty)),
                    text: format!("{} {}", first.duty.task, first.duty.title),
                },
                Cell::Lines(reasons),
                Cell::Text(self.names(names)),
                due.map_or(Cell::Nothing, |due| Cell::Figure(due.to_string())),
            ]
        };
        together.iter().map(row).collect()
    }

    /// Some names, and how many there are if not all stand there.
    fn names(&self, names: &[impl Borrow<str>]) -> String {
        let words = self.page.words;
        let shown = names[..names.len().min(NAMES_SHOWN)].join(words.comma());
        if names.len() > NAMES_SHOWN { words.cockpit_several(shown, names.len()) } else { shown }
    }

    /// The day by which what is missing had to be there: of a proof, or of a report.
    fn due(&self, standing: &Standing, reports: &BTreeMap<String, Date>) -> Option<Date> {
        let is_missing = |proof: &&Proof| proof.due < self.today && proof.accepted < proof.wanted;
        let proofs = standing.proofs.iter().filter(is_missing).map(|proof| proof.due);
        proofs.chain(reports.get(&standing.duty.id).copied()).min()
    }

    /// Until when the reports that are late were due, by their duties.
    fn late_reports(&self) -> BTreeMap<String, Date> {
        let mut due: BTreeMap<String, Date> = BTreeMap::new();
        for late in self.late {
            let part = late.opened.declarations().programme.report.as_ref();
            let part = part.filter(|part| part.procedure == late.opened.procedure().id);
            for listed in part.iter().flat_map(|_| &late.cases) {
                let duty = part.and_then(|part| listed.current.fields.get(&part.duty)?.as_text());
                if let Some((duty, day)) = duty.zip(listed.due) {
                    due.entry(duty.to_owned()).and_modify(|first| *first = day.min(*first)).or_insert(day);
                }
            }
        }
        due
    }

    /// What is red in a ledger: a row for each of its gaps.
    pub(super) fn gaps(&self, of: &OfLedger) -> Vec<Vec<Cell>> {
        let words = self.page.words;
        let ledger = of.opened.ledger();
        let mut rows = Vec::new();
        for gap in ledger.gaps.iter().filter(|gap| gap.urgency == Urgency::Red) {
            let found: Vec<&Lacking> = of.lacking.iter().filter(|it| it.gap.id == gap.id).collect();
            let since = found.iter().filter_map(|lacking| lacking.missing.since).min();
            let names: Vec<&str> = found.iter().map(|lacking| words.of(&lacking.name)).collect();
            let mut owners: Vec<&str> =
                found.iter().filter_map(|it| it.owner.as_ref()).map(|owner| words.of(owner)).collect();
            owners.sort_unstable();
            owners.dedup();
            if found.is_empty() {
                continue;
            }
            let shown = names[..names.len().min(PLACES_SHOWN)].join(words.semicolon());
            rows.push(vec![
                Cell::Link { href: self.page.href("/workbench/gaps"), text: words.title(&ledger.title) },
                Cell::Lines(vec![words.of(&gap.title).to_owned(), words.cockpit_places(names.len(), shown)]),
                Cell::Text(self.names(&owners)),
                since.map_or(Cell::Nothing, |day| Cell::Figure(day.yesterday().unwrap_or(day).to_string())),
            ]);
        }
        rows
    }
}
