//! The last days of rights in a county: listed for whom they concern, brought up to date by what is said, told in time.

use std::collections::BTreeSet;

use app::records::{Given, Mode, Proposal, Said, propose};
use app::rights::{self, Asked, List, Which, Whose, life, list, rebuild, totals};
use app::{Actor, inbox};
use form::Class;
use jiff::civil::{Date, date};
use ledger::{DeadlineKind, Standing, yuan};
use store::Database;
use store::firms::FirmRole;
use store::rights::{Query, Scope};

use crate::county::on_both;
use crate::world::{World, world_on};

const FIRM: &str = "91110105DEM000014U";
/// Another firm with the same user, and a right whose fee is due on the same day.
const SISTER: &str = "91110105DEM000022N";
const BANK: &str = "91350100M000100Y43";
const STREET: &str = "street-yuehu";
const INVENTION: &str = "202410123456.0";
const MODEL: &str = "202320123456.1";

async fn say(world: &World, ledger: &str, from: Date, fields: &[(&str, &str)]) {
    said(world, ledger, Said::Created { from }, fields).await;
}

async fn said(world: &World, ledger: &str, said: Said, fields: &[(&str, &str)]) {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    let clerk = clerk(world);
    propose(&world.app, &clerk, ledger, &proposal, Mode::Save).await.unwrap();
}

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

/// Two patents of a firm: the annuity of one is in the sixth month of its grace, that of the other is due in October.
async fn two_patents(world: &World) {
    let firm = [("uscc", FIRM), ("name", "演示企业001"), ("body", STREET), ("status", "operating")];
    say(world, "enterprises", date(2026, 1, 1), &firm).await;
    for (number, kind, title, filed, granted, body) in [
        (INVENTION, "invention", "绣线张力检测方法（演示数据）", "2024-03-05", "2025-06-17", STREET),
        (MODEL, "utility-model", "绣架（演示数据）", "2023-10-12", "2024-05-07", "street-dongfeng-road"),
    ] {
        let fields = [
            ("application_number", number),
            ("kind", kind),
            ("title", title),
            ("applicants", "演示企业001"),
            ("enterprise", FIRM),
            ("body", body),
            ("filed_on", filed),
            ("granted_on", granted),
            ("status", "valid"),
        ];
        say(world, "patents", granted.parse().unwrap(), &fields).await;
    }
}

fn told(list: &List) -> Vec<String> {
    let row = |row: &app::rights::RightDeadline| {
        let pays = list.pays(row).map(|fen| yuan(fen).en).unwrap_or_default();
        let standing = match list.standing(row) {
            Standing::Ahead(days) => format!("in {days} days"),
            Standing::Grace(month) => format!("month {month} of grace"),
            Standing::Over => "over".to_owned(),
        };
        format!("{} year {} {} {pays} {standing}", row.key, row.deadline.number, row.deadline.due)
    };
    list.rows.iter().map(row).collect()
}

/// What is kept of a patent while all days are made anew and single ones are brought up to date at the same time.
async fn at_once(database: Database) {
    let world = world_on(database).await;
    two_patents(&world).await;
    let named = async || {
        let scope = Scope { ledger: "patents".to_owned(), body: None, rules: None };
        let query = Query { scopes: vec![scope], kind: Some("annuity".to_owned()), ..Query::default() };
        let reader = world.app.store().reader().await.unwrap();
        let rows = store::rights::list(&reader, &query, None, 10).await.unwrap();
        rows.into_iter().find(|row| row.key == INVENTION).unwrap().name
    };
    for round in 1..=6 {
        let title = format!("绣线张力检测方法第{round}次（演示数据）");
        let change = async {
            let from = date(2026, 2, round);
            let became = Said::Became { key: INVENTION.to_owned(), from };
            said(&world, "patents", became, &[("title", &title)]).await;
            rights::refresh(&world.app).await.unwrap();
        };
        let (first, (), second) = tokio::join!(rebuild(&world.app), change, rebuild(&world.app));
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(named().await, title, "nothing older in the place of what was brought up to date");
    }
}

#[test]
fn days_made_anew_and_brought_up_to_date_at_once_are_the_newest() {
    on_both(at_once);
}

#[test]
fn the_list_follows_what_is_said() {
    on_both(followed);
}

async fn followed(database: Database) {
    let world = world_on(database).await;
    let clerk = clerk(&world);
    let annuities = Asked { kind: Some(DeadlineKind::Annuity), ..Asked::default() };
    assert!(list(&world.app, &clerk, &annuities).await.unwrap().rows.is_empty());
    two_patents(&world).await;

    let both = [
        format!("{INVENTION} year 3 2026-03-05 ¥1,125 month 6 of grace"),
        format!("{MODEL} year 4 2026-10-12 ¥900 in 41 days"),
    ];
    let all = list(&world.app, &clerk, &annuities).await.unwrap();
    assert_eq!((told(&all), all.whose), (both.to_vec(), Whose::All));
    assert_eq!(all.total, 2);
    let late = Asked { which: Which::Grace, ..annuities.clone() };
    assert_eq!(told(&list(&world.app, &clerk, &late).await.unwrap()), both[..1]);
    let one = Asked { limit: 1, ..annuities.clone() };
    let first = list(&world.app, &clerk, &one).await.unwrap();
    assert_eq!(told(&first), both[..1]);
    let second = list(&world.app, &clerk, &Asked { cursor: first.next, ..one }).await.unwrap();
    assert_eq!((told(&second), second.next), (both[1..].to_vec(), None));

    // Each sees what concerns them.
    let street = world.actor("liaison", Some(STREET));
    assert_eq!(told(&list(&world.app, &street, &annuities).await.unwrap()), both[..1]);
    let elsewhere = Asked { body: Some("street-dongfeng-road".to_owned()), ..annuities.clone() };
    assert!(list(&world.app, &street, &elsewhere).await.unwrap().rows.is_empty());
    let mut firm = world.actor("firm-user", Some(FIRM));
    firm.acting_for = Some(FIRM.to_owned());
    assert_eq!(told(&list(&world.app, &firm, &annuities).await.unwrap()), both);
    let citizen = list(&world.app, &world.actor("citizen", None), &annuities).await.unwrap();
    assert!(citizen.rows.is_empty() && citizen.whose == Whose::Nobody);

    // Totals by sub-district.
    let (counted, _) = totals(&world.app, &clerk, &annuities).await.unwrap();
    let counted: Vec<_> = counted
        .iter()
        .map(|it| (it.body.as_deref(), it.counted.ahead, it.counted.grace, it.counted.fen))
        .collect();
    assert_eq!(counted, [(Some("street-dongfeng-road"), 1, 0, 90_000), (Some(STREET), 0, 1, 90_000)]);

    // A payment without a proof pays nothing; a proved one for a later year says that the earlier was paid.
    let paid = |year: &'static str| {
        [("patent", INVENTION), ("date", "2026-08-20"), ("kind", "fee-payment"), ("year", year)]
    };
    say(&world, "patent-events", date(2026, 8, 20), &paid("3")).await;
    assert_eq!(told(&list(&world.app, &clerk, &annuities).await.unwrap()), both);
    let mut later =
        vec![("patent", INVENTION), ("date", "2026-08-21"), ("kind", "fee-payment"), ("year", "4")];
    say(&world, "patent-events", date(2026, 8, 21), &later).await;
    assert_eq!(told(&list(&world.app, &clerk, &annuities).await.unwrap()), both);
    let receipt = ("收据.txt", "演示数据".as_bytes());
    let receipt = app::files::keep(&world.app, &clerk, "proof", receipt).await.unwrap().reference;
    later[1].1 = "2026-08-22";
    later.push(("proof", &receipt));
    say(&world, "patent-events", date(2026, 8, 22), &later).await;
    assert_eq!(told(&list(&world.app, &clerk, &annuities).await.unwrap()), both[1..]);

    // Made anew, it is the same.
    rebuild(&world.app).await.unwrap();
    assert_eq!(told(&list(&world.app, &clerk, &annuities).await.unwrap()), both[1..]);

    // A year of which nothing is known after its grace does not hide the next.
    world.clock.advance_to("2027-09-20T12:00:00+08:00".parse().unwrap());
    rebuild(&world.app).await.unwrap();
    let over = Asked { which: Which::Over, ..annuities.clone() };
    let over = told(&list(&world.app, &clerk, &over).await.unwrap());
    assert_eq!(over, [format!("{MODEL} year 4 2026-10-12  over")]);
    let next = told(&list(&world.app, &clerk, &annuities).await.unwrap());
    assert_eq!(next, [format!("{MODEL} year 5 2027-10-12 ¥900 in 22 days")]);
}

/// Rules by which days follow on the page of the invention.
async fn rules(world: &World, actor: &Actor) -> Vec<String> {
    let life = life(&world.app, actor, "patents", INVENTION).await.unwrap();
    let rules: BTreeSet<String> = life.deadlines.into_iter().map(|deadline| deadline.rule).collect();
    rules.into_iter().collect()
}

/// From whether a fee is due it could be told what was paid, and from its amount that the firm is small.
#[tokio::test]
async fn days_that_follow_from_what_is_not_seen_are_not_shown() {
    let world = world_on(Database::Sqlite).await;
    two_patents(&world).await;
    let all = ["annuity-invention", "term-invention"];
    assert_eq!(rules(&world, &clerk(&world)).await, all);
    assert_eq!(rules(&world, &world.actor("liaison", Some("street-dongfeng-road"))).await, all);
    for role in ["stranger", "citizen", "firm-user", "mediator"] {
        assert_eq!(rules(&world, &world.actor(role, None)).await, all[1..], "{role}");
    }
    let mut firm = world.actor("firm-user", Some(FIRM));
    firm.acting_for = Some(FIRM.to_owned());
    assert_eq!(rules(&world, &firm).await, all, "what it pays it knows");
    firm.acting_for = Some(BANK.to_owned());
    assert_eq!(rules(&world, &firm).await, all[1..]);

    // In lists as well: who works here and sees no more than the public of patents.
    let asked = Asked { days: 10_000, ..Asked::default() };
    let mut reader = world.actor("district-leader", None);
    let exception =
        pack::Permission { classes: [Class::Public].into(), ..reader.roles[1].role.records.clone() };
    reader.roles[1].role.exceptions.insert("patent-events".to_owned(), exception);
    let listed = list(&world.app, &reader, &asked).await.unwrap();
    assert_eq!(listed.whose, Whose::All);
    let of_patent = listed.rows.iter().filter(|row| row.key == INVENTION);
    assert_eq!(of_patent.map(|row| row.deadline.rule.as_str()).collect::<Vec<&str>>(), all[1..]);
    let annuities = Asked { kind: Some(DeadlineKind::Annuity), ..asked };
    assert!(totals(&world.app, &reader, &annuities).await.unwrap().0.is_empty());
}

/// The rules by which days follow that are listed for a firm, each with its ledger and whether it reads the record.
async fn listed_for(world: &World, firm: &str) -> Vec<String> {
    let mut actor = world.actor("firm-user", Some(firm));
    actor.acting_for = Some(firm.to_owned());
    let asked = Asked { days: 400, ..Asked::default() };
    let listed = list(&world.app, &actor, &asked).await.unwrap();
    let told = |row: &app::rights::RightDeadline| {
        let reads = if listed.unread.contains(&row.ledger) { "unread" } else { "read" };
        format!("{} {} {} {reads}", row.ledger, row.deadline.rule, row.deadline.due)
    };
    listed.rows.iter().map(told).collect()
}

#[test]
fn a_firm_sees_when_its_loan_and_its_permit_end() {
    on_both(own_days);
}

async fn own_days(database: Database) {
    let world = world_on(database).await;
    two_patents(&world).await;
    let pledge = [
        ("number", "2026-901"),
        ("body", "market-supervision"),
        ("pledgor", "演示企业001"),
        ("enterprise", FIRM),
        ("pledgee", "演示银行"),
        ("pledgee_uscc", BANK),
        ("status", "drawn"),
        ("paid_out_on", "2026-02-03"),
        ("paid_out_amount", "100万元"),
        ("until", "2027-02-01"),
    ];
    say(&world, "pledges", date(2026, 2, 1), &pledge).await;
    // A permit is of whom its producer is, who is known by the code.
    let sign = [("number", "2024-901"), ("name", "演示绣（演示数据）"), ("body", STREET)];
    say(&world, "geographical-indications", date(2024, 4, 14), &sign).await;
    let producer = [
        ("gi", "2024-901"),
        ("number", "1"),
        ("name", "演示企业001"),
        ("uscc", FIRM),
        ("body", STREET),
        ("since", "2024-05-01"),
    ];
    say(&world, "gi-producers", date(2024, 5, 1), &producer).await;
    let permit = [("producer", "2024-901~1"), ("approved_on", "2026-03-02"), ("until", "2027-03-01")];
    say(&world, "gi-sign-permits", date(2026, 3, 2), &permit).await;
    let own = listed_for(&world, FIRM).await;
    assert!(own.contains(&"gi-sign-permits permit-end 2027-03-01 read".to_owned()), "{own:?}");
    assert!(own.contains(&"pledges loan-due 2027-02-01 unread".to_owned()), "{own:?}");
    assert!(own.iter().any(|row| row.starts_with("patents ") && row.ends_with(" read")), "{own:?}");
    // Nothing else of the loan, and nobody else's: not even the lender is shown it in the place of the borrower.
    let mut firm = world.actor("firm-user", Some(FIRM));
    firm.acting_for = Some(FIRM.to_owned());
    let shown = life(&world.app, &firm, "pledges", "2026-901").await;
    assert!(matches!(shown, Err(app::Error::NotFound)), "{shown:?}");
    for other in [SISTER, BANK] {
        assert!(listed_for(&world, other).await.is_empty(), "{other}");
    }
    // Who works here and sees no loan sees no day of it.
    let citizen = list(&world.app, &world.actor("citizen", None), &Asked::default()).await.unwrap();
    assert!(citizen.rows.is_empty());
}

#[test]
fn a_missed_fee_warns_whom_it_concerns_and_firms_are_reminded() {
    on_both(warned);
}

async fn warned(database: Database) {
    let world = world_on(database).await;
    two_patents(&world).await;
    let sister = [("uscc", SISTER), ("name", "演示企业002"), ("body", STREET), ("status", "operating")];
    say(&world, "enterprises", date(2026, 1, 1), &sister).await;
    let stand = [
        ("application_number", "202320123457.6"),
        ("kind", "utility-model"),
        ("title", "绣绷（演示数据）"),
        ("applicants", "演示企业002"),
        ("enterprise", SISTER),
        ("body", STREET),
        ("filed_on", "2023-10-12"),
        ("granted_on", "2024-05-07"),
        ("status", "valid"),
    ];
    say(&world, "patents", date(2024, 5, 7), &stand).await;
    let user = world.account("citizen", None).await;
    let lender = world.account("citizen", None).await;
    let office = world.account("clerk", Some("market-supervision")).await;
    let write = world.app.begin(&Actor::system(), "claim", ("firm", FIRM), None).await.unwrap();
    for (firm, name, account) in
        [(FIRM, "演示企业001", user), (SISTER, "演示企业002", user), (BANK, "演示银行", lender)]
    {
        store::firms::note(&write, firm, name).await.unwrap();
        store::firms::add_user(&write, firm, account, FirmRole::Manager).await.unwrap();
    }
    write.commit().await.unwrap();
    let pledge = [
        ("number", "2026-001"),
        ("body", "market-supervision"),
        ("pledgor", "演示企业001"),
        ("enterprise", FIRM),
        ("pledgee", "演示银行"),
        ("pledgee_uscc", BANK),
        ("status", "drawn"),
        ("paid_out_on", "2026-02-03"),
        ("paid_out_amount", "100万元"),
    ];
    say(&world, "pledges", date(2026, 2, 1), &pledge).await;
    let right = [
        ("pledge", "2026-001"),
        ("number", "1"),
        ("body", "market-supervision"),
        ("kind", "patent"),
        ("patent", INVENTION),
    ];
    say(&world, "pledged-rights", date(2026, 2, 1), &right).await;

    let clerk = clerk(&world);
    let warnings = life(&world.app, &clerk, "pledges", "2026-001").await.unwrap().warnings;
    assert_eq!(warnings.len(), 0, "nothing was computed yet: {warnings:?}");
    rebuild(&world.app).await.unwrap();
    for (ledger, key) in [("pledges", "2026-001"), ("patents", INVENTION)] {
        let life = life(&world.app, &clerk, ledger, key).await.unwrap();
        let warning = life.warnings[0].wording();
        assert!(warning.zh.contains("第3年度年费") && warning.zh.contains("2026-09-07"), "{warning:?}");
    }
    // The calendar of who acts for firms has the days of their rights, in order; a lender has none of them.
    let of = async |account: i64| {
        let actor = Actor { account: Some(account), ..stranger(&world) };
        rights::calendar_entries(&world.app, &actor).await.unwrap()
    };
    let own = of(user).await;
    let day = date(2026, 10, 12);
    let named = own.iter().filter(|entry| entry.day == day).map(|entry| entry.row.name.as_str());
    assert_eq!(named.filter(|name| name.contains("绣绷")).count(), 1, "{own:?}");
    assert!(own.is_sorted_by_key(|entry| entry.day));
    assert!(of(lender).await.is_empty());
    let public = life(&world.app, &stranger(&world), "patents", INVENTION).await.unwrap();
    assert!(public.warnings.is_empty(), "what a firm borrows is its own affair");
    assert!(public.deadlines.iter().all(|deadline| !deadline.why.is_empty()));
    // What firms borrow is known to the body that arranged it, and to no other.
    for (body, count) in [("market-supervision", 1), (STREET, 0)] {
        let liaison = world.actor("liaison", Some(body));
        let warnings = life(&world.app, &liaison, "patents", INVENTION).await.unwrap().warnings;
        assert_eq!(warnings.len(), count, "{body}: {warnings:?}");
    }
    // That a patent is the core of an alliance everybody may know; that its fee was missed not.
    let alliance = [
        ("number", "2026-001"),
        ("name", "演示绣产业联盟（演示数据）"),
        ("lead", "演示大学"),
        ("members", "演示企业001；演示研究所"),
        ("enterprises", FIRM),
        ("patents", INVENTION),
        ("formed_on", "2026-01-12"),
    ];
    say(&world, "alliances", date(2026, 1, 12), &alliance).await;
    for (actor, count) in [(&stranger(&world), 0), (&clerk, 2)] {
        let warnings = life(&world.app, actor, "patents", INVENTION).await.unwrap().warnings;
        assert_eq!(warnings.len(), count, "{warnings:?}");
    }

    // Who was warned while there was grace is warned again when it is over.
    let page = format!("/ledgers/patents/records/{INVENTION}");
    remind(&world).await;
    assert_eq!(paths(&world, lender, &page).await, [format!("{page}#missed")]);

    // On 5 October the fees of the utility models are seven days away.
    world.clock.advance_to("2026-10-05T09:00:00+08:00".parse().unwrap());
    remind(&world).await;
    assert_eq!(paths(&world, lender, &page).await, [format!("{page}#missed"), format!("{page}#over")]);
    let titles = titles(&world, user).await;
    for name in ["绣架", "绣绷"] {
        assert!(titles.iter().any(|title| title.contains(name) && title.contains("900元")), "{titles:?}");
    }
    let of_office = self::titles(&world, office).await;
    assert!(of_office.iter().any(|title| title.contains("质押的")), "{of_office:?}");
    // Of an alliance also whom no message reaches: the firm has a user, the university and the institute have none.
    let asked = "请另行告知：演示大学、演示研究所";
    assert!(
        of_office.iter().any(|title| title.contains("联盟核心") && title.ends_with(asked)),
        "{of_office:?}"
    );
    assert!(titles.iter().all(|title| !title.contains("另行告知")), "{titles:?}");
    let of_lender = self::titles(&world, lender).await;
    assert!(of_lender.iter().any(|title| title.contains("质押的")), "{of_lender:?}");
    let before = titles.len();
    remind(&world).await;
    assert_eq!(self::titles(&world, user).await.len(), before, "nobody is told twice");

    // Each reminder leads to the list of the firm that it is about, whichever its reader acts for.
    let lists = paths(&world, user, "/my/deadlines?on=2026-10-12").await;
    let of_firms =
        [FIRM, SISTER].map(|firm| format!("/my/deadlines?on=2026-10-12&ahead=7&enterprise={firm}"));
    assert_eq!(lists, of_firms);
    let mut reader = world.actor("firm-user", Some(FIRM));
    (reader.account, reader.acting_for) = (Some(user), Some(FIRM.to_owned()));
    let of_sister = Asked {
        on: Some(date(2026, 10, 12)),
        enterprise: Some(SISTER.to_owned()),
        kind: Some(DeadlineKind::Annuity),
        ..Asked::default()
    };
    let listed = list(&world.app, &reader, &of_sister).await.unwrap();
    assert_eq!(listed.whose, Whose::Firm(SISTER.to_owned()));
    assert_eq!(told(&listed), ["202320123457.6 year 4 2026-10-12 ¥900 in 7 days"]);
    // Before the second factor its user acts for nobody.
    let waiting = Actor { account: Some(user), ..world.actor("stranger", None) };
    assert_eq!(list(&world.app, &waiting, &of_sister).await.unwrap().whose, Whose::Nobody);
    reader.account = Some(lender);
    assert_eq!(list(&world.app, &reader, &of_sister).await.unwrap().whose, Whose::Firm(FIRM.to_owned()));
    // That of a body to the list of the body.
    let street = world.account("liaison", Some(STREET)).await;
    world.clock.advance_to("2026-10-12T09:00:00+08:00".parse().unwrap());
    remind(&world).await;
    let weekly = |body: &str| format!("/my/deadlines?days=30&week=2026-10-12{body}");
    assert_eq!(paths(&world, street, "/my/").await, [weekly(&format!("&body={STREET}"))]);
    assert_eq!(paths(&world, office, "/my/deadlines?days").await.last(), Some(&weekly("")));

    // And once more when the office says that the right has ended.
    let lapse = Said::Became { key: INVENTION.to_owned(), from: date(2026, 3, 5) };
    said(&world, "patents", lapse, &[("status", "lapsed"), ("ended_on", "2026-03-05")]).await;
    remind(&world).await;
    let stages = ["ended", "missed", "over"].map(|stage| format!("{page}#{stage}"));
    assert_eq!(paths(&world, lender, &page).await, stages);
}

/// Somebody without an account.
fn stranger(world: &World) -> Actor {
    Actor { account: None, ..world.actor("stranger", None) }
}

/// Where the messages of an account lead, of those that begin so.
async fn paths(world: &World, account: i64, begin: &str) -> Vec<String> {
    let mut actor = world.actor("citizen", None);
    actor.account = Some(account);
    let listed = inbox::list(&world.app, &actor, false, None).await.unwrap();
    let paths = listed.messages.into_iter().filter_map(|message| message.path);
    let mut paths: Vec<String> = paths.filter(|path| path.starts_with(begin)).collect();
    paths.sort();
    paths
}

/// Does the work of a morning.
async fn remind(world: &World) {
    rights::remind(&world.app).await.unwrap();
    rights::warn(&world.app).await.unwrap();
}

async fn titles(world: &World, account: i64) -> Vec<String> {
    let mut actor = world.actor("citizen", None);
    actor.account = Some(account);
    let listed = inbox::list(&world.app, &actor, false, None).await.unwrap();
    listed.messages.into_iter().map(|message| message.title_zh).collect()
}

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 4] = ["list", "all", "totals", "life"];

/// What somebody sees, in one letter each: `+` something, `0` nothing, `.` not to be found.
async fn row(world: &World, actor: &Actor) -> String {
    let (app, asked) = (&world.app, Asked { days: 3_000, ..Asked::default() });
    let some = |is_some: bool| if is_some { '+' } else { '0' };
    let found = |outcome: Result<bool, app::Error>| match outcome {
        Ok(is_some) => some(is_some),
        Err(app::Error::NotFound) => '.',
        Err(error) => panic!("{error:?}"),
    };
    let row: String = [
        found(list(app, actor, &asked).await.map(|it| !it.rows.is_empty())),
        found(rights::all(app, actor, &asked).await.map(|it| !it.rows.is_empty())),
        found(totals(app, actor, &asked).await.map(|(it, _)| !it.is_empty())),
        found(life(app, actor, "patents", INVENTION).await.map(|it| !it.deadlines.is_empty())),
    ]
    .into_iter()
    .collect();
    assert_eq!(row.len(), COLUMNS.len());
    row
}

#[tokio::test]
async fn each_role_sees_the_days_that_concern_it() {
    let world = world_on(Database::Sqlite).await;
    two_patents(&world).await;
    let rows = [
        ("stranger", None, "000+"),
        ("citizen", None, "000+"),
        ("firm-user", None, "000+"),
        ("agency", None, "000+"),
        ("clerk", Some("market-supervision"), "++++"),
        ("liaison", Some(STREET), "++++"),
        ("district-leader", None, "++++"),
        ("record-inspector", None, "++++"),
        ("system-administrator", None, "000+"),
    ];
    let mut found = Vec::new();
    for (role, body, _) in rows {
        found.push((role, row(&world, &world.actor(role, body)).await));
    }
    let expected: Vec<(&str, String)> =
        rows.iter().map(|(role, _, row)| (*role, (*row).to_owned())).collect();
    assert_eq!(found, expected);
}
