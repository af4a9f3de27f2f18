//! The figures of a lake as text, CSV and JSON.

use std::io::Write;

use app::lake::{Absence, Doubled, LakeReport, OfCounty, OverLake};
use documents::csv::CsvWriter;
use indicators::{Indicator, State};
use kernel::Wording;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::language::Language;
use crate::render::{Column, Table};
use crate::session::Session;

/// Things counted twice that are named one by one.
const DOUBLED_NAMED: usize = 20;

/// One line for each indicator.
pub(super) fn summary(report: &LakeReport, session: &mut Session) -> Result<(), Failure> {
    head(report, session)?;
    let language = session.language;
    let mut table = Table::new(vec![
        Column::fit(language.pick("代号", "code")),
        Column::flow(language.pick("指标", "indicator"), 16, 2),
        Column::fit(language.pick("合计", "together")).right(),
        Column::fit(language.pick("单位", "unit")),
        Column::fit(language.pick("计入", "counted")).right(),
        Column::flow(language.pick("没有计入的区县", "counties that do not count"), 20, 4),
    ]);
    for of in &report.indicators {
        let indicator = &of.indicator;
        table.row(vec![
            indicator.code.as_ref().map_or_else(|| indicator.id.clone(), |code| code.value.clone()),
            titled(indicator, language),
            together(of, language),
            language.of(&indicator.unit).to_owned(),
            complete(of, language),
            missing(report, of, language),
        ]);
    }
    let page = table.render(session.columns, 0, session.paint);
    session.output.write_all(page.as_bytes())?;
    for of in &report.indicators {
        doubled(of, session)?;
    }
    left_out(report, session)
}

/// Each indicator with a line for each county.
pub(super) fn by_county(report: &LakeReport, session: &mut Session) -> Result<(), Failure> {
    head(report, session)?;
    let language = session.language;
    for of in &report.indicators {
        let indicator = &of.indicator;
        let title = titled(indicator, language);
        let unit = language.of(&indicator.unit);
        let (sum, counted) = (together(of, language), complete(of, language));
        let sum = if sum.is_empty() { language.pick("未取数", "no data").to_owned() } else { sum };
        let line = language.pick(
            format!("{title}（{unit}）：计入{counted}个区县，合计{sum}"),
            format!("{title} ({unit}): {counted} counties count, together {sum}"),
        );
        writeln!(session.output, "\n{line}")?;
        let mut table = Table::new(vec![
            Column::fit(language.pick("名次", "place")).right(),
            Column::fit(language.pick("代码", "division")),
            Column::flow(language.pick("区县", "county"), 10, 2),
            Column::fit(language.pick("数值", "value")).right(),
            Column::flow(language.pick("说明", "explanation"), 24, 4),
        ]);
        let mut counties: Vec<&OfCounty> = of.counties.iter().collect();
        counties.sort_by_key(|county| (county.place.unwrap_or(usize::MAX), &county.division));
        for county in counties {
            table.row(vec![
                county.place.map(|place| place.to_string()).unwrap_or_default(),
                county.division.clone(),
                language.of(&county.name).to_owned(),
                value(county, language),
                why(county)
                    .iter()
                    .map(|why| language.of(why))
                    .collect::<Vec<_>>()
                    .join(language.pick("；", "; ")),
            ]);
        }
        let page = table.render(session.columns, 0, session.paint);
        session.output.write_all(page.as_bytes())?;
        doubled(of, session)?;
    }
    left_out(report, session)
}

/// One line for each indicator and county.
pub(super) fn csv(report: &LakeReport, session: &mut Session) -> Result<(), Failure> {
    let language = session.language;
    let mut writer = CsvWriter::new(&mut session.output)?;
    writer.header([
        "indicator",
        "code",
        "is_draft",
        "as_of",
        "division",
        "county",
        "value",
        "numerator",
        "denominator",
        "rows",
        "place",
        "state",
        "why",
    ])?;
    for of in &report.indicators {
        for county in &of.counties {
            let figure = county.figure.as_ref();
            let cells = [
                of.indicator.id.clone(),
                of.indicator.code.as_ref().map(|code| code.value.clone()).unwrap_or_default(),
                (of.indicator.state == State::Draft).to_string(),
                report.as_of.to_string(),
                county.division.clone(),
                language.of(&county.name).to_owned(),
                if county.counts() { value(county, language) } else { String::new() },
                figure.map(|it| it.numerator.to_string()).unwrap_or_default(),
                figure.and_then(|it| it.denominator).map(|it| it.to_string()).unwrap_or_default(),
                figure.map(|it| it.rows.to_string()).unwrap_or_default(),
                county.place.map(|place| place.to_string()).unwrap_or_default(),
                state(county).to_owned(),
                why(county).iter().map(|why| language.of(why)).collect::<Vec<_>>().join("；"),
            ];
            writer.row(&cells.map(|text| documents::Cell::text(&text)))?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// Everything.
pub(super) fn json(report: &LakeReport, session: &mut Session) -> Result<(), Failure> {
    let absent = |absence: &Absence| json!({ "state": absence.code(), "why": absence.what() });
    let counties = report.counties.iter().map(|(division, name, absence)| {
        json!({ "division": division, "name": name, "absence": absence.as_ref().map(absent) })
    });
    let of_county = |county: &OfCounty| {
        let figure = county.figure.as_ref();
        json!({
            "division": county.division,
            "value": figure.and_then(|it| it.value.as_ref()),
            "text": figure.map(|it| &it.text),
            "numerator": figure.map(|it| it.numerator.to_string()),
            "denominator": figure.and_then(|it| it.denominator).map(|it| it.to_string()),
            "rows": figure.map(|it| it.rows),
            "place": county.place,
            "state": state(county),
            "why": why(county),
            "warnings": county.warnings,
        })
    };
    let several = |doubled: &Doubled| json!({ "key": doubled.key, "counties": doubled.counties });
    let indicators = report.indicators.iter().map(|of| {
        json!({
            "id": of.indicator.id,
            "code": of.indicator.code.as_ref().map(|code| &code.value),
            "title": of.indicator.title,
            "unit": of.indicator.unit,
            "is_draft": of.indicator.state == State::Draft,
            "definition": of.indicator.definition.digest,
            "counted": of.counted(),
            "expected": of.counties.len(),
            "together": of.whole.as_ref().map(|whole| json!({
                "value": whole.value,
                "text": whole.text,
                "numerator": whole.numerator.to_string(),
                "denominator": whole.denominator.map(|it| it.to_string()),
                "rows": whole.rows,
            })),
            "doubled": match &of.doubled {
                Some(Ok(doubled)) => json!(doubled.iter().map(several).collect::<Vec<_>>()),
                Some(Err(why)) => json!({ "unknown": why }),
                None => Value::Null,
            },
            "counties": of.counties.iter().map(of_county).collect::<Vec<_>>(),
        })
    });
    let left_out = report.left_out.iter().map(|(indicator, why)| json!({ "id": indicator.id, "why": why }));
    let all = json!({
        "as_of": report.as_of,
        "demonstration": report.demonstration,
        "counties": counties.collect::<Vec<_>>(),
        "unexpected": report.strangers,
        "indicators": indicators.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut session.output, &all)?;
    Ok(session.output.write_all(b"\n")?)
}

/// As of when, and every county whose publication does not count.
fn head(report: &LakeReport, session: &mut Session) -> Result<(), Failure> {
    let (language, as_of) = (session.language, report.as_of);
    let absent = report
        .counties
        .iter()
        .filter_map(|(division, name, absence)| Some((division, name, absence.as_ref()?)));
    let (all, count) = (report.counties.len(), report.counties.len() - absent.clone().count());
    let (counted, expected) = (thousands(count), thousands(all));
    let demonstration =
        if report.demonstration { language.pick("（演示数据）", " (invented records)") } else { "" };
    let line = language.pick(
        format!("截至{as_of}{demonstration}：{expected}个区县中{counted}个已发布"),
        format!("as of {as_of}{demonstration}: {counted} of {expected} counties have published"),
    );
    writeln!(session.output, "{line}")?;
    for (division, name, absence) in absent {
        let (name, what) = (language.of(name), absence.what());
        writeln!(session.output, "  {division} {name} {}", language.of(&what))?;
    }
    for division in &report.strangers {
        let line = language.pick(
            format!("  {division} 不在区县名单中，不计入"),
            format!("  {division} is not in the list of counties and does not count"),
        );
        writeln!(session.output, "{line}")?;
    }
    Ok(())
}

/// Counties that published and still do not count for an indicator.
fn missing(report: &LakeReport, of: &OverLake, language: Language) -> String {
    let named = of
        .counties
        .iter()
        .zip(&report.counties)
        .filter(|(county, (_, _, absence))| absence.is_none() && !county.counts());
    let words = named.map(|(county, _)| {
        let why: Vec<Wording> = why(county);
        let why = why.first().map(|why| language.of(why).to_owned()).unwrap_or_default();
        format!("{} {why}", language.of(&county.name))
    });
    let words: Vec<String> = words.collect();
    match words.len() {
        0..=3 => words.join(language.pick("；", "; ")),
        more => {
            let rest = more - 2;
            let named = words[..2].join(language.pick("；", "; "));
            language.pick(format!("{named}；等{rest}个"), format!("{named}; and {rest} more"))
        }
    }
}

fn doubled(of: &OverLake, session: &mut Session) -> Result<(), Failure> {
    let language = session.language;
    let title = language.of(&of.indicator.title).to_owned();
    match &of.doubled {
        Some(Ok(found)) if !found.is_empty() => {
            let count = thousands(found.len());
            let line = language.pick(
                format!("{title}：{count}项在几个区县重复计数，合计因此偏大"),
                format!("{title}: {count} are counted in several counties, so the sum is too large"),
            );
            writeln!(session.output, "{line}")?;
            for Doubled { key, counties } in found.iter().take(DOUBLED_NAMED) {
                writeln!(session.output, "  {key}  {}", counties.join(" "))?;
            }
            if found.len() > DOUBLED_NAMED {
                writeln!(
                    session.output,
                    "{}",
                    language.pick("  …全部见 --format json", "  … all with --format json")
                )?;
            }
        }
        Some(Err(why)) => {
            let why = language.of(why);
            let line = language.pick(
                format!("{title}：没有查重，{why}"),
                format!("{title}: what several counties count is not known: {why}"),
            );
            writeln!(session.output, "{line}")?;
        }
        Some(Ok(_)) | None => {}
    }
    Ok(())
}

fn left_out(report: &LakeReport, session: &mut Session) -> Result<(), Failure> {
    if report.left_out.is_empty() {
        return Ok(());
    }
    let language = session.language;
    writeln!(session.output, "\n{}", language.pick("不能跨区县计算：", "cannot be counted over counties:"))?;
    for (indicator, why) in &report.left_out {
        writeln!(session.output, "  {} {}", language.of(&indicator.title), language.of(why))?;
    }
    Ok(())
}

/// The name of an indicator; of a draft with that it is one.
fn titled(indicator: &Indicator, language: Language) -> String {
    let title = language.of(&indicator.title);
    match indicator.state {
        State::Draft => language.pick(format!("{title}（拟定）"), format!("{title} (draft)")),
        State::Approved => title.to_owned(),
    }
}

fn together(of: &OverLake, language: Language) -> String {
    of.whole.as_ref().map(|whole| language.of(&whole.text).to_owned()).unwrap_or_default()
}

/// `2,838 of 2,840`.
fn complete(of: &OverLake, language: Language) -> String {
    let (counted, all) = (thousands(of.counted()), thousands(of.counties.len()));
    language.pick(format!("{counted}/{all}"), format!("{counted} of {all}"))
}

fn value(county: &OfCounty, language: Language) -> String {
    let figure = county.figure.as_ref().filter(|figure| figure.value.is_some());
    figure.map_or_else(
        || language.pick("未取数", "no data").to_owned(),
        |figure| language.of(&figure.text).to_owned(),
    )
}

/// Why a county does not count, or what its checks say.
fn why(county: &OfCounty) -> Vec<Wording> {
    let absence = county.absence.iter().map(Absence::what);
    absence.chain(county.why_not.iter().cloned()).chain(county.warnings.iter().cloned()).collect()
}

fn state(county: &OfCounty) -> &str {
    match &county.absence {
        Some(absence) => absence.code(),
        None if county.counts() => "counted",
        None => "no-figure",
    }
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
