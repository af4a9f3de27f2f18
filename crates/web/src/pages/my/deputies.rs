//! Who stands in for me while I am away, and for whom I stand in.

use std::collections::BTreeMap;

use app::deputies::{self, DAYS_MAX, Deputation, NewDeputy, Own};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Problem;

use crate::components::{Cell, Choice, Column, Empty, Field, FieldControl, Table, Tag, Tone};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::Form;
use crate::records::{Doers, read_day};
use crate::site::Site;

const PATH: &str = "/my/deputies";
const GRANT: &str = "grant";
const DEPUTY: &str = "deputy";
const FROM: &str = "from";
const TO: &str = "to";
const REASON: &str = "reason";
const DEPUTATION: &str = "deputation";

#[derive(Template)]
#[template(path = "pages/my/deputies.html")]
struct Deputies {
    /// Where a deputy is named, if there is a role for one.
    new: Option<String>,
    given: Option<Table>,
    stands_in: Option<Table>,
    empty: Empty,
    page: Page,
}

/// What an own page of deputies tells by name.
struct Known {
    own: Own,
    doers: Doers,
    bodies: BTreeMap<String, String>,
}

/// The own deputies, and for whom one stands in.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let known = Known::read(&page, &site).await?;
    let may_name = !known.own.grants.is_empty();
    let empty = Empty {
        title: words.deputies_none().to_owned(),
        text: if may_name { words.deputies_none_what() } else { words.deputies_no_role() }.to_owned(),
        action: None,
    };
    let new = may_name.then(|| page.href("/my/deputies/new"));
    let table = |of: &[Deputation], is_given| known.table(&page, &site, of, is_given);
    let (given, stands_in) = (table(&known.own.given, true), table(&known.own.stands_in, false));
    let page = page.below("/my", words.navigation_my()).titled(words.deputies_title());
    draw(&Deputies { new, given, stands_in, empty, page })
}

impl Known {
    async fn read(page: &Page, site: &Site) -> Result<Known, Error> {
        let own = deputies::own(&site.app, &page.reader.who).await?;
        let doers = Doers::of_accounts(page, own.accounts().into_iter()).await?;
        let of_deputations = own.given.iter().chain(&own.stands_in).filter_map(|it| it.body.clone());
        let of_grants = own.grants.iter().filter_map(|(grant, _)| grant.body.clone());
        let bodies = app::bodies::names(&site.app, of_deputations.chain(of_grants).collect()).await?;
        Ok(Known { own, doers, bodies })
    }

    fn table(&self, page: &Page, site: &Site, of: &[Deputation], is_given: bool) -> Option<Table> {
        let words = page.words;
        let row = |it: &Deputation| {
            let other = if is_given { it.deputy } else { it.holder };
            let deed = match it.lasts_on(site.app.today()) {
                true => Cell::Deed {
                    action: page.href("/my/deputies/end"),
                    hidden: vec![(DEPUTATION, it.id.to_string())],
                    text: words.deputies_end(),
                },
                false => Cell::Nothing,
            };
            vec![
                Cell::Text(self.doers.account(page, other)),
                Cell::Text(post(page, site, (&it.role, it.body.as_deref()), &self.bodies)),
                Cell::Figure(words.deputies_days(it.from, last(it))),
                Cell::Tag(standing(page, site, it)),
                Cell::Text(it.reason.clone()),
                deed,
            ]
        };
        let (who, caption) = match is_given {
            true => (words.deputies_deputy(), words.deputies_given()),
            false => (words.deputies_holder(), words.deputies_stands_in()),
        };
        let columns = [
            who,
            words.deputies_post(),
            words.deputies_period(),
            words.claim_state(),
            words.deputies_reason(),
            words.deputies_end(),
        ];
        let columns = columns.into_iter().map(Column::text).collect();
        let rows: Vec<Vec<Cell>> = of.iter().map(row).collect();
        (!rows.is_empty()).then(|| Table { words, caption: caption.to_owned(), columns, rows })
    }
}

/// A role with the body for which it holds.
pub(crate) fn post(
    page: &Page,
    site: &Site,
    (role, body): (&str, Option<&str>),
    bodies: &BTreeMap<String, String>,
) -> String {
    let declarations = site.app.declarations();
    let title =
        declarations.roles.get(role).map_or_else(|| role.to_owned(), |role| page.words.title(&role.title));
    match body {
        Some(body) => page.words.deputies_post_of(bodies.get(body).map_or(body, String::as_str), title),
        None => title,
    }
}

/// The last day on which it holds.
pub(crate) fn last(deputation: &Deputation) -> Date {
    deputation.until.checked_sub(1.day()).unwrap_or(deputation.until)
}

/// Whether it holds, will hold, or has ended.
pub(crate) fn standing(page: &Page, site: &Site, deputation: &Deputation) -> Tag {
    let (words, today) = (page.words, site.app.today());
    let (text, tone) = if deputation.holds_on(today) {
        (words.deputies_holds(), Tone::Good)
    } else if deputation.lasts_on(today) && today < deputation.from {
        (words.deputies_waits(), Tone::Information)
    } else {
        (words.deputies_ended(), Tone::Plain)
    };
    Tag { text: text.to_owned(), tone }
}

/// Asks who stands in.
pub(crate) async fn ask_new(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    form(page, &site, &input).await?.ask()
}

/// Names somebody.
pub(crate) async fn appoint(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let new = match read(&site, &input) {
        Ok(new) => new,
        Err(problems) => return form(page, &site, &input).await?.refuse(app::Error::Invalid(problems)),
    };
    match deputies::appoint(&site.app, &page.reader.who, &new).await {
        Ok(_) => Ok(see_other(&page.href(PATH))),
        Err(refusal) => form(page, &site, &input).await?.refuse(refusal),
    }
}

/// Ends it before its last day.
pub(crate) async fn end(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let deputation = input.text(DEPUTATION).parse().map_err(|_| Error::BadRequest)?;
    deputies::end(&site.app, &page.reader.who, deputation).await?;
    Ok(see_other(&page.href(PATH)))
}

fn read(site: &Site, input: &Input) -> Result<NewDeputy, Vec<Problem>> {
    let (from, to) = (read_day(&site.app, FROM, input.text(FROM)), read_day(&site.app, TO, input.text(TO)));
    let number = |name: &str| input.text(name).parse::<i64>().map_err(|_| vec![not_chosen(name)]);
    match (number(GRANT), number(DEPUTY), from, to) {
        (Ok(grant), Ok(deputy), Ok(from), Ok(to)) => {
            Ok(NewDeputy { grant, deputy, from, to, reason: input.text(REASON).to_owned() })
        }
        (grant, deputy, from, to) => {
            let of_numbers = grant.err().into_iter().chain(deputy.err());
            Err(of_numbers.chain(from.err()).chain(to.err()).flatten().collect())
        }
    }
}

fn not_chosen(field: &str) -> Problem {
    Problem::error(
        "missing",
        kernel::Place::default().at_field(field),
        kernel::Wording::new("没有选择", "nothing is chosen"),
        kernel::Wording::new("请从列表中选择", "choose one of the list"),
    )
}

async fn form(page: Page, site: &Site, input: &Input) -> Result<Form, Error> {
    let words = page.words;
    let Known { own, doers, bodies } = Known::read(&page, site).await?;
    let post = |grant: &app::grants::Grant| post(&page, site, (&grant.role, grant.body.as_deref()), &bodies);
    let roles = own.grants.iter();
    let roles: Vec<Choice> =
        roles.map(|(grant, _)| Choice { value: grant.id.to_string(), text: post(grant) }).collect();
    let mut people: BTreeMap<i64, String> = BTreeMap::new();
    for account in own.grants.iter().flat_map(|(_, candidates)| candidates) {
        people.entry(*account).or_insert_with(|| doers.account(&page, *account));
    }
    let people: Vec<Choice> =
        people.into_iter().map(|(account, text)| Choice { value: account.to_string(), text }).collect();
    let mut chosen = input.texts(GRANT).to_vec();
    if let ([], [only]) = (chosen.as_slice(), roles.as_slice()) {
        chosen.push(only.value.clone());
    }
    let select = |choices| FieldControl::Select { choices, none: words.field_choose() };
    let fields = vec![
        Field::new(words, GRANT, words.deputies_which(), select(roles)).filled(&chosen),
        Field::new(words, DEPUTY, words.deputies_deputy(), select(people))
            .helped(words.deputies_deputy_help())
            .filled(input.texts(DEPUTY)),
        Field::new(words, FROM, words.deputies_from(), FieldControl::Day).filled(input.texts(FROM)),
        Field::new(words, TO, words.deputies_to(), FieldControl::Day)
            .helped(words.deputies_to_help(DAYS_MAX))
            .filled(input.texts(TO)),
        Field::new(words, REASON, words.deputies_reason(), FieldControl::Text { characters_max: 200 })
            .helped(words.deputies_reason_help())
            .filled(input.texts(REASON)),
    ];
    let page = page.below("/my", words.navigation_my()).below(PATH, words.deputies_title());
    let page = page.titled(words.deputies_new());
    let form =
        Form::new(page, "/my/deputies/new", words.deputies_new_lead(), words.deputies_appoint(), fields);
    Ok(form.or(PATH, words.form_cancel()))
}
