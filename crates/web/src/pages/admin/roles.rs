use app::{Act, Role, Rows};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::Class;

use super::super::draw;
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/admin/table.html")]
struct Roles {
    lead: &'static str,
    table: Table,
    page: Page,
}

/// Who may do what, as the pack declares it. It is changed by installing a pack, never here.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let declarations = site.app.declarations();
    let columns = vec![
        Column::text(words.roles_role()),
        Column::text(words.roles_acts()),
        Column::text(words.roles_classes()),
        Column::text(words.roles_rows()),
        Column::text(words.roles_second_factor()),
    ];
    let rows = declarations.roles.iter().map(|role| row(words, role)).collect();
    let table = Table { words, caption: words.navigation_roles().to_owned(), columns, rows };
    let page = page.below("/admin", words.navigation_admin()).titled(words.navigation_roles());
    draw(&Roles { lead: words.roles_lead(), table, page })
}

fn row(words: Words, role: &Role) -> Vec<Cell> {
    let acts = role.acts.iter().chain(&role.records.acts).map(|act| name_of_act(words, *act));
    let classes = role.records.classes.iter().map(|class| name_of_class(words, *class));
    let list = |names: Vec<&str>| {
        if names.is_empty() { Cell::Nothing } else { Cell::Text(names.join(words.comma())) }
    };
    let rows = match role.records.rows {
        Rows::All => words.roles_rows_all(),
        Rows::OwnBody => words.roles_rows_own(),
        Rows::None => words.roles_rows_none(),
    };
    vec![
        Cell::Text(words.title(&role.title)),
        list(acts.collect()),
        list(classes.collect()),
        Cell::Text(rows.to_owned()),
        Cell::Text(if role.second_factor { words.yes() } else { words.no() }.to_owned()),
    ]
}

/// What an act is called on a page.
pub(crate) fn name_of_act(words: Words, act: Act) -> &'static str {
    match act {
        Act::Read => words.act_read(),
        Act::Create => words.act_create(),
        Act::Change => words.act_change(),
        Act::Correct => words.act_correct(),
        Act::End => words.act_end(),
        Act::Merge => words.act_merge(),
        Act::Export => words.act_export(),
        Act::Compare => words.act_compare(),
        Act::Unmask => words.act_unmask(),
        Act::Erase => words.act_erase(),
        Act::ManageAccounts => words.act_manage_accounts(),
        Act::GrantRoles => words.act_grant_roles(),
        Act::ProveFirms => words.act_prove_firms(),
        Act::ManageKeys => words.act_manage_keys(),
        Act::ReadAudit => words.act_read_audit(),
        Act::InstallPack => words.act_install_pack(),
        Act::BackUp => words.act_back_up(),
        Act::SeeHealth => words.act_see_health(),
    }
}

fn name_of_class(words: Words, class: Class) -> &'static str {
    match class {
        Class::Public => words.class_public(),
        Class::Internal => words.class_internal(),
        Class::Personal => words.class_personal(),
        Class::Secret => words.class_secret(),
    }
}
