//! Who has which role. Only the security administrator gives and takes.

use app::cases::Unattended;
use app::deputies::{self, Deputation};
use app::grants::{self, GivenRole, Grant};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::Problem;

use crate::components::{Cell, Choice, Column, Empty, Field, FieldControl, Line, Table, Tag, Tone, Width};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::{Form, REASON};
use crate::pages::my::deputies::{last, post, standing};
use crate::query::Query;
use crate::records::{Doers, asks, day_of, offer, read_day, resolve};
use crate::site::Site;

const ACCOUNT: &str = "account";
const ROLE: &str = "role";
const BODY: &str = "body";
const FROM: &str = "from";
const UNTIL: &str = "until";
const GRANT: &str = "grant";
const DEPUTATION: &str = "deputation";

#[derive(Template)]
#[template(path = "pages/admin/grants.html")]
struct Grants {
    role: Field,
    action: String,
    table: Option<Table>,
    empty: Empty,
    /// The roles that nobody holds and for which something waits.
    unattended: Option<Table>,
    /// Who stands in for whom.
    deputations: Option<Table>,
    page: Page,
}

/// Who holds a role.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let role = role_field(&page, &site, &input);
    let chosen = role.values.first().cloned().unwrap_or_default();
    let held = grants::holders(&site.app, page.actor(), &chosen).await?;
    let doers = Doers::of_accounts(&page, held.iter().map(|grant| grant.account)).await?;
    let table = (!held.is_empty()).then(|| table(&page, &held, &doers));
    let empty = Empty {
        title: words.grants_none().to_owned(),
        text: words.grants_none_what().to_owned(),
        action: Some((page.href("/admin/grants/new"), words.grants_new().to_owned())),
    };
    let action = page.href("/admin/grants");
    let (unattended, deputations) = (unattended(&page, &site).await?, deputations(&page, &site).await?);
    let page = page.below("/admin", words.navigation_admin()).titled(words.navigation_grants());
    draw(&Grants { role, action, table, empty, unattended, deputations, page })
}

async fn unattended(page: &Page, site: &Site) -> Result<Option<Table>, Error> {
    let words = page.words;
    let found = grants::unattended(&site.app, page.actor()).await?;
    let names =
        app::bodies::names(&site.app, found.iter().filter_map(|it| it.body.clone()).collect()).await?;
    let declarations = site.app.declarations();
    let row = |it: &Unattended| {
        let role = declarations.roles.get(&it.role);
        let role = role.map_or_else(|| it.role.clone(), |role| words.of(&role.title).to_owned());
        let body = it.body.as_ref().map(|key| names.get(key).unwrap_or(key).clone());
        let body = body.unwrap_or_else(|| words.grants_county().to_owned());
        let give =
            Query::default().with(ROLE, it.role.as_str()).with(BODY, it.body.as_deref().unwrap_or_default());
        let text = words.grants_unattended_is(body, role, it.to_dos);
        let link = Cell::Link {
            href: give.after(&page.href("/admin/grants/new")),
            text: words.grants_give().to_owned(),
        };
        vec![
            Cell::Text(text),
            Cell::Tag(Tag { text: words.grants_vacant().to_owned(), tone: Tone::Bad }),
            link,
        ]
    };
    let columns = [words.grants_unattended(), words.claim_state(), words.grants_give()];
    let rows: Vec<Vec<Cell>> = found.iter().map(row).collect();
    Ok((!rows.is_empty()).then(|| Table {
        words,
        caption: words.grants_unattended().to_owned(),
        columns: columns.into_iter().map(Column::text).collect(),
        rows,
    }))
}

async fn deputations(page: &Page, site: &Site) -> Result<Option<Table>, Error> {
    let words = page.words;
    let all = deputies::all(&site.app, page.actor()).await?;
    let names = app::bodies::names(&site.app, all.iter().filter_map(|it| it.body.clone()).collect()).await?;
    let doers = Doers::of_accounts(page, all.iter().flat_map(|it| [it.holder, it.deputy])).await?;
    let row = |it: &Deputation| {
        let end = Query::default().with(DEPUTATION, it.id.to_string());
        let end = end.after(&page.href("/admin/grants/deputations/end"));
        vec![
            Cell::Text(doers.account(page, it.deputy)),
            Cell::Text(doers.account(page, it.holder)),
            Cell::Text(post(page, site, (&it.role, it.body.as_deref()), &names)),
            Cell::Figure(words.deputies_days(it.from, last(it))),
            Cell::Tag(standing(page, site, it)),
            Cell::Link { href: end, text: words.deputies_end().to_owned() },
        ]
    };
    let columns = [
        words.deputies_deputy(),
        words.deputies_holder(),
        words.deputies_post(),
        words.deputies_period(),
        words.claim_state(),
        words.deputies_end(),
    ];
    let rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
    Ok((!rows.is_empty()).then(|| Table {
        words,
        caption: words.deputies_all().to_owned(),
        columns: columns.into_iter().map(Column::text).collect(),
        rows,
    }))
}

/// Asks why a deputation is to be ended.
pub(crate) async fn ask_revocation(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    revocation(page, &input).ask()
}

/// Ends it.
pub(crate) async fn revoke(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let deputation = input.text(DEPUTATION).parse().map_err(|_| Error::BadRequest)?;
    match deputies::revoke(&site.app, page.actor(), deputation, input.text(REASON)).await {
        Ok(()) => Ok(see_other(&page.href("/admin/grants"))),
        Err(refusal) => revocation(page, &input).refuse(refusal),
    }
}

fn revocation(page: Page, input: &Input) -> Form {
    let words = page.words;
    let page = page.below("/admin/grants", words.navigation_grants()).titled(words.deputies_end_one());
    let path = "/admin/grants/deputations/end";
    let form = Form::of_reason(page, path, words.deputies_end_lead(), words.deputies_end(), input);
    form.with(DEPUTATION, input.text(DEPUTATION)).or("/admin/grants", words.form_cancel())
}

fn table(page: &Page, held: &[Grant], doers: &Doers) -> Table {
    let words = page.words;
    let row = |grant: &Grant| {
        let take =
            Query::default().with(GRANT, grant.id.to_string()).after(&page.href("/admin/grants/taking"));
        let take = match grant.ended_by {
            None => Cell::Link { href: take, text: words.grants_take().to_owned() },
            Some(_) => Cell::Text(words.grants_taken().to_owned()),
        };
        vec![
            Cell::Text(doers.account(page, grant.account)),
            grant.body.clone().map_or(Cell::Nothing, Cell::Text),
            Cell::Figure(grant.from.to_string()),
            grant.until.map_or(Cell::Nothing, |until| Cell::Figure(until.to_string())),
            take,
        ]
    };
    let columns = vec![
        Column::text(words.grants_account()),
        Column::text(words.grants_body()),
        Column::text(words.mandate_from()),
        Column::text(words.mandate_until()),
        Column::text(words.grants_take()),
    ];
    Table {
        words,
        caption: words.navigation_grants().to_owned(),
        columns,
        rows: held.iter().map(row).collect(),
    }
}

fn role_field(page: &Page, site: &Site, input: &Input) -> Field {
    let words = page.words;
    let declarations = site.app.declarations();
    let choice = |role: &app::Role| Choice { value: role.id.clone(), text: words.title(&role.title) };
    let choices: Vec<Choice> = declarations.roles.iter().map(choice).collect();
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let chosen = Some(input.text(ROLE)).filter(|role| !role.is_empty()).map_or(first, str::to_owned);
    let control = FieldControl::Select { choices, none: words.field_choose() };
    Field::new(words, ROLE, words.roles_role(), control).filled(&[chosen])
}

/// Asks who is to have which role.
pub(crate) async fn ask_new(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    form(page, &site, &input).await?.ask()
}

/// Gives it.
pub(crate) async fn give(
    page: Page,
    State(site): State<Site>,
    Sent(mut input): Sent,
) -> Result<Response, Error> {
    let bodies = (BODY.to_owned(), form::BODIES.to_owned());
    let ambiguous = resolve(&page, [bodies], &mut input).await?;
    let given = match given(&site, &input) {
        Ok(given) if ambiguous.is_empty() => given,
        other => {
            let problems = [other.err().unwrap_or_default(), ambiguous].concat();
            return form(page, &site, &input).await?.refuse(app::Error::Invalid(problems));
        }
    };
    match grants::give(&site.app, page.actor(), &given).await {
        Ok(_) => Ok(see_other(&Query::default().with(ROLE, given.role).after(&page.href("/admin/grants")))),
        Err(refusal) => form(page, &site, &input).await?.refuse(refusal),
    }
}

fn given(site: &Site, input: &Input) -> Result<GivenRole, Vec<Problem>> {
    let declarations = site.app.declarations();
    let context = form::Context { today: site.app.today(), codes: &declarations.codes };
    let text = |name: &str| Some(input.text(name).to_owned()).filter(|text| !text.is_empty());
    let from = read_day(&site.app, FROM, input.text(FROM));
    let until = day_of(UNTIL, input.text(UNTIL), context);
    let account = input.text(ACCOUNT).parse::<i64>().map_err(|_| vec![no_number()]);
    match (from, until, account) {
        (Ok(from), Ok(until), Ok(account)) => Ok(GivenRole {
            account,
            role: input.text(ROLE).to_owned(),
            body: text(BODY),
            case: None,
            from,
            until,
            reason: input.text(REASON).to_owned(),
        }),
        (from, until, account) => {
            Err(account.err().into_iter().chain(from.err()).chain(until.err()).flatten().collect())
        }
    }
}

fn no_number() -> Problem {
    Problem::error(
        "no-number",
        kernel::Place::default().at_field(ACCOUNT),
        kernel::Wording::new("账号编号应为数字", "the number of an account has digits only"),
        kernel::Wording::new("请向系统管理员询问编号", "ask the system administrator for it"),
    )
}

/// Asks why a role is to be taken away.
pub(crate) async fn ask_taking(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    taking(page, &input).ask()
}

/// Takes it away.
pub(crate) async fn take(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let grant = input.text(GRANT).parse().map_err(|_| Error::BadRequest)?;
    match grants::take(&site.app, page.actor(), grant, input.text(REASON)).await {
        Ok(()) => Ok(see_other(&page.href("/admin/grants"))),
        Err(refusal) => taking(page, &input).refuse(refusal),
    }
}

fn taking(page: Page, input: &Input) -> Form {
    let words = page.words;
    let page = page.below("/admin/grants", words.navigation_grants()).titled(words.grants_take());
    let form =
        Form::of_reason(page, "/admin/grants/taking", words.grants_take_lead(), words.grants_take(), input);
    form.with(GRANT, input.text(GRANT)).or("/admin/grants", words.form_cancel())
}

async fn form(page: Page, site: &Site, input: &Input) -> Result<Form, Error> {
    let words = page.words;
    let number = Line { width: Width::Short, keys: "numeric", ..Line::TEXT };
    let mut fields = vec![
        Field::new(words, ACCOUNT, words.grants_account_number(), FieldControl::Line(number))
            .helped(words.grants_account_help())
            .filled(input.texts(ACCOUNT)),
        role_field(&page, site, input),
        Field::new(words, BODY, words.grants_body(), asks(&page, form::BODIES, false))
            .helped(words.grants_body_help())
            .filled(input.texts(BODY))
            .optional(),
        Field::new(words, FROM, words.mandate_from(), FieldControl::Day).filled(input.texts(FROM)),
        Field::new(words, UNTIL, words.mandate_until(), FieldControl::Day)
            .filled(input.texts(UNTIL))
            .optional(),
        Field::new(words, REASON, words.statement_reason(), FieldControl::Text { characters_max: 200 })
            .helped(words.grants_reason_help())
            .filled(input.texts(REASON)),
    ];
    offer(&page, &mut fields).await?;
    let page = page.below("/admin/grants", words.navigation_grants()).titled(words.grants_new());
    let form = Form::new(page, "/admin/grants/new", words.grants_new_lead(), words.grants_give(), fields);
    Ok(form.or("/admin/grants", words.form_cancel()))
}
