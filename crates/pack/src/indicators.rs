//! The indicators of a pack: one folder each, `indicators/<id>/`, and `bindings.toml`, which says what the plan promises of
//! them. What an indicator is belongs to the engine.

use std::collections::BTreeMap;

use form::Codes;
use indicators::sql::{self, Allowed, Source};
use indicators::{Binding, Block, Indicator, Known, ReadNumber, Sql, Story, check_all};
use kernel::Problem;
use kernel::declaration::nearest;
use ledger::Ledger;

use crate::fault::Fault;
use crate::pack::Pack;
use crate::table::is_id;
use crate::{ledgers, roles};

/// The code table of the dimensions of the work.
pub const DIMENSION: &str = "dimension";

/// Promises of the plan, each with its indicator.
pub(crate) const BINDINGS: &str = "bindings.toml";

const FOLDER: &str = "indicators/";
const STEPS: &str = "steps/";
const DECLARATION: &str = "indicator.toml";
const STORIES: &str = "stories.txt";
const NAMES: [&str; 5] = [DECLARATION, "rows.sql", "base.sql", "checks.sql", STORIES];
/// Columns that a ledger has in the SQL beside its fields.
const INTERVAL: [&str; 2] = ["valid_from", "valid_to"];

/// The steps of the chain: statements that several indicators share. One of an extending pack takes the place of one with the same id.
fn steps(pack: &Pack) -> Result<BTreeMap<String, String>, Vec<Problem>> {
    let mut steps = BTreeMap::new();
    for pack in pack.chain() {
        for id in step_ids(pack) {
            let text = pack.files.read(&step_file(&id))?.unwrap_or_default();
            steps.insert(id, text.into_owned());
        }
    }
    Ok(steps)
}

/// The ids of the steps that this pack brings itself.
fn step_ids(pack: &Pack) -> Vec<String> {
    let files = pack.files.list().unwrap_or_default();
    let id = |file: &String| Some(file.strip_prefix(STEPS)?.strip_suffix(".sql")?.to_owned());
    files.iter().filter_map(id).filter(|id| is_id(id)).collect()
}

/// The files of the steps that this pack brings itself.
pub(crate) fn step_files(pack: &Pack) -> Vec<String> {
    step_ids(pack).iter().map(|id| step_file(id)).collect()
}

fn step_file(id: &str) -> String {
    format!("{STEPS}{id}.sql")
}

/// Each step is a statement that only reads, of ledgers, other steps and what was counted, and none needs itself. Its parameters are those of the
/// indicators that use it.
fn check_steps(pack: &Pack, known: &Known<'_>, problems: &mut Vec<Problem>) {
    let Ok(steps) = steps(pack) else { return };
    let mut tables = known.ledgers.clone();
    tables.extend(steps.keys().map(String::as_str));
    // Whether a step that looks at what was counted is used by checks alone is told where it is used.
    tables.extend(sql::COUNTED);
    for of_chain in pack.chain() {
        for id in step_ids(of_chain) {
            let Ok(Some(text)) = of_chain.files.read(&step_file(&id)) else { continue };
            let label = of_chain.files.label(&step_file(&id));
            let source = Source::whole(&label, &text);
            let parameters = sql::parameters(&text);
            let allowed =
                Allowed { parameters: parameters.iter().map(String::as_str).collect(), columns: None };
            problems.extend(sql::check(source, &allowed));
            problems.extend(sql::unknown_tables(source, &tables));
            if known.ledgers.contains(id.as_str()) || sql::COUNTED.contains(&id.as_str()) {
                problems.push(Fault::StepIsLedger.at(of_chain.files.place(&step_file(&id))));
            }
            if sql::is_circle(&id, &steps) {
                problems.push(Fault::StepCircle.at(of_chain.files.place(&step_file(&id))));
            }
        }
    }
}

/// Reads every indicator of the chain with its stories. One of an extending pack takes the place of one with the same id.
pub(crate) fn read_chain(pack: &Pack) -> (Vec<(Indicator, Vec<Story>)>, Vec<Problem>) {
    let (mut by_id, mut problems) = (BTreeMap::new(), Vec::new());
    let steps = match steps(pack) {
        Ok(steps) => steps,
        Err(problems) => return (Vec::new(), problems),
    };
    for pack in pack.chain() {
        for id in ids(pack) {
            match read(pack, &id, &steps) {
                Ok(read) => _ = by_id.insert(id, read),
                Err(more) => problems.extend(more),
            }
        }
    }
    (by_id.into_values().collect(), problems)
}

/// The stories of an indicator, from the pack that brings it; none if there is no such indicator.
pub(crate) fn stories(pack: &Pack, id: &str) -> Result<Vec<Story>, Vec<Problem>> {
    let chain = pack.chain();
    let brings = chain.iter().rev().find(|pack| ids(pack).iter().any(|known| known == id));
    brings.map_or(Ok(Vec::new()), |pack| read_stories(pack, id))
}

/// The ids of the indicators that this pack brings itself.
pub(crate) fn ids(pack: &Pack) -> Vec<String> {
    let files = pack.files.list().unwrap_or_default();
    let id = |file: &String| Some(file.strip_prefix(FOLDER)?.strip_suffix("/indicator.toml")?.to_owned());
    files.iter().filter_map(id).filter(|id| !id.contains('/')).collect()
}

/// The files of an indicator.
pub(crate) fn files(id: &str) -> [String; 5] {
    NAMES.map(|name| file(id, name))
}

/// The promises of the plan of this pack or of those it extends.
pub(crate) fn bindings(pack: &Pack) -> Result<Vec<Binding>, Vec<Problem>> {
    match pack.inherited(BINDINGS)? {
        Some((file, text)) => Binding::read(&file, &text),
        None => Ok(Vec::new()),
    }
}

/// Checks the indicators of the chain beside its ledgers, roles and code tables, and the promises beside the plan.
pub(crate) fn check(pack: &Pack, ledgers: &[Ledger], codes: &Codes, problems: &mut Vec<Problem>) {
    let (read, of_indicators) = read_chain(pack);
    let is_whole = of_indicators.is_empty();
    problems.extend(of_indicators);
    // Roles that cannot be read, or are wrong by themselves, are told where they stand.
    let Ok(roles) = pack.roles() else { return };
    if !roles::check(&roles, ledgers).is_empty() {
        return;
    }
    let dimensions = codes.get(DIMENSION).map_or(&[][..], |table| table.rows());
    let known = Known {
        ledgers: ledgers.iter().map(|ledger| ledger.id.as_str()).collect(),
        roles: roles.iter().map(|role| role.id.as_str()).collect(),
        tables: codes.keys().map(String::as_str).collect(),
        dimensions: dimensions.iter().map(|row| row.code.as_str()).collect(),
    };
    check_steps(pack, &known, problems);
    let (indicators, stories): (Vec<Indicator>, Vec<Vec<Story>>) = read.into_iter().unzip();
    problems.extend(check_all(&indicators, &known));
    for (indicator, stories) in indicators.iter().zip(&stories) {
        let replaced = replaced_above(pack, &indicator.id);
        for story in stories {
            let inputs = story.inputs.iter().filter(|input| !replaced.contains(&input.name));
            problems.extend(inputs.flat_map(|input| columns(story, input, ledgers)));
        }
    }
    match bindings(pack) {
        // An indicator that could not be read would be missed.
        Ok(bindings) if is_whole => promises(pack, &bindings, &indicators, problems),
        Ok(_) => {}
        Err(more) => problems.extend(more),
    }
}

/// The ledgers of packs above the one that brings an indicator: its stories were written before those took the place of others.
fn replaced_above(pack: &Pack, id: &str) -> Vec<String> {
    let above = pack.chain().into_iter().rev().take_while(|pack| !ids(pack).iter().any(|own| own == id));
    above.flat_map(ledgers::ids).collect()
}

/// The input of a story is records of a ledger that there is, in columns that it has.
fn columns(story: &Story, input: &Block, ledgers: &[Ledger]) -> Vec<Problem> {
    let place = kernel::Place::file(story.file.as_str());
    let Some(ledger) = ledgers.iter().find(|ledger| ledger.id == input.name) else {
        let known = ledgers.iter().map(|ledger| ledger.id.as_str());
        let nearest = nearest(&input.name, known).map(str::to_owned);
        let fault = Fault::UnknownLedger { ledger: input.name.clone(), nearest };
        return vec![fault.at(place.at_line(input.line))];
    };
    let fields = ledger.form.fields.iter().map(|field| field.id.as_str());
    let known: Vec<&str> = fields.chain(INTERVAL).collect();
    let unknown = input.columns.iter().filter(|column| !known.contains(&column.as_str()));
    unknown
        .map(|column| {
            let nearest = nearest(column, known.iter().copied()).map(str::to_owned);
            let fault = Fault::UnknownColumn { column: column.clone(), nearest, known: known.join(", ") };
            fault.at(place.clone().at_line(input.line + 1).at_field(column.as_str()))
        })
        .collect()
}

/// Each promise is of an indicator that there is, and its words stand in the plan once, so that everybody finds them.
fn promises(pack: &Pack, bindings: &[Binding], indicators: &[Indicator], problems: &mut Vec<Problem>) {
    let plan = pack.plan_text().ok().flatten();
    for binding in bindings {
        let id = &binding.indicator;
        match indicators.iter().find(|indicator| indicator.id == id.value) {
            Some(indicator) => problems.extend(reading(binding, indicator)),
            None => {
                let nearest = nearest(&id.value, indicators.iter().map(|indicator| indicator.id.as_str()));
                let nearest = nearest.map(str::to_owned);
                let fault = Fault::UnknownIndicator { id: id.value.clone(), nearest };
                problems.push(fault.at(id.place.clone()));
            }
        }
        let times = plan.as_ref().map_or(0, |plan| plan.text.matches(binding.quote.value.as_str()).count());
        match times {
            1 => {}
            0 => problems.push(Fault::QuoteNotFound.at(binding.quote.place.clone())),
            times => problems.push(Fault::QuoteOften { times }.at(binding.quote.place.clone())),
        }
    }
}

/// What a pack reads in the words of a promise is a number of its indicator.
fn reading(binding: &Binding, indicator: &Indicator) -> Vec<Problem> {
    let Some(reading) = &binding.reading else { return Vec::new() };
    let undecided = match &reading.number {
        ReadNumber::Answered(parameter) if !reading.number.is_of(indicator) => {
            let fault = Fault::NotDecided { parameter: parameter.value.clone() };
            Some(fault.at(parameter.place.clone()))
        }
        _ => None,
    };
    let number = match &reading.number {
        ReadNumber::Number(number) => Some(number),
        ReadNumber::Answered(_) => None,
    };
    let no_growth =
        (!reading.rate.is_of(indicator.kind, number)).then(|| Fault::NoGrowth.at(binding.place.clone()));
    undecided.into_iter().chain(no_growth).collect()
}

fn file(id: &str, name: &str) -> String {
    format!("{FOLDER}{id}/{name}")
}

fn read_stories(pack: &Pack, id: &str) -> Result<Vec<Story>, Vec<Problem>> {
    let file = file(id, STORIES);
    Story::read(&pack.files.label(&file), &pack.files.read(&file)?.unwrap_or_default())
}

/// An indicator without a story does not load: nothing would show that it counts what it says.
fn read(
    pack: &Pack,
    id: &str,
    steps: &BTreeMap<String, String>,
) -> Result<(Indicator, Vec<Story>), Vec<Problem>> {
    let text = |name: &str| pack.files.read(&file(id, name));
    let (toml, rows, base, checks) =
        (text(DECLARATION)?.unwrap_or_default(), text("rows.sql")?, text("base.sql")?, text("checks.sql")?);
    let sql =
        Sql { rows: rows.as_deref(), base: base.as_deref(), checks: checks.as_deref(), steps: Some(steps) };
    let declaration = file(id, DECLARATION);
    let indicator = Indicator::read(&pack.files.label(&declaration), &toml, sql);
    let stories = read_stories(pack, id);
    let mut problems = Vec::new();
    if let Ok(indicator) = &indicator
        && indicator.id != id
    {
        let fault = Fault::DeclaredElsewhere { declared: indicator.id.clone(), at: declaration.clone() };
        problems.push(fault.at(pack.files.place(&declaration)));
    }
    match (indicator, stories) {
        (Ok(indicator), Ok(stories)) if problems.is_empty() => Ok((indicator, stories)),
        (indicator, stories) => {
            problems.extend(indicator.err().unwrap_or_default());
            problems.extend(stories.err().unwrap_or_default());
            Err(problems)
        }
    }
}
