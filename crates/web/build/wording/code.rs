use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::entry::Entry;
use super::text::{Part, Text};

/// The methods of all entries.
pub(super) fn write(chinese: &BTreeMap<String, Entry>, english: &BTreeMap<String, Entry>) -> String {
    let mut code = String::from("impl Words {\n");
    for (method, entry) in chinese {
        code.push_str(&write_method(method, &entry.text, &english[method].text));
    }
    code.push_str("}\n");
    code
}

fn write_method(method: &str, zh: &Text, en: &Text) -> String {
    let mut arguments: Vec<&str> = Vec::new();
    for argument in zh.arguments() {
        if !arguments.contains(&argument) {
            arguments.push(argument);
        }
    }
    let doc = plain(zh);
    if arguments.is_empty() {
        let (zh, en) = (plain(zh), plain(en));
        return format!(
            "    /// {doc}\n    pub(crate) fn {method}(self) -> &'static str {{\n        self.either({zh:?}, {en:?})\n    }}\n"
        );
    }
    let list: String = arguments.iter().map(|name| format!(", {name}: impl std::fmt::Display")).collect();
    let mut body = String::new();
    for name in &arguments {
        _ = writeln!(body, "        let {name} = {name}.to_string();");
    }
    _ = writeln!(body, "        match self.language {{");
    _ = writeln!(body, "            Language::Zh => {},", expression(zh));
    _ = writeln!(body, "            Language::En => {},", expression(en));
    body.push_str("        }\n");
    format!("    /// {doc}\n    pub(crate) fn {method}(self{list}) -> String {{\n{body}    }}\n")
}

/// The sentence with its placeholders as they are written.
fn plain(text: &Text) -> String {
    let show = |part: &Part| match part {
        Part::Plain(plain) => plain.replace('\n', " "),
        Part::Argument(name) => format!("{{{name}}}"),
        Part::Plural { argument, one, many } => format!("{{{argument}|{one}|{many}}}"),
    };
    text.parts.iter().map(show).collect()
}

/// The expression that joins the parts.
fn expression(text: &Text) -> String {
    let show = |part: &Part| match part {
        Part::Plain(plain) => format!("{plain:?}"),
        Part::Argument(name) => format!("{name}.as_str()"),
        Part::Plural { argument, one, many } => {
            format!("if {argument} == \"1\" {{ {one:?} }} else {{ {many:?} }}")
        }
    };
    let parts: Vec<String> = text.parts.iter().map(show).collect();
    format!("[{}].concat()", parts.join(", "))
}
