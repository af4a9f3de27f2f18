use std::collections::BTreeMap;

use app::records::{self, List, ListRequest, Opened, Told};
use app::totals;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use form::Field as Declared;
use kernel::Problem;
use ledger::{Ledger, View};
use store::ledgers::{Record, Total};

use super::super::draw;
use super::super::imports::{tag, under_way};
use super::export::{Format, export};
use crate::components::{
    Cell, Column, Empty, ErrorSummary, Field, FieldControl, Line, Notice, Order, Pagination, Table, Tone,
};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::query::Query;
use crate::records::{Look, Moment, ask, is_number, offer, place_problems, resolve, told_cell};
use crate::site::Site;

/// How many records one page shows.
const ROWS: u16 = 50;

/// The most columns, so that a row stays one line on an ordinary screen.
const COLUMNS_MAX: usize = 7;

/// The names in an address that are not those of fields.
const NAME: &str = "name-contains";
const VIEW: &str = "view";
const CURSOR: &str = "cursor";

#[derive(Template)]
#[template(path = "pages/ledgers/list.html")]
struct ListPage {
    about: String,
    errors: ErrorSummary,
    filters: Vec<Field>,
    times: Vec<Field>,
    is_past: bool,
    /// The address of the list as it is without filters.
    clear: String,
    /// What the filter form sends along.
    view: String,
    past: Option<Notice>,
    /// The files of which the ledger holds only a part.
    under_way: Vec<Notice>,
    total: String,
    exports: Vec<(String, &'static str)>,
    /// That a file has not all of them, if the list is longer than a file can be.
    export_limit: Option<String>,
    new: Option<String>,
    comparison: Option<String>,
    /// What its records come to, if the ledger declares sums.
    totals: Option<String>,
    table: Option<Table>,
    empty: Empty,
    pagination: Pagination,
    page: Page,
}

/// A ledger as a list, or as a file if its name ends like one.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(name): Path<String>,
    Asked(mut input): Asked,
) -> Result<Response, Error> {
    let (id, format) = Format::of(&name);
    let opened = records::open(&site.app, page.actor(), id)?;
    let moment = Moment::read(&input, opened.context(&site.app));
    let references: Vec<(String, String)> = references(&opened).collect();
    let ambiguous = resolve(&page, references, &mut input).await?;
    let request = request(&opened, &input, &moment);
    if let Some(format) = format {
        return export(&site, &page, id, &request, format).await;
    }
    let plain = ListRequest { limit: ROWS, ..ListRequest::default() };
    let (list, problems) = match records::list(&site.app, page.actor(), id, &request).await {
        Ok(list) if ambiguous.is_empty() => (list, moment.problems.clone()),
        Ok(_) => (records::list(&site.app, page.actor(), id, &plain).await?, ambiguous),
        Err(app::Error::Invalid(problems)) => {
            (records::list(&site.app, page.actor(), id, &plain).await?, problems)
        }
        Err(error) => return Err(error.into()),
    };
    let keys: Vec<&str> = list.page.records.iter().map(|record| record.key.as_str()).collect();
    let told = records::told(&site.app, &opened, moment.when, &keys).await?;
    let mut list = compose(page.clone(), &input, &moment, (&list, &told), &problems);
    let has_totals = !totals::seen(&site.app, page.actor(), &opened).is_empty();
    list.totals = has_totals.then(|| page.href(&format!("/ledgers/{id}/totals")));
    offer(&page, &mut list.filters).await?;
    draw(&list)
}

/// The filters that name records, each with the ledger of these.
fn references(opened: &Opened) -> impl Iterator<Item = (String, String)> {
    opened.filters().filter_map(|field| Some((field.id.clone(), field.kind.ledger()?.to_owned())))
}

/// What the address asks for.
fn request(opened: &Opened, input: &Input, moment: &Moment) -> ListRequest {
    let filters: BTreeMap<String, Vec<String>> =
        opened.filters().map(|field| (field.id.clone(), input.texts(&field.id).to_vec())).collect();
    let given = |name: &str| Some(input.text(name).to_owned()).filter(|text| !text.is_empty());
    ListRequest {
        filters,
        name: given(NAME),
        view: given(VIEW),
        cursor: given(CURSOR),
        limit: ROWS,
        when: moment.when,
    }
}

fn compose(
    page: Page,
    input: &Input,
    moment: &Moment,
    (list, told): (&List, &Told),
    problems: &[Problem],
) -> ListPage {
    let (words, opened) = (page.words, &list.opened);
    let ledger = opened.ledger();
    let path = page.href(&format!("/ledgers/{}", ledger.id));
    let query = query(opened, input, moment);
    let look = Look { page: &page, codes: &opened.declarations().codes, names: &list.names };
    let (mut filters, mut times) = (filters(&page, opened, input), moment.fields(&page));
    let mut fields: Vec<&mut Field> = filters.iter_mut().chain(times.iter_mut()).collect();
    let errors = place_problems(&page, problems, &mut fields);
    let at = |cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| query.clone().with(CURSOR, cursor.as_str()).after(&path))
    };
    let file = |format: Format| (query.after(&format!("{path}.{}", format.end())), format.name());
    let past = moment.add_to(Query::default());
    let order = ListOrder { current: current_view(ledger, input), query: &query, path: &path, past: &past };
    let may_compare = list.may_compare.then(|| page.href(&format!("/ledgers/{}/comparison", ledger.id)));
    let is_narrowed = query.clone().without(VIEW).pairs().next().is_some();
    ListPage {
        about: words.of(&ledger.about).to_owned(),
        past: moment.is_past().then(|| Notice {
            tone: Tone::Information,
            title: moment.sentence(&page),
            text: words.past_not_now().to_owned(),
        }),
        under_way: list
            .under_way
            .iter()
            .map(|it| under_way(&page, it, page.words.under_way_list()))
            .collect(),
        is_past: moment.is_past() || !moment.problems.is_empty(),
        clear: path.clone(),
        view: input.text(VIEW).to_owned(),
        total: total(&page, list.page.total),
        exports: if list.may_export { Format::ALL.map(file).to_vec() } else { Vec::new() },
        export_limit: export_limit(&page, list.page.total),
        new: (list.may_create && !moment.is_past()).then(|| format!("{path}/new")),
        comparison: may_compare,
        totals: None,
        table: (!list.page.records.is_empty()).then(|| table(&look, (list, told), &order)),
        empty: empty(&page, &path, is_narrowed, list.may_create),
        pagination: Pagination {
            words,
            first: list.page.previous.as_ref().map(|_| query.after(&path)),
            previous: at(&list.page.previous),
            next: at(&list.page.next),
        },
        errors,
        filters,
        times,
        page: {
            let title = words.title(&ledger.title);
            let mut page = page.below("/ledgers", words.navigation_ledgers()).titled(title);
            page.has_problems = !problems.is_empty();
            page
        },
    }
}

/// What the address says, without the place in the list.
fn query(opened: &Opened, input: &Input, moment: &Moment) -> Query {
    let mut query = Query::default().with(VIEW, input.text(VIEW)).with(NAME, input.text(NAME));
    for field in opened.filters() {
        for text in input.texts(&field.id) {
            query = query.with(&field.id, text.trim());
        }
    }
    moment.add_to(query)
}

/// The fields above the list: part of the name, then those of the views.
fn filters(page: &Page, opened: &Opened, input: &Input) -> Vec<Field> {
    let declared = opened.declarations();
    let search = FieldControl::Line(Line { kind: "search", ..Line::TEXT });
    let name =
        Field::new(page.words, NAME, page.words.filter_name(), search).filled(&[input.text(NAME).to_owned()]);
    let field = |field: &Declared| {
        let plain = Declared { required: false, many: false, help: None, example: None, ..field.clone() };
        let mut asked = ask(page, &plain, &declared.codes);
        (asked.values, asked.is_required) = (input.texts(&field.id).to_vec(), true);
        if let FieldControl::Select { none, .. } = &mut asked.control {
            *none = page.words.filter_any();
        }
        asked
    };
    std::iter::once(name).chain(opened.filters().map(field)).collect()
}

/// The view whose order the list has: the one that was asked for, or the one that serves the filters best.
fn current_view<'l>(ledger: &'l Ledger, input: &Input) -> Option<&'l View> {
    let chosen = ledger.views.iter().find(|view| view.id == input.text(VIEW));
    let is_given = |id: &String| input.texts(id).iter().filter(|text| !text.trim().is_empty()).count() == 1;
    let serves = |view: &&View| view.filters.iter().all(is_given);
    // Of equals the first: `max_by_key` would give the last.
    chosen.or_else(|| ledger.views.iter().rev().filter(serves).max_by_key(|view| view.filters.len()))
}

/// The order by a column: the address of the list in it, and whether it is the order of the list now.
fn sort_by(field: &Declared, ledger: &Ledger, order: &ListOrder<'_>) -> Option<(String, Order)> {
    let begins = |view: &&View| view.sort.first().is_some_and(|sort| sort.field == field.id);
    let now = order.current.filter(begins);
    let view = now.or_else(|| ledger.views.iter().find(begins))?;
    let href = order.query.clone().without(VIEW).with(VIEW, view.id.as_str()).after(order.path);
    let descending = view.sort.first().is_some_and(|sort| sort.descending);
    let order = match (now.is_some(), descending) {
        (false, _) => Order::Not,
        (true, false) => Order::Ascending,
        (true, true) => Order::Descending,
    };
    Some((href, order))
}

/// What the heads of columns need to offer other orders, and the records to stay in the same past.
struct ListOrder<'l> {
    current: Option<&'l View>,
    query: &'l Query,
    path: &'l str,
    /// The past that the list shows; its records are shown as of the same.
    past: &'l Query,
}

/// The columns of the list: the name, what a card shows, what the views narrow down and sort by.
pub(super) fn columns(opened: &Opened) -> Vec<&Declared> {
    let ledger = opened.ledger();
    let views = ledger.views.iter();
    let of_views = views.flat_map(|view| view.filters.iter().chain(view.sort.iter().map(|sort| &sort.field)));
    let mut columns: Vec<&Declared> = Vec::new();
    for id in std::iter::once(&ledger.name).chain(&ledger.card).chain(of_views) {
        let field = opened.fields().find(|field| field.id == *id);
        if let Some(field) = field.filter(|field| !columns.iter().any(|other| other.id == field.id)) {
            columns.push(field);
        }
    }
    columns.truncate(COLUMNS_MAX);
    columns
}

fn table(look: &Look<'_>, (list, told): (&List, &Told), order: &ListOrder<'_>) -> Table {
    let opened = &list.opened;
    let (page, ledger) = (look.page, opened.ledger());
    let fields = columns(opened);
    let title = |field: &&Declared| Column {
        is_number: is_number(field),
        sort: sort_by(field, ledger, order),
        ..Column::text(page.words.title(&field.title))
    };
    let mut columns: Vec<Column> = fields.iter().map(title).collect();
    // A reader who does not see the name of records is led by their keys.
    let is_named = fields.first().is_some_and(|field| field.id == ledger.name);
    if !is_named {
        columns.insert(0, Column::text(page.words.list_key()));
    }
    columns.extend(told.tellings.iter().map(|telling| Column::text(page.words.title(&telling.title))));
    let is_marked = !list.under_way.is_empty();
    if is_marked {
        columns.push(Column::text(page.words.under_way_column()));
    }
    let row = |record: &Record| {
        let name = record.fields.get(&ledger.name).filter(|_| is_named);
        let name = name.zip(ledger.form.field(&ledger.name)).map(|(value, field)| look.text(field, value));
        let text = name.unwrap_or_else(|| record.key.clone());
        let link = Cell::Link { href: order.past.after(&page.record(&ledger.id, &record.key)), text };
        let others = fields.iter().skip(usize::from(is_named));
        std::iter::once(link)
            .chain(others.map(|field| look.cell(field, record.fields.get(&field.id))))
            .chain(told.tellings.iter().map(|it| told_cell(page, opened, told, (&record.key, it))))
            .chain(is_marked.then(|| mark(page, list, record)))
            .collect()
    };
    let caption = page.words.title(&ledger.title);
    Table { words: page.words, caption, columns, rows: list.page.records.iter().map(row).collect() }
}

/// Whether a record is of a file of which the ledger holds only a part.
fn mark(page: &Page, list: &List, record: &Record) -> Cell {
    let of = list.under_way.iter().find(|it| it.records.contains(&record.key));
    of.map_or(Cell::Nothing, |it| Cell::Tag(tag(page, it.state)))
}

/// How many there are; counting stops where nobody reads on.
pub(crate) fn total(page: &Page, total: Total) -> String {
    match total {
        Total::Exact(count) => page.words.total_exact(grouped(&count)),
        Total::MoreThan(count) => page.words.total_more_than(grouped(&count)),
    }
}

fn export_limit(page: &Page, total: Total) -> Option<String> {
    let limit = page.site.settings.export_records_max;
    let fits =
        matches!(total, Total::Exact(count) if usize::try_from(count).is_ok_and(|count| count <= limit));
    (!fits).then(|| page.words.export_limit(grouped(&limit)))
}

/// A number with a comma at each thousand.
pub(crate) fn grouped(number: &impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A list without records says why, and what to do.
fn empty(page: &Page, path: &str, is_narrowed: bool, may_create: bool) -> Empty {
    let words = page.words;
    let (title, text, action) = match (is_narrowed, may_create) {
        (true, _) => {
            let action = Some((path.to_owned(), words.filter_clear().to_owned()));
            (words.list_nothing_found(), words.list_nothing_found_what(), action)
        }
        (false, true) => {
            let action = Some((format!("{path}/new"), words.list_new().to_owned()));
            (words.list_empty(), words.list_empty_create(), action)
        }
        (false, false) => (words.list_empty(), words.list_empty_wait(), None),
    };
    Empty { title: title.to_owned(), text: text.to_owned(), action }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (10_000, "10,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(&number), text);
        }
    }
}
