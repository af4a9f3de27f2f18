use std::ffi::{OsStr, OsString};
use std::io::Write;

use clap::builder::{OsStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches, Command};
use jiff::Timestamp;
use jiff::tz::Offset;
use kernel::identifier::{Context, Note, Part, Reading, Scheme, Verdict, guess, mask, parse};
use serde::Serialize;

use super::numbers::{self, Number};
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::{Column, Table};
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("check")
        .about(language.pick(
            "核对号码的写法和校验位；不查询任何登记机关",
            "check how a number is written and its check digit; no register is asked",
        ))
        .before_help(
            "qiangxian identifier check 91350100M000100Y43 'ZL 2024 1 0123456.0'\n\
             qiangxian identifier check --scheme uscc --file firms.csv --column code\n\
             qiangxian identifier check --file numbers.txt --format json",
        )
        .after_help(language.pick(
            "退出码 1 表示有号码未通过；公民身份号码在输出中只显示前六位和后四位",
            "exit code 1 means that a number did not pass; of identity numbers only the first six and\nthe last four characters are shown",
        ))
        .arg(
            Arg::new("value")
                .value_name(language.pick("号码", "NUMBER"))
                .num_args(1..)
                .required_unless_present("file")
                .help(language.pick("一个或多个号码；- 为标准输入，每行一个", "one or more numbers; - is stdin with one in each line")),
        )
        .arg(
            Arg::new("scheme")
                .long("scheme")
                .value_name("SCHEME")
                .value_parser(PossibleValuesParser::new(Scheme::ALL.map(Scheme::id)))
                .help(format!("{}\n{}", language.pick("号码种类；不写则自动判断：", "kind of number; guessed if left out:"), schemes())),
        )
        .arg(
            Arg::new("file")
                .long("file")
                .value_name("FILE")
                .value_parser(OsStringValueParser::new())
                .conflicts_with("value")
                .help(language.pick(
                    "每行一个号码的文本，或 CSV；- 为标准输入",
                    "text with a number in each line, or CSV; - is stdin",
                )),
        )
        .arg(
            Arg::new("column")
                .long("column")
                .value_name("NAME")
                .requires("file")
                // Otherwise a number on the command line would satisfy the requirement.
                .conflicts_with("value")
                .help(language.pick("CSV 中的列名", "the column of the CSV")),
        )
        .arg(format(&["table", "json"], language.pick("输出形式；默认 table", "form of the output; table by default")))
}

/// The names of the schemes in lines of a help page.
fn schemes() -> String {
    let rows: Vec<String> = Scheme::ALL
        .chunks(3)
        .map(|row| row.iter().map(|scheme| scheme.id()).collect::<Vec<_>>().join(" "))
        .collect();
    rows.join("\n")
}

/// What was found of one number; personal numbers are masked.
#[derive(Serialize)]
struct Checked {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    raw: String,
    scheme: Option<Scheme>,
    canonical: Option<String>,
    verdict: Verdict,
    code: &'static str,
    what: kernel::Wording,
    remedy: Option<kernel::Wording>,
    suggestion: Option<String>,
    notes: Vec<Note>,
    parts: Vec<Part>,
    /// Other kinds of number it could be, where the kind was not named.
    also: Vec<Scheme>,
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let numbers = match matches.get_one::<OsString>("file") {
        Some(file) => {
            numbers::of_file(file, matches.get_one::<String>("column").map(String::as_str), session)?
        }
        None => named(matches, session)?,
    };
    let scheme = Scheme::named(text_of(matches, "scheme"));
    // The dates of China, where these numbers are given out.
    let today = Offset::constant(8).to_datetime(Timestamp::now()).date();
    let checked: Vec<Checked> =
        numbers.iter().map(|number| check(number, scheme, Context::on(today))).collect();
    if text_of(matches, "format") == "json" {
        serde_json::to_writer_pretty(&mut session.output, &checked)?;
        session.output.write_all(b"\n")?;
    } else {
        let page = page(&checked, session);
        session.output.write_all(page.as_bytes())?;
    }
    let failed = checked.iter().filter(|checked| checked.verdict != Verdict::Ok).count();
    let all = checked.len();
    session
        .say(&format!("{all} 个号码，{failed} 个未通过"), &format!("{all} numbers, {failed} did not pass"))?;
    Ok(if failed == 0 { Exit::Fine } else { Exit::Found })
}

/// The numbers of the command line; `-` stands for those of standard input, one in each line.
fn named(matches: &ArgMatches, session: &Session) -> Result<Vec<Number>, Failure> {
    let mut numbers = Vec::new();
    for value in matches.get_many::<String>("value").into_iter().flatten() {
        if value == "-" {
            numbers.extend(numbers::of_file(OsStr::new("-"), None, session)?);
        } else {
            numbers.push(Number { line: None, text: value.clone() });
        }
    }
    Ok(numbers)
}

fn check(number: &Number, scheme: Option<Scheme>, context: Context) -> Checked {
    let mut guesses = guess(&number.text, context);
    let is_person_guessed = guesses.iter().any(is_of_a_person);
    let also = if scheme.is_none() {
        guesses.iter().skip(1).filter_map(|reading| reading.scheme).collect()
    } else {
        Vec::new()
    };
    let reading = scheme.map_or_else(|| guesses.remove(0), |scheme| parse(scheme, &number.text, context));
    let is_hidden = is_hidden(&reading, is_person_guessed);
    let shown = |text: String| if is_hidden { mask(&text) } else { text };
    Checked {
        line: number.line,
        raw: shown(reading.raw),
        scheme: reading.scheme,
        canonical: reading.canonical.map(shown),
        verdict: reading.verdict,
        code: reading.code,
        what: reading.what,
        // A remedy may spell out the number as it was probably meant.
        remedy: reading.remedy.filter(|_| !(is_hidden && reading.suggestion.is_some())),
        suggestion: reading.suggestion.map(shown),
        notes: reading.notes,
        parts: reading.parts,
        also,
    }
}

fn is_of_a_person(reading: &Reading) -> bool {
    reading.scheme.is_some_and(Scheme::is_personal)
}

/// Whether a number has to be masked: it is, or may be, that of a person. So many digits that are nothing known are
/// likely to be an identity number with a slip of the pen.
fn is_hidden(reading: &Reading, is_person_guessed: bool) -> bool {
    let digits = reading.raw.chars().filter(char::is_ascii_digit).count();
    // `4.3E+17` has lost everything that could tell who it is.
    let is_power_of_ten = reading.raw.contains(['e', 'E']);
    match reading.verdict {
        Verdict::Ok => is_of_a_person(reading),
        Verdict::BadCheck => is_of_a_person(reading) || is_person_guessed,
        Verdict::BadShape | Verdict::UnknownScheme => {
            !is_power_of_ten
                && (is_of_a_person(reading) || is_person_guessed || digits >= IDENTITY_DIGITS_MIN)
        }
    }
}

/// Digits of the identity numbers of earlier years: 15.
const IDENTITY_DIGITS_MIN: usize = 15;

fn page(checked: &[Checked], session: &Session) -> String {
    let (language, paint) = (session.language, session.paint);
    let has_lines = checked.iter().any(|checked| checked.line.is_some());
    let mut columns = vec![
        Column::fit(language.pick("结论", "Result")).styled(|paint, text| match text {
            "通过" | "ok" => paint.green(text),
            _ => paint.red(text),
        }),
        Column::flow(language.pick("号码", "Number"), 12, 2),
        Column::flow(language.pick("种类", "Kind"), 10, 1),
        Column::flow(language.pick("规范写法与说明", "Canonical form and remarks"), 20, 3),
    ];
    if has_lines {
        columns.insert(0, Column::fit(language.pick("行", "Line")).right());
    }
    let mut table = Table::new(columns);
    for checked in checked {
        let result = match checked.verdict {
            Verdict::Ok => language.pick("通过", "ok"),
            Verdict::BadCheck => language.pick("校验不符", "bad check"),
            Verdict::BadShape => language.pick("写法有误", "bad shape"),
            Verdict::UnknownScheme => language.pick("无法识别", "unknown"),
        };
        let kind = checked.scheme.map(|scheme| language.of(&scheme.label()).to_owned()).unwrap_or_default();
        let mut cells = vec![result.to_owned(), checked.raw.clone(), kind, remark(checked, language)];
        if has_lines {
            cells.insert(0, checked.line.map(|line| line.to_string()).unwrap_or_default());
        }
        table.row(cells);
    }
    table.render(session.columns, 0, paint)
}

fn remark(checked: &Checked, language: Language) -> String {
    let notes = checked.notes.iter().map(|note| language.of(&note.what()).to_owned());
    let space = language.pick("", " ");
    let mut words: Vec<String> = Vec::new();
    if let Some(canonical) = &checked.canonical {
        words.push(canonical.clone());
        if checked.notes.is_empty() {
            return words.concat();
        }
        words.push(language.pick("。", ".").to_owned() + space);
    } else {
        words.push(language.of(&checked.what).to_owned() + space);
        words.extend(checked.remedy.iter().map(|remedy| language.of(remedy).to_owned() + space));
    }
    words.push(notes.collect::<Vec<_>>().join(space));
    words.concat().trim_end().to_owned()
}
