//! Command lines that were not understood: what is wrong, and what was probably meant.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use kernel::Wording;
use kernel::declaration::nearest;

use crate::failure::Failure;
use crate::help;

/// The error of the parser as one of ours, in both languages.
pub(crate) fn failure(error: &clap::Error, command: &clap::Command, arguments: &[OsString]) -> Failure {
    let path = help::path(command, arguments);
    let value = |kind| error.get(kind).map(joined);
    let argument = value(ContextKind::InvalidArg).unwrap_or_default();
    // `--format <FORM>` is named without its value, which stands beside it.
    let option = argument.split_once(' ').map_or(argument.as_str(), |(name, _)| name);
    let written = value(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = value(ContextKind::InvalidSubcommand).unwrap_or_default();
            Wording::new(format!("没有命令“{name}”"), format!("there is no command {name}"))
        }
        ErrorKind::UnknownArgument => {
            Wording::new(format!("不认识“{argument}”"), format!("{argument} is not known here"))
        }
        ErrorKind::InvalidValue if written.is_empty() => {
            Wording::new(format!("{option} 后面缺少值"), format!("{option} needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Wording::new(format!("{option} 不能是“{written}”"), format!("{option} cannot be {written}"))
        }
        ErrorKind::MissingRequiredArgument => {
            Wording::new(format!("缺少 {argument}"), format!("{argument} is missing"))
        }
        ErrorKind::ArgumentConflict => {
            let prior = value(ContextKind::PriorArg).unwrap_or_default();
            Wording::new(
                format!("{argument} 不能与 {prior} 同用"),
                format!("{argument} cannot be used with {prior}"),
            )
        }
        _ => Wording::new("命令行无法理解", "the command line is not understood"),
    };
    Failure::usage(what, remedy(error, &path))
}

/// Help was asked for a command that there is not.
pub(crate) fn no_command(word: &str, path: &[&clap::Command]) -> Failure {
    let names =
        path.last().into_iter().flat_map(|command| command.get_subcommands()).map(clap::Command::get_name);
    let meant = nearest(word, names)
        .map_or_else(Default::default, |name| (format!("是不是 {name}？"), format!("did you mean {name}? ")));
    let help = see_help(path);
    Failure::usage(
        Wording::new(format!("没有命令“{word}”"), format!("there is no command {word}")),
        Wording::new(meant.0 + &help.zh, meant.1 + &help.en),
    )
}

/// Where the right use is written.
pub(crate) fn see_help(path: &[&clap::Command]) -> Wording {
    let name = path.iter().map(|command| command.get_name()).collect::<Vec<_>>().join(" ");
    Wording::new(format!("用法见 {name} --help"), format!("see {name} --help"))
}

fn remedy(error: &clap::Error, path: &[&clap::Command]) -> Wording {
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(|kind| error.get(kind))
            .map(joined)
            .filter(|word| !word.is_empty());
    let help = see_help(path);
    let mut remedy = match suggested {
        Some(word) => Wording::new(format!("是不是 {word}？"), format!("did you mean {word}? ")),
        None => Wording::new("", ""),
    };
    if let Some(valid) = error.get(ContextKind::ValidValue).map(joined).filter(|valid| !valid.is_empty()) {
        remedy.zh.push_str(&format!("可用：{valid}。"));
        remedy.en.push_str(&format!("One of: {valid}. "));
    }
    Wording::new(format!("{}{}", remedy.zh, help.zh), format!("{}{}", remedy.en, help.en))
}

fn joined(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        other => other.to_string(),
    }
}
