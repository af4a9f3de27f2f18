//! Ask, check, save.

use std::collections::BTreeMap;

use app::Act;
use app::records::{self, Mode, Once, Opened, Outcome, Proposal, Shown, When};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;

use super::compose::{self, BASIS, SEEN};
use super::kind::Statement;
use super::read;
use crate::components::{Entry, ErrorSummary, Field, FieldControl, Notice, Timeline, Tone};
use crate::error::{Error, INVALID, see_other};
use crate::input::{Asked, Input, SentFile, SentFiles};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::once::{TOKEN, once, token};
use crate::query::Query;
use crate::records::{Look, offer, place_problems, record_path, resolve, steps};
use crate::site::Site;
use crate::words::Words;

/// The name of the button that was pressed, and what it says.
const STEP: &str = "step";
const SAVE: &str = "save";
const EDIT: &str = "edit";

type Names = Path<BTreeMap<String, String>>;

#[derive(Template)]
#[template(path = "pages/ledgers/statement.html")]
pub(super) struct StatementPage {
    meaning: &'static str,
    /// What stands in the way of what was sent, and what others said meanwhile.
    pub(super) notice: Option<Notice>,
    pub(super) since: Option<Timeline>,
    errors: ErrorSummary,
    fields: Vec<Field>,
    /// From when on it holds, and why.
    circumstances: Vec<Field>,
    /// What happens with personal information in it.
    privacy: Option<Notice>,
    hidden: Vec<(String, String)>,
    action: String,
    cancel: String,
    /// Whether files can be sent with it.
    has_files: bool,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/ledgers/check.html")]
struct CheckPage {
    effect: Timeline,
    warning: Option<Notice>,
    doubts: Vec<Notice>,
    hidden: Vec<(String, String)>,
    action: String,
    button: String,
    is_grave: bool,
    page: Page,
}

/// A statement on its way: what it is about.
pub(super) struct Draft {
    pub(super) page: Page,
    pub(super) site: Site,
    pub(super) statement: Statement,
    pub(super) opened: Opened,
    /// The record as the form shows it; none for a new one.
    pub(super) shown: Option<Shown>,
    pub(super) input: Input,
}

/// Asks what is to be said.
pub(crate) async fn ask(
    statement: Statement,
    page: Page,
    State(site): State<Site>,
    names: Names,
    Asked(input): Asked,
) -> Result<Response, Error> {
    draw(&Draft::open(statement, page, site, names, input).await?.form(&[]).await?)
}

/// Shows the effect of what was sent, or saves it. What was saved already when the same form was sent before, is not saved
/// again: whatever the record looks like since then, it leads to the same page.
pub(crate) async fn send(
    statement: Statement,
    page: Page,
    State(site): State<Site>,
    Path(names): Names,
    sent: SentFiles,
) -> Result<Response, Error> {
    let once = once(&page, &sent.input).filter(|_| sent.input.text(STEP) == SAVE);
    let draft = Draft::open(statement, page.clone(), site.clone(), Path(names.clone()), sent.input).await;
    let answer = match draft {
        Ok(draft) => answer(draft, sent.files, once.as_ref()).await,
        Err(error) => Err(error),
    };
    let Some(once) = once.filter(|_| !answer.as_ref().is_ok_and(|answer| answer.status().is_redirection()))
    else {
        return answer;
    };
    let ledger = names.get("ledger").map_or("", String::as_str);
    match records::sent_before(&site.app, page.actor(), ledger, statement.act(), &once).await? {
        Some(outcome) => Ok(saved(&page, ledger, &outcome)),
        None => answer,
    }
}

async fn answer(mut draft: Draft, files: Vec<SentFile>, once: Option<&Once>) -> Result<Response, Error> {
    let mut known = draft.keep(files).await?;
    let references = compose::references(&draft.opened);
    known.extend(resolve(&draft.page, references, &mut draft.input).await?);
    let mode = match (draft.input.text(STEP), once) {
        (EDIT, _) => return draw(&draft.form(&[]).await?),
        (SAVE, Some(once)) => Mode::SaveOnce(once),
        (SAVE, None) => Mode::Save,
        _ => Mode::Check,
    };
    let proposal = match draft.proposal(known) {
        Ok(proposal) => proposal,
        Err(problems) => return draft.refuse(problems).await,
    };
    let ledger = &draft.opened.ledger().id;
    match records::propose(&draft.site.app, draft.page.actor(), ledger, &proposal, mode).await {
        Ok(outcome) if mode == Mode::Check => draw(&draft.check(&outcome)),
        Ok(outcome) => Ok(saved(&draft.page, ledger, &outcome)),
        Err(app::Error::Invalid(problems)) => draft.refuse(problems).await,
        Err(app::Error::Conflict(why)) => draft.overtaken(&why).await,
        Err(error) => Err(error.into()),
    }
}

impl Draft {
    async fn open(
        statement: Statement,
        page: Page,
        site: Site,
        Path(names): Names,
        input: Input,
    ) -> Result<Draft, Error> {
        let name = |name: &str| names.get(name).map_or("", String::as_str);
        let actor = page.actor();
        let opened = records::open(&site.app, actor, name("ledger"))?;
        let shown = match statement {
            Statement::Creation => None,
            _ => {
                let as_of = read::basis(&input, opened.context(&site.app));
                let when = When { as_of, ..When::default() };
                Some(records::show(&site.app, actor, name("ledger"), name("key"), when).await?)
            }
        };
        let may = match (&shown, statement) {
            (None, _) => opened.may(actor, Act::Create),
            (Some(shown), Statement::Change) => shown.actions.change,
            (Some(shown), Statement::Correction | Statement::Withdrawal) => shown.actions.correct,
            (Some(shown), Statement::End) => shown.actions.end,
            (Some(shown), Statement::Merger) => shown.actions.merge,
            (Some(shown), Statement::Creation | Statement::Separation) => {
                shown.merged_into.is_some() && opened.may(actor, Act::Merge)
            }
        };
        match may {
            true => Ok(Draft { page, site, statement, opened, shown, input }),
            false if page.reader.is_signed_in() => Err(Error::NotFound),
            false => Err(Error::SignIn),
        }
    }

    /// Keeps the files that came along: what stands for them goes on as a text. Gives what keeps a file from being taken.
    async fn keep(&mut self, files: Vec<SentFile>) -> Result<Vec<Problem>, Error> {
        let mut problems = Vec::new();
        for SentFile { field, name, bytes } in files {
            // Only a form that is not ours sends a file where a text belongs.
            let is_file = |declared: &form::Field| matches!(declared.kind, form::Kind::File);
            if !self.opened.ledger().form.field(&field).is_some_and(is_file) {
                return Err(Error::BadRequest);
            }
            match app::files::keep(&self.site.app, self.page.actor(), &field, (&name, &bytes)).await {
                Ok(kept) => {
                    let is_many = self.opened.ledger().form.field(&field).is_some_and(|field| field.many);
                    let mut texts = if is_many { self.input.texts(&field).to_vec() } else { Vec::new() };
                    texts.push(kept.reference);
                    self.input.put(&field, texts);
                }
                Err(app::Error::Invalid(more)) => problems.extend(more),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(problems)
    }

    fn key(&self) -> &str {
        self.shown.as_ref().map_or("", |shown| shown.key.as_str())
    }

    /// Where the record is, or its ledger if it is new.
    fn home(&self) -> String {
        let ledger = &self.opened.ledger().id;
        if self.shown.is_some() { record_path(ledger, self.key()) } else { format!("/ledgers/{ledger}") }
    }

    fn action(&self) -> String {
        self.page.href(&format!("{}/{}", self.home(), self.statement.segment()))
    }

    /// What was sent, if nothing is wrong with it. Of a field whose problem is known already nothing more is told.
    fn proposal(&self, known: Vec<Problem>) -> Result<Proposal, Vec<Problem>> {
        let recorded =
            self.shown.as_ref().map(|shown| compose::texts(self.statement, shown)).unwrap_or_default();
        let context = self.opened.context(&self.site.app);
        let proposal =
            read::proposal(self.statement, &self.opened, self.key(), &self.input, (&recorded, context));
        if known.is_empty() {
            return proposal;
        }
        let mut others = match proposal {
            Ok(proposal) => records::problems(&self.opened, &proposal, context),
            Err(problems) => problems,
        };
        others.retain(|other| known.iter().all(|problem| problem.place.field != other.place.field));
        Err([others, known].concat())
    }

    /// The page with its name and those above it.
    fn named(&self, title: &str) -> Page {
        let (words, ledger) = (self.page.words, self.opened.ledger());
        let path = format!("/ledgers/{}", ledger.id);
        let page = self
            .page
            .clone()
            .below("/ledgers", words.navigation_ledgers())
            .below(path, words.title(&ledger.title));
        match &self.shown {
            Some(shown) => {
                let look = Look::of(&self.page, shown);
                let name = super::super::record::name(&look, shown);
                page.below(self.home(), name.as_str()).titled(words.statement_title(title, name))
            }
            None => page.titled(words.statement_title(title, words.title(&ledger.title))),
        }
    }

    pub(super) async fn form(&self, problems: &[Problem]) -> Result<StatementPage, Error> {
        let words = self.page.words;
        let (page, statement) = (&self.page, self.statement);
        let mut fields = compose::fields(page, statement, &self.opened, self.shown.as_ref(), &self.input);
        let mut circumstances = compose::circumstances(page, statement, &self.input);
        let mut all: Vec<&mut Field> = fields.iter_mut().chain(circumstances.iter_mut()).collect();
        let errors = place_problems(page, problems, &mut all);
        offer(page, &mut fields).await?;
        let seen = self.shown.iter().map(|shown| (SEEN.to_owned(), shown.newest.to_string()));
        let basis = Some(self.input.text(BASIS)).filter(|basis| !basis.is_empty());
        let mut page = self.named(self.statement.name(words));
        page.has_problems = !problems.is_empty();
        Ok(StatementPage {
            meaning: self.statement.meaning(words),
            notice: None,
            since: None,
            errors,
            hidden: seen.chain(basis.map(|basis| (BASIS.to_owned(), basis.to_owned()))).collect(),
            action: self.action(),
            cancel: self.page.href(&self.home()),
            has_files: fields.iter().any(|field| matches!(field.control, FieldControl::File { .. })),
            fields,
            circumstances,
            privacy: self.privacy(),
            page,
        })
    }

    /// Purpose, keeping time and rule, before anybody writes something personal.
    fn privacy(&self) -> Option<Notice> {
        let (words, ledger) = (self.page.words, self.opened.ledger());
        let is_personal = compose::asked(self.statement, &self.opened).any(|field| field.class.is_sealed());
        let years = match ledger.retention.years {
            Some(years) => words.privacy_some_years(years),
            None => words.privacy_for_ever().to_owned(),
        };
        is_personal.then(|| Notice {
            tone: Tone::Plain,
            title: words.statement_privacy().to_owned(),
            text: words.statement_privacy_what(years, words.of(&ledger.retention.basis)),
        })
    }

    async fn refuse(&self, mut problems: Vec<Problem>) -> Result<Response, Error> {
        compose::name_as_form(&mut problems, &self.opened);
        Ok((INVALID, draw(&self.form(&problems).await?)?).into_response())
    }

    /// What would change, before it does.
    fn check(&self, outcome: &Outcome) -> CheckPage {
        let words = self.page.words;
        let look = Look { page: &self.page, codes: &self.opened.declarations().codes, names: &outcome.names };
        let steps = steps(&look, &self.opened, &outcome.steps, self.site.app.today());
        let nothing = steps.is_empty().then(|| Notice {
            tone: Tone::Warning,
            title: words.statement_known_already().to_owned(),
            text: words.statement_known_already_what().to_owned(),
        });
        let entry = Entry {
            receipt: None,
            operation: String::new(),
            recorded: String::new(),
            who: String::new(),
            reason: self.input.text(compose::REASON).to_owned(),
            steps,
        };
        let kept = self.input.all().filter(|(name, _)| ![STEP, TOKEN].contains(name));
        let hidden = kept.flat_map(|(name, texts)| texts.iter().map(|text| (name.to_owned(), text.clone())));
        CheckPage {
            effect: Timeline { words, entries: vec![entry] },
            warning: nothing,
            doubts: outcome.warnings.iter().map(|problem| doubt(words, problem)).collect(),
            hidden: hidden.chain([(TOKEN.to_owned(), token())]).collect(),
            action: self.action(),
            button: words.statement_save(self.statement.name(words)),
            is_grave: self.statement.is_grave(),
            page: self.named(words.statement_check()),
        }
    }
}

/// What a rule of the ledger warns of: it can be saved all the same.
fn doubt(words: Words, problem: &Problem) -> Notice {
    Notice {
        tone: Tone::Warning,
        title: words.of(&problem.what).to_owned(),
        text: words.of(&problem.remedy).to_owned(),
    }
}

/// To the record, which says that it was saved.
fn saved(page: &Page, ledger: &str, outcome: &Outcome) -> Response {
    let seq = outcome.seq.map(|seq| seq.to_string()).unwrap_or_default();
    let path = record_path(ledger, &outcome.key);
    see_other(&page.href(&Query::default().with("saved", seq).after(&path)))
}
