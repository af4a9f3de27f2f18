//! Licenses, and the open licenses out of which some of them come.

use jiff::civil::{Date, date};

use super::holder::Holder;
use super::output::Columns;
use super::patent::{self, Patent};
use super::random::{Random, later};
use super::right::{SOURCE, day, dealt_row};
use super::subject::{Right, Subject};
use super::world::World;
use super::{mark, work};

pub(super) const LICENSES: Columns = Columns {
    ledger: "licenses",
    fields: &[
        "number",
        "title",
        "kind",
        "patents",
        "trademarks",
        "works",
        "software_copyrights",
        "open_license",
        "licensor",
        "licensee",
        "enterprise",
        "region",
        "signed_on",
        "until",
        "fee_mode",
        "amount",
        "record_number",
        "recorded_on",
        "ended_on",
        "note",
    ],
    names: &[],
};

pub(super) const OPEN_LICENSES: Columns = Columns {
    ledger: "open-licenses",
    fields: &[
        "patent",
        "number",
        "holder",
        "fee_mode",
        "fee",
        "until",
        "contact",
        "status",
        "filed_on",
        "announced_on",
        "withdrawn_on",
        "source",
    ],
    names: &[],
};

/// The first day on which something is licensed here, and from which on the law knows open licenses.
const FIRST: Date = date(2020, 1, 6);
const FIRST_OPEN: Date = date(2021, 6, 1);

/// What is licensed, of a thousand.
const RIGHTS: [(Right, u64); 4] =
    [(Right::Patent, 650), (Right::Mark, 160), (Right::Software, 110), (Right::Work, 80)];

/// Kinds of licenses, of a thousand.
const KINDS: [(&str, u64); 4] = [("non-exclusive", 700), ("exclusive", 200), ("sole", 80), ("sub", 20)];

/// How it is paid, of a thousand.
const MODES: [(&str, u64); 5] =
    [("lump-sum", 400), ("entry-and-royalty", 200), ("royalty", 180), ("installments", 140), ("free", 80)];
const OPEN_MODES: [(&str, u64); 3] = [("lump-sum", 450), ("royalty", 300), ("free", 250)];

/// A license with its rows: the license, and what it is to the patent.
pub(super) struct License {
    pub(super) row: Vec<String>,
    pub(super) event: Option<Vec<String>>,
}

/// What both parties agreed on.
struct Contract<'c> {
    number: String,
    kind: &'c str,
    subject: Subject,
    /// The declaration out of which it came, if any.
    open: String,
    signed_on: Date,
    until: Date,
    mode: &'c str,
}

/// The license with this number; none where nothing near its place can be licensed.
pub(super) fn license(world: &World, index: u64) -> Option<License> {
    let mut random = Random::of(world.seed, "license", index);
    let right = random.weighted(&RIGHTS);
    let licensed = match right {
        Right::Patent => patent::one_for(world, (index, world.size.licenses), Patent::is_in_force),
        _ => None,
    };
    let subject = match (&licensed, right) {
        (Some(patent), _) => Subject::of_patent(patent),
        (None, Right::Work) => work::work_subject(world, random.below(world.size.works)),
        (None, Right::Software) => work::software_subject(world, random.below(world.size.software)),
        // A mark, too, where no patent near the place is in force.
        (None, Right::Mark | Right::Patent) => mark::any_subject(world, &mut random)?,
    };
    let signed_on = random.within(subject.since.max(FIRST).min(world.drawn_until()), world.drawn_until());
    let until = later(signed_on, random.between(1, 7) * 365 - 1);
    let contract = Contract {
        number: format!("演示许{:05}", index + 1),
        kind: random.weighted(&KINDS),
        open: String::new(),
        signed_on,
        until: subject.until.map_or(until, |last| until.min(last)),
        mode: random.weighted(&MODES),
        subject,
    };
    Some(written(world, contract, licensed.as_ref(), &mut random))
}

/// The license that came of the open license with this number, if one did.
pub(super) fn license_of_open(world: &World, index: u64) -> Option<License> {
    let open = open_license(world, index)?;
    let mut random = Random::of(world.seed, "license-of-open", index);
    let announced_on = open.announced_on.filter(|_| random.happens(450))?;
    let last = open.until.min(world.drawn_until());
    let last = open.withdrawn_on.map_or(last, |day| last.min(day));
    let signed_on = Some(random.within(announced_on, last)).filter(|day| *day <= world.as_of)?;
    let contract = Contract {
        number: format!("演示开{:05}", index + 1),
        kind: "open",
        subject: Subject::of_patent(&open.patent),
        open: format!("{}~1", open.patent.number),
        signed_on,
        until: open.until,
        mode: open.mode,
    };
    Some(written(world, contract, Some(&open.patent), &mut random))
}

fn written(world: &World, contract: Contract<'_>, licensed: Option<&Patent>, random: &mut Random) -> License {
    let Contract { number, kind, subject, open, signed_on, until, mode } = contract;
    let firm = Holder::firm(world, random.below(world.size.firms));
    let is_of_county = random.happens(720) && firm.name != subject.holder.name;
    let licensee = if is_of_county {
        firm.name.clone()
    } else {
        format!("演示外地企业{:03}（演示数据）", random.between(1, 400))
    };
    let enterprise = match subject.holder.enterprise() {
        "" if is_of_county => firm.enterprise(),
        own => own,
    };
    let is_recorded = random.happens(if kind == "exclusive" { 900 } else { 600 });
    // All is drawn, and left out where its day has not come: so what is drawn after it is the same in later files.
    let recorded = is_recorded.then(|| (random.after(signed_on, 20, 80), random.below(1 << 29)));
    let recorded = recorded.filter(|(day, _)| *day <= world.as_of);
    let recorded_on = recorded.map(|(day, _)| day);
    let record_number = recorded.map(|(day, serial)| format!("X{}{serial:09}（演示数据）", day.year()));
    let ended_on = random.happens(40).then(|| random.within(later(signed_on, 90), world.drawn_until()));
    let ended_on = ended_on.filter(|day| *day < until && *day <= world.as_of);
    let amount = if mode == "free" { String::new() } else { format!("{}0000", random.between(2, 120)) };
    let record_number = record_number.unwrap_or_default();
    let recorded = licensed.zip(recorded_on);
    let event = recorded.map(|(patent, day)| dealt_row(patent, day, ("license", &licensee, &record_number)));
    let [patents, trademarks, works, software] = subject.cells();
    let row = vec![
        number,
        subject.title,
        kind.to_owned(),
        patents,
        trademarks,
        works,
        software,
        open,
        subject.holder.name.clone(),
        licensee,
        enterprise.to_owned(),
        "中国".to_owned(),
        signed_on.to_string(),
        until.to_string(),
        mode.to_owned(),
        amount,
        record_number,
        day(recorded_on),
        day(ended_on),
        SOURCE.to_owned(),
    ];
    License { row, event }
}

/// A declaration that whoever pays may use a patent.
pub(super) struct OpenLicense {
    patent: Patent,
    mode: &'static str,
    until: Date,
    announced_on: Option<Date>,
    /// Also where that day has not come yet.
    withdrawn_on: Option<Date>,
    pub(super) row: Vec<String>,
}

/// The open license with this number; none where no patent near its place is in force.
pub(super) fn open_license(world: &World, index: u64) -> Option<OpenLicense> {
    let mut random = Random::of(world.seed, "open-license", index);
    let patent = patent::one_for(world, (index, world.size.open_licenses), Patent::is_in_force)?;
    let earliest = patent.granted_on.unwrap_or(patent.filed_on).max(FIRST_OPEN);
    if earliest > world.drawn_until() {
        return None;
    }
    let filed_on = random.within(earliest, world.drawn_until());
    let announced_on = random.after(filed_on, 30, 75);
    let until = later(filed_on, random.between(3, 9) * 365).min(patent.last_day());
    let to_withdraw_on = random.happens(120).then(|| random.after(announced_on, 90, 600));
    let to_withdraw_on = to_withdraw_on.filter(|day| *day < until);
    let announced_on = Some(announced_on).filter(|day| *day <= world.as_of);
    let withdrawn_on = to_withdraw_on.filter(|day| *day <= world.as_of);
    let status = match (announced_on, withdrawn_on) {
        (None, _) => "filed",
        (_, Some(_)) => "withdrawn",
        _ if until < world.as_of => "expired",
        _ => "announced",
    };
    let mode = random.weighted(&OPEN_MODES);
    let fee = match mode {
        "free" => "免费".to_owned(),
        "royalty" => format!("净销售额的{}%", random.between(1, 6)),
        _ => format!("每年{}万元", random.between(1, 20)),
    };
    let row = vec![
        patent.number.clone(),
        "1".to_owned(),
        patent.holders[0].name.clone(),
        mode.to_owned(),
        fee,
        until.to_string(),
        "演示单位公开电话（演示数据）".to_owned(),
        status.to_owned(),
        filed_on.to_string(),
        day(announced_on),
        day(withdrawn_on),
        SOURCE.to_owned(),
    ];
    Some(OpenLicense { patent, mode, until, announced_on, withdrawn_on: to_withdraw_on, row })
}
