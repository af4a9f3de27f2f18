//! Attestations and sums: what is said of a firm as of a day stays what was said, whatever is recorded later; and who gets either.

use app::attestations::{Checked, check, issue, preview};
use app::goals::goals;
use app::records::{Given, Mode, Proposal, Said, When, propose};
use app::totals::totals;
use app::{Actor, Error};
use jiff::civil::{Date, date};

use crate::world::{World, told, world};

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 4] = ["preview", "issue", "totals", "goals"];

pub(crate) const FIRM: &str = "91430105DEM002036Y";

pub(crate) async fn say(
    world: &World,
    ledger: &str,
    said: Said,
    fields: &[(&str, &str)],
) -> Result<(), Error> {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    let clerk = world.actor("clerk", Some("market-supervision"));
    propose(&world.app, &clerk, ledger, &proposal, Mode::Save).await.map(|_| ())
}

/// A firm with a title, since the first day of 2025.
pub(crate) async fn titled(world: &World) {
    let fields = [("uscc", FIRM), ("name", "演示企业甲（演示数据）"), ("status", "operating")];
    let from = date(2025, 1, 1);
    match say(world, "enterprises", Said::Created { from }, &fields).await {
        Ok(()) | Err(Error::Conflict(_)) => {}
        Err(error) => panic!("{error:?}"),
    }
    let fields = [
        ("number", "2025-900"),
        ("holder", "演示企业甲（演示数据）"),
        ("enterprise", FIRM),
        ("kind", "ip-advantage"),
        ("level", "national"),
        ("since", "2025-11-03"),
        ("issuer", "国家知识产权局"),
    ];
    say(world, "titles", Said::Created { from: date(2025, 11, 3) }, &fields).await.unwrap();
}

async fn issued(world: &World, as_of: Date) -> Checked {
    let clerk = world.actor("clerk", Some("market-supervision"));
    let when = When { as_of: Some(as_of), ..When::default() };
    issue(&world.app, &clerk, "enterprises", FIRM, when).await.unwrap()
}

fn titles(checked: &Checked) -> usize {
    let parts = checked.attested.parts.iter().filter(|part| part.ledger == "titles");
    parts.map(|part| part.records.len()).sum()
}

#[tokio::test]
async fn what_was_attested_can_be_checked_against_that_day_for_ever() {
    let world = world().await;
    titled(&world).await;
    let before = titles(&issued(&world, date(2026, 8, 1)).await);
    let paper = issued(&world, date(2026, 8, 1)).await;
    assert!(before >= 1, "the title is on it");
    world.later("2026-09-02T12:00:00+08:00");
    say(&world, "titles", Said::NeverWas { key: "2025-900".to_owned() }, &[]).await.unwrap();
    // What was known when it was issued is what it is checked against.
    let checked = check(&world.app, paper.number, &paper.code).await.unwrap();
    assert!(checked.is_same);
    let issuer = Some("区市场监督管理局（知识产权局）".to_owned());
    assert_eq!((&paper.issued_by, &checked.issued_by), (&issuer, &issuer));
    assert_eq!(titles(&checked), before);
    let newer = issued(&world, date(2026, 8, 1)).await;
    assert_eq!(titles(&newer), before - 1);
    assert_ne!(newer.attested.digest, paper.attested.digest);
    for (number, code) in
        [(paper.number, newer.code.as_str()), (paper.number + 100, &paper.code), (1, &paper.code)]
    {
        assert!(matches!(check(&world.app, number, code).await, Err(Error::NotFound)), "{number} {code}");
    }
}

#[tokio::test]
async fn an_attestation_is_issued_by_the_body_whose_role_takes_records_out() {
    let world = world().await;
    titled(&world).await;
    let mut both = world.actor("liaison", Some("street-dongfeng-road"));
    both.roles.extend(world.actor("clerk", Some("market-supervision")).roles);
    let paper = issue(&world.app, &both, "enterprises", FIRM, When::default()).await.unwrap();
    assert_eq!(paper.issued_by.as_deref(), Some("区市场监督管理局（知识产权局）"));
}

#[tokio::test]
async fn what_is_named_is_there_and_has_not_ended() {
    let world = world().await;
    titled(&world).await;
    let segment = [("segment", "high-tech"), ("since", "2026-01-05"), ("list", "演示名单（演示数据）")];
    let with = |firm: &'static str| [&[("enterprise", firm)], segment.as_slice()].concat();
    let from = date(2026, 8, 1);
    let nobody =
        say(&world, "enterprise-segments", Said::Created { from }, &with("91430105DEM009999X")).await;
    assert!(matches!(nobody, Err(Error::Invalid(_))));
    say(&world, "enterprises", Said::Ended { key: FIRM.to_owned(), from: date(2026, 7, 1) }, &[])
        .await
        .unwrap();
    let ended = say(&world, "enterprise-segments", Said::Created { from }, &with(FIRM)).await;
    assert_eq!(told(ended), [("record-ended".to_owned(), "enterprise".to_owned())]);
    let earlier = Said::Created { from: date(2026, 6, 30) };
    say(&world, "enterprise-segments", earlier, &with(FIRM)).await.unwrap();
}

#[tokio::test]
async fn nobody_serves_where_their_employer_is_a_party() {
    let world = world().await;
    let employer = "91430105DEM002036Y";
    let member = [
        ("role", "mediator"),
        ("number", "900"),
        ("body", "market-supervision"),
        ("post", "律师（演示数据）"),
        ("person", "演示人员"),
        ("employer_uscc", employer),
        ("since", "2026-01-01"),
    ];
    let from = date(2026, 8, 1);
    say(&world, "roster", Said::Created { from }, &member).await.unwrap();
    let engagement = [
        ("member", "mediator~900"),
        ("number", "1"),
        ("body", "market-supervision"),
        ("kind", "mediation"),
        ("matter", "演示事项（演示数据）"),
        ("date", "2026-08-20"),
    ];
    let unchecked = say(&world, "engagements", Said::Created { from }, &engagement).await;
    let missing = [("conflict-checked", "conflict_checked_on"), ("parties-known", "parties")];
    assert_eq!(told(unchecked), missing.map(|(rule, field)| (rule.to_owned(), field.to_owned())));
    let checked = [&engagement, [("conflict_checked_on", "2026-08-10")].as_slice()].concat();
    let party = [checked.as_slice(), &[("parties", employer)]].concat();
    let refused = say(&world, "engagements", Said::Created { from }, &party).await;
    assert_eq!(told(refused), [("no-conflict".to_owned(), "parties".to_owned())]);
    // Without a party nobody can tell; that all are natural persons is said.
    let silent = say(&world, "engagements", Said::Created { from }, &checked).await;
    assert_eq!(told(silent), [("parties-known".to_owned(), "parties".to_owned())]);
    let natural = [checked.as_slice(), &[("natural_parties", "是")]].concat();
    say(&world, "engagements", Said::Created { from }, &natural).await.unwrap();
}

/// What came of an operation, in one letter: done, refused, not found.
fn letter<T>(outcome: &Result<T, Error>) -> char {
    match outcome {
        Ok(_) | Err(Error::Invalid(_)) => '+',
        Err(Error::NotAllowed(_)) => '-',
        Err(Error::NotFound) => '.',
        Err(error) => panic!("{error}"),
    }
}

async fn row(world: &World, actor: &Actor) -> String {
    let (app, when) = (&world.app, When::default());
    let row: String = [
        letter(&preview(app, actor, "enterprises", FIRM, when).await),
        letter(&issue(app, actor, "enterprises", FIRM, when).await),
        letter(&totals(app, actor, "payments").await),
        letter(&goals(app, actor).await),
    ]
    .into_iter()
    .collect();
    assert_eq!(row.len(), COLUMNS.len());
    row
}

#[tokio::test]
async fn each_role_gets_what_the_pack_says() {
    let world = world().await;
    titled(&world).await;
    let own = Some("street-dongfeng-road");
    let rows = [
        ("stranger", None, "--.."),
        ("citizen", None, "--.."),
        ("firm-user", None, "--.."),
        ("agency", None, "--.."),
        ("clerk", None, "++++"),
        ("liaison", own, "--++"),
        ("district-leader", None, "++++"),
        ("leader", None, "++.+"),
        ("enforcement-officer", None, "--.."),
        ("mediator", None, "--.."),
        ("record-inspector", None, "--++"),
        ("system-administrator", None, "--.."),
        ("security-administrator", None, "--.."),
        ("audit-administrator", None, "--.."),
    ];
    let found: Vec<(&str, String)> = {
        let mut found = Vec::new();
        for (role, body, _) in rows {
            found.push((role, row(&world, &world.actor(role, body)).await));
        }
        found
    };
    let expected: Vec<(&str, String)> =
        rows.iter().map(|(role, _, row)| (*role, (*row).to_owned())).collect();
    assert_eq!(found, expected);
}
