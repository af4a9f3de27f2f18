//! The settings file that `create` writes: every key with what it means, all of them left out.

use super::keys::{KEYS, Shape, sections};
use crate::language::Language;

/// The file, with these keys set: the name of each and its value as TOML has it.
pub(crate) fn template(language: Language, set: &[(&str, String)]) -> String {
    let mut text = String::from(language.pick(
        "# 强县的设置。以 # 开头的行不起作用；去掉 # 即启用。密钥也可以用环境变量给出，变量名写在方括号中。\n",
        "# Settings of Qiangxian. A line that begins with # is left out; take the # away to use it. Secrets may be\n\
         # given by the environment instead, by the variable in square brackets.\n",
    ));
    text.push_str("schema = 1\n");
    for section in sections() {
        if let Some(section) = section {
            text.push_str(&format!("\n[{section}]\n"));
        }
        for key in KEYS.iter().filter(|key| key.section() == section) {
            let variable =
                if key.shape == Shape::Secret { format!(" [{}]", key.variable()) } else { String::new() };
            text.push_str(&format!("# {}{variable}\n", key.about(language)));
            match set.iter().find(|(name, _)| *name == key.name) {
                Some((_, value)) => text.push_str(&format!("{} = {value}\n", key.short())),
                None => text.push_str(&format!("# {} = {}\n", key.short(), key.example)),
            }
        }
    }
    text
}

/// A text as TOML has it.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
