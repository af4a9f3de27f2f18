use app::cases;

use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

/// What the reader may start about a record, each with the address of its form, filled in as far as is known: the record, and what
/// else is known of it by the fields of the form.
pub(crate) fn starts(
    page: &Page,
    site: &Site,
    (ledger, key): (&str, &str),
    known: &[(&str, &str)],
) -> Vec<(String, String)> {
    let link = |start: cases::Start| {
        let asked = known.iter().filter(|(field, _)| start.asks.iter().any(|asked| asked == field));
        let query = asked.fold(Query::default().with(&start.field, key), |query, (field, value)| {
            query.with(field, *value)
        });
        let title = page.words.cases_start_about(page.words.of(&start.step), page.words.of(&start.title));
        (query.after(&page.href(&format!("/procedures/{}/new", start.procedure))), title)
    };
    cases::about(&site.app, page.actor(), ledger).into_iter().map(link).collect()
}
