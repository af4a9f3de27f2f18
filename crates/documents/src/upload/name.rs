use super::refusal::Refusal;

/// Bytes of a name: 255, the bound of most file systems.
const NAME_BYTES_MAX: usize = 255;

/// Ends of names of what a system runs, or installs, or opens with such a program.
const PROGRAMS: [&str; 40] = [
    "apk", "app", "appx", "bat", "chm", "cmd", "com", "cpl", "deb", "dll", "dmg", "exe", "gadget", "hta",
    "inf", "ipa", "iso", "jar", "js", "jse", "lnk", "mjs", "msc", "msi", "msix", "pif", "ps1", "py", "reg",
    "rpm", "scr", "sh", "so", "sys", "url", "vbe", "vbs", "wasm", "wsf", "wsh",
];

/// Office files that hold macros, or are templates with them.
const WITH_MACROS: [&str; 10] =
    ["docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppsm", "ppam"];

/// Files a browser runs scripts in.
const ACTIVE: [&str; 8] = ["htm", "html", "mht", "mhtml", "shtml", "svg", "xhtml", "xml"];

/// The end of the name in small letters, empty where there is none.
pub(super) fn extension(name: &str) -> Result<String, Refusal> {
    if name.trim().is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(deceives) {
        return Err(Refusal::Name);
    }
    let extension = end(name);
    judged(&extension)?;
    Ok(extension)
}

/// What a name ends with; systems drop dots and blanks after it.
pub(super) fn end(name: &str) -> String {
    let name = name.trim_end_matches(['.', ' ']);
    name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// Refuses what no file may be called, whatever it holds.
pub(super) fn judged(extension: &str) -> Result<(), Refusal> {
    if PROGRAMS.contains(&extension) {
        return Err(Refusal::Program);
    }
    if WITH_MACROS.contains(&extension) {
        return Err(Refusal::Macros);
    }
    if ACTIVE.contains(&extension) {
        return Err(Refusal::Active);
    }
    Ok(())
}

/// Characters that lead into other folders, or show a name otherwise than it is (such as fdp.exe as exe.pdf).
fn deceives(character: char) -> bool {
    character.is_control()
        || matches!(character, '/' | '\\' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
