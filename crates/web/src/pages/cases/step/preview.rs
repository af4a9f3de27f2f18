use app::cases::{self, Ending, Message, Opening, Preview, Share};
use app::duties::Duty;
use kernel::Wording;

use super::{Attempt, HAPPENED};
use crate::components::{Cell, Column, Notice, Table, Tag, Tone};
use crate::error::Error;
use crate::pages::duties::role;
use crate::records::{Look, sentence};

/// What a step brings about beside its own case, shown before it is taken.
pub(super) struct Consequences {
    pub(super) title: String,
    pub(super) refused: Option<Notice>,
    /// What the step itself says: to whom, and what.
    pub(super) messages: Vec<(String, String)>,
    /// The duties that end with it.
    pub(super) endings: Option<(Notice, Table)>,
    pub(super) openings: Vec<Opened>,
}

/// The cases that it opens.
pub(super) struct Opened {
    pub(super) lead: String,
    /// What has to be known of it before the step is taken.
    pub(super) notices: Vec<Notice>,
    pub(super) messages: Vec<(String, String)>,
    pub(super) table: Option<Table>,
}

impl Attempt {
    /// What the step brings about; nothing if it touches its own case alone, or cannot be taken now.
    pub(super) async fn consequences(&self) -> Result<Option<Consequences>, Error> {
        let reaches_further = !self.step.opens.is_empty() || self.step.keeps.is_some();
        let Some(shown) = self.shown.as_ref().filter(|_| reaches_further) else {
            return Ok(None);
        };
        if !shown.steps.contains(&self.step) {
            return Ok(None);
        }
        let (app, actor) = (&self.site.app, self.page.actor());
        let day = self.input.text(HAPPENED).parse().ok();
        let preview = cases::preview(app, actor, &shown.current.number, &self.step.id, day).await?;
        let words = self.page.words;
        let step = words.of(&self.step.title);
        let refused = (!preview.problems.is_empty()).then(|| Notice {
            tone: Tone::Bad,
            title: words.cases_preview_refused(step),
            text: preview.problems.iter().map(|problem| sentence(words, problem)).collect(),
        });
        Ok(Some(Consequences {
            title: words.cases_preview(step),
            refused,
            messages: preview.messages.iter().map(|message| self.message(message)).collect(),
            endings: self.endings(&preview.endings),
            openings: preview.openings.iter().map(|opening| self.opened(&preview, opening)).collect(),
        }))
    }

    /// The duties that end, each with what is open about it: none of that ends by itself.
    fn endings(&self, endings: &[Ending]) -> Option<(Notice, Table)> {
        let words = self.page.words;
        let open = |(title, count): &(Wording, i64)| words.cases_preview_hanging(words.title(title), *count);
        let row = |ending: &Ending| {
            vec![
                Cell::Text(format!("{} {}", ending.duty.task, ending.duty.title)),
                Cell::Text(ending.name.clone()),
                Cell::Text(role(&self.page, ending.duty.role)),
                match ending.open.is_empty() {
                    true => Cell::Nothing,
                    false => Cell::Lines(ending.open.iter().map(open).collect()),
                },
            ]
        };
        let hanging: i64 = endings.iter().flat_map(|ending| &ending.open).map(|(_, count)| count).sum();
        let notice = Notice {
            tone: if hanging > 0 { Tone::Warning } else { Tone::Information },
            title: words.cases_preview_endings(endings.len(), hanging),
            text: words.cases_preview_endings_what().to_owned(),
        };
        let table = Table {
            words,
            caption: words.cases_preview_endings_caption().to_owned(),
            columns: vec![
                Column::text(words.duties_task()),
                Column::text(words.cases_body()),
                Column::text(words.duties_role()),
                Column::text(words.cases_preview_open_about()),
            ],
            rows: endings.iter().map(row).collect(),
        };
        (!endings.is_empty()).then_some((notice, table))
    }

    fn message(&self, message: &Message) -> (String, String) {
        let words = self.page.words;
        let roles = self.list(&message.to);
        let head = match message.to_do {
            true => words.cases_preview_to_do(roles, message.accounts),
            false => words.cases_preview_notice(roles, message.accounts),
        };
        let example = if message.texts > 1 { words.cases_preview_texts() } else { "" };
        (head, format!("{}{example}", words.of(&message.text)))
    }

    fn list(&self, titles: &[Wording]) -> String {
        let titles: Vec<&str> = titles.iter().map(|title| self.page.words.of(title)).collect();
        titles.join(self.page.words.cases_preview_or())
    }

    fn opened(&self, preview: &Preview, opening: &Opening) -> Opened {
        let words = self.page.words;
        let procedure = words.of(&opening.procedure.title);
        let mut lead = match opening.cases {
            0 => words.cases_preview_nothing(procedure),
            cases => words.cases_preview_opens(opening.shares.len(), cases, procedure),
        };
        if opening.there > 0 {
            lead.push_str(&words.cases_preview_there(opening.there));
        }
        let mut notices = Vec::new();
        if let Some(first) = &opening.first {
            notices.push(Notice {
                tone: Tone::Warning,
                title: words.cases_by_first_version(&first.number, first.from),
                text: words.cases_by_first_version_what().to_owned(),
            });
        }
        if !opening.left.is_empty() {
            let duty = |(duty, name): &(Duty, String)| {
                format!("{} {}（{}）", duty.task, duty.title, words.duties_body_ended(name))
            };
            let duties: Vec<String> = opening.left.iter().map(duty).collect();
            notices.push(Notice {
                tone: Tone::Warning,
                title: words.cases_preview_left(duties.len()),
                text: words.cases_preview_left_what(duties.join(words.comma())),
            });
        }
        let gaps = opening.gaps();
        if gaps > 0 {
            notices.push(Notice {
                tone: Tone::Bad,
                title: words.cases_preview_gaps(gaps),
                text: words.cases_preview_gaps_what().to_owned(),
            });
        }
        let messages = opening.messages.iter().map(|message| self.message(message)).collect();
        Opened { lead, notices, messages, table: (opening.cases > 0).then(|| self.table(preview, opening)) }
    }

    /// Who gets what; those first with whom something is wrong.
    fn table(&self, preview: &Preview, opening: &Opening) -> Table {
        let words = self.page.words;
        let look = Look { page: &self.page, codes: &self.declarations.codes, names: &preview.names };
        let mut shares: Vec<(&String, &Share)> = opening.shares.iter().collect();
        shares.sort_by_key(|(_, share)| share.gaps.is_empty());
        let row = |(body, share): (&String, &Share)| {
            let told = share.told.iter().map(|(role, count)| words.cases_preview_role(words.of(role), count));
            let goes_on = match share.gaps.is_empty() {
                true => Cell::Tag(Tag { text: words.cases_preview_held().to_owned(), tone: Tone::Good }),
                false => Cell::Gaps(share.gaps.iter().map(|gap| self.gap(gap)).collect()),
            };
            vec![
                Cell::Text(look.name(form::BODIES, body).to_owned()),
                Cell::Details { summary: share.cases.len().to_string(), lines: share.cases.clone() },
                Cell::Lines(told.collect()),
                goes_on,
            ]
        };
        let procedure = words.of(&opening.procedure.title);
        let columns = vec![
            Column::text(words.cases_body()),
            Column::text(words.cases_preview_cases(procedure)),
            Column::text(words.cases_preview_told()),
            Column::text(words.cases_preview_goes_on()),
        ];
        Table { words, caption: procedure.to_owned(), columns, rows: shares.into_iter().map(row).collect() }
    }

    fn gap(&self, gap: &cases::Gap) -> (Tag, String) {
        let words = self.page.words;
        let text = words.cases_preview_gap(words.of(&gap.step));
        (Tag { text, tone: Tone::Bad }, words.cases_preview_gap_remedy(self.list(&gap.roles)))
    }
}
