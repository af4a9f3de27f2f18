//! Help pages: what a command does, examples first, then every word one may write.

use std::ffi::OsString;

use clap::{Arg, Command};

use crate::language::Language;
use crate::render::{Paint, pad, width};

/// The commands whose help is asked for, outermost first; none if the line asks for something else.
pub(crate) fn asked<'c>(root: &'c Command, arguments: &[OsString]) -> Option<Vec<&'c Command>> {
    let words = arguments.iter().skip(1).take_while(|word| *word != "--");
    let asks = words.clone().any(|word| word == "--help" || word == "-h");
    let is_verb = arguments.get(1).is_some_and(|word| word == "help");
    (asks || is_verb).then(|| path(root, arguments))
}

/// The commands that a line names, outermost first.
pub(crate) fn path<'c>(root: &'c Command, arguments: &[OsString]) -> Vec<&'c Command> {
    let mut path = vec![root];
    for word in arguments.iter().skip(1) {
        let Some(last) = path.last() else { break };
        if let Some(inner) =
            last.get_subcommands().find(|command| word == command.get_name() && command.get_name() != "help")
        {
            path.push(inner);
        }
    }
    path
}

/// The first word behind `help` that is no command.
pub(crate) fn unknown(path: &[&Command], arguments: &[OsString]) -> Option<String> {
    if arguments.get(1).is_none_or(|word| word != "help") {
        return None;
    }
    let words = arguments.iter().skip(2).map(|word| word.to_string_lossy());
    let mut words = words.take_while(|word| !word.starts_with('-'));
    let names: Vec<&str> = path.iter().skip(1).map(|command| command.get_name()).collect();
    words.find(|word| !names.contains(&word.as_ref())).map(|word| word.into_owned())
}

/// The help page of a command.
pub(crate) fn page(path: &[&Command], language: Language, paint: Paint) -> String {
    let Some((command, above)) = path.split_last() else { return String::new() };
    let name = path.iter().map(|command| command.get_name()).collect::<Vec<_>>().join(" ");
    let mut page = format!("{}\n", styled(command.get_about()));
    let mut section = |zh: &str, en: &str, lines: &[String]| {
        if !lines.is_empty() {
            page.push_str(&format!("\n{}\n", paint.bold(language.pick(zh, en))));
            lines.iter().for_each(|line| page.push_str(&format!("  {line}\n")));
        }
    };
    section("用法", "Usage", &[format!("{name} {}", usage(command, language))]);
    section("示例", "Examples", &lines(&styled(command.get_before_help())));
    let commands =
        command.get_subcommands().map(|inner| (inner.get_name().to_owned(), styled(inner.get_about())));
    section("命令", "Commands", &two_columns(&commands.collect::<Vec<_>>(), paint));
    let (own, shared): (Vec<&Arg>, Vec<&Arg>) = command
        .get_arguments()
        .chain(above.iter().flat_map(|command| command.get_arguments().filter(|arg| arg.is_global_set())))
        .partition(|arg| !arg.is_global_set());
    let (positionals, options): (Vec<&Arg>, Vec<&Arg>) = own.into_iter().partition(|arg| arg.is_positional());
    let described = |arguments: &[&Arg]| {
        let rows: Vec<(String, String)> =
            arguments.iter().map(|arg| (written(arg), styled(arg.get_help()))).collect();
        two_columns(&rows, paint)
    };
    section("参数", "Arguments", &described(&positionals));
    section("选项", "Options", &described(&options));
    section("通用选项", "Global options", &described(&shared));
    section("说明", "Notes", &lines(&styled(command.get_after_help())));
    page
}

fn styled(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What follows the name of the command.
fn usage(command: &Command, language: Language) -> String {
    if command.has_subcommands() {
        return language.pick("<命令> [选项]", "<command> [options]").to_owned();
    }
    let positionals = command.get_positionals().map(|arg| {
        let name = value_name(arg);
        let many = if arg.get_num_args().is_some_and(|count| count.max_values() > 1) { "…" } else { "" };
        if arg.is_required_set() { format!("<{name}>{many}") } else { format!("[{name}]{many}") }
    });
    let required = command.get_arguments().filter(|arg| !arg.is_positional() && arg.is_required_set());
    let required =
        required.map(|arg| format!("--{} <{}>", arg.get_long().unwrap_or_default(), value_name(arg)));
    let mut words: Vec<String> = positionals.chain(required).collect();
    words.push(language.pick("[选项]", "[options]").to_owned());
    words.join(" ")
}

/// An argument as one writes it: `-o, --output <FILE>`.
fn written(arg: &Arg) -> String {
    if arg.is_positional() {
        return format!("<{}>", value_name(arg));
    }
    let short = arg.get_short().map_or_else(|| "    ".to_owned(), |short| format!("-{short}, "));
    let value =
        if arg.get_action().takes_values() { format!(" <{}>", value_name(arg)) } else { String::new() };
    format!("{short}--{}{value}", arg.get_long().unwrap_or_default())
}

/// A short closed list of values says more than their name.
fn value_name(arg: &Arg) -> String {
    const VALUES_MAX: usize = 4;
    let values: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if (1..=VALUES_MAX).contains(&values.len()) {
        return values.join("|");
    }
    arg.get_value_names().into_iter().flatten().map(|name| name.as_str()).collect::<Vec<_>>().join(" ")
}

/// Names to the left, what they mean to the right; further lines of a meaning stand below it.
fn two_columns(rows: &[(String, String)], paint: Paint) -> Vec<String> {
    let widest = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let mut out = Vec::new();
    for (name, meaning) in rows {
        let mut left = paint.cyan(name) + &pad("", widest - width(name));
        for line in meaning.lines() {
            out.push(format!("{left}  {line}").trim_end().to_owned());
            left = pad("", widest);
        }
    }
    out
}
