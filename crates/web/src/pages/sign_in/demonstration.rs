use crate::components::{Cell, Column, Table};
use crate::page::Page;
use crate::pages::form::Below;

/// In a demonstration, how everybody signs in, with the codes of this moment; nothing in any other county.
pub(super) fn sign_ins(page: &Page) -> Option<Below> {
    let app = &page.site.app;
    let sign_ins = app.surroundings().sign_ins.as_ref().filter(|_| page.site.is_demonstration)?;
    let (words, now) = (page.words, app.now());
    let rows = sign_ins.iter().map(|sign_in| {
        let code = sign_in.code(now).map_or(Cell::Nothing, Cell::Figure);
        let role = page.address.language.of(&sign_in.role).to_owned();
        let [name, password] = [&sign_in.name, &sign_in.password].map(|text| Cell::Figure(text.clone()));
        vec![Cell::Lines(vec![sign_in.title.clone(), role]), name, password, code]
    });
    let table = Table {
        words,
        caption: words.sign_in_demonstration().to_owned(),
        columns: [
            words.sign_in_role(),
            words.sign_in_name_only(),
            words.sign_in_password(),
            words.second_factor_code(),
        ]
        .map(Column::text)
        .into(),
        rows: rows.collect(),
    };
    Some(Below { title: words.sign_in_demonstration(), lead: words.sign_in_demonstration_lead(), table })
}
