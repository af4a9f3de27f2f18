//! Figures of a county: counted from its records, against what its plan wants, seen by whom they concern, proved to strangers.

mod counted;
mod lowered;
mod proof;
mod published;
mod questions;
mod rows;
mod series;
mod sight;
mod stories;
mod wanted;

use app::Actor;
use app::indicators::{Card, Shown, show};
use app::records::{Given, Mode, Proposal, Said, When, propose};
use jiff::civil::date;

pub(crate) use self::sight::COLUMNS;
use crate::world::World;

const DENSITY: &str = "inventions-per-10000";
/// An indicator that counts from what is not public.
const PLEDGES: &str = "pledge-registered";
const FIRST: &str = "202410123456.0";
const SECOND: &str = "202410000001.X";
const ELSEWHERE: &str = "202320123456.1";

async fn say(world: &World, ledger: &str, said: Said, fields: &[(&str, &str)]) {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, &clerk(world), ledger, &proposal, Mode::Save).await.unwrap();
}

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

/// An invention of the county unless it is said otherwise.
async fn invention(world: &World, number: &str, more: &[(&str, &str)]) {
    let mut fields = vec![
        ("application_number", number),
        ("kind", "invention"),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("division", "430105"),
        ("filed_on", "2024-03-05"),
        ("granted_on", "2025-06-17"),
        ("status", "valid"),
    ];
    fields.retain(|(id, _)| more.iter().all(|(other, _)| id != other));
    fields.extend(more);
    say(world, "patents", Said::Created { from: date(2025, 6, 17) }, &fields).await;
}

async fn two_inventions(world: &World) {
    invention(world, FIRST, &[("body", "street-yuehu")]).await;
    invention(world, SECOND, &[]).await;
}

async fn shown(world: &World, actor: &Actor, when: When) -> Shown {
    show(&world.app, actor, DENSITY, when, false).await.unwrap()
}

/// Value, numerator, denominator.
fn told(card: &Card) -> String {
    let figure = card.computed.figure().unwrap();
    format!("{} = {} / {}", figure.text.zh, figure.numerator, figure.denominator.unwrap())
}

/// A registered pledge that a body arranged, for a firm in some street.
async fn pledge(world: &World, number: &str, body: &str) {
    pledge_of(world, number, body, "演示企业001").await;
}

/// The same of a firm.
async fn pledge_of(world: &World, number: &str, body: &str, pledgor: &str) {
    let fields = [
        ("number", number),
        ("body", body),
        ("pledgor", pledgor),
        ("pledgee", "演示银行"),
        ("registered_on", "2026-03-02"),
        ("registered_amount", "500万元"),
        ("status", "registered"),
    ];
    say(world, "pledges", Said::Created { from: date(2026, 3, 2) }, &fields).await;
}
