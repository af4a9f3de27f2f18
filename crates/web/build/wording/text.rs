/// A sentence with its placeholders.
pub(super) struct Text {
    pub(super) parts: Vec<Part>,
}

/// A piece of a sentence.
pub(super) enum Part {
    /// As it stands.
    Plain(String),
    /// The argument of this name.
    Argument(String),
    /// One of two words, by whether the argument is 1.
    Plural { argument: String, one: String, many: String },
}

impl Text {
    /// Reads `{name}` and `{name|one|many}`.
    pub(super) fn read(written: &str) -> Result<Text, String> {
        if written.trim().is_empty() {
            return Err("is empty; write the sentence".to_owned());
        }
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some(start) = rest.find(['{', '}']) {
            if rest[start..].starts_with('}') {
                return Err("has a } without its {".to_owned());
            }
            let end = rest[start..].find('}').ok_or("has a { without its }")? + start;
            push_plain(&mut parts, &rest[..start]);
            parts.push(placeholder(&rest[start + 1..end])?);
            rest = &rest[end + 1..];
        }
        push_plain(&mut parts, rest);
        Ok(Text { parts })
    }

    /// The names of the arguments in the order in which they appear, perhaps several times.
    pub(super) fn arguments(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Plain(_) => None,
            Part::Argument(argument) | Part::Plural { argument, .. } => Some(argument.as_str()),
        })
    }
}

fn push_plain(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Plain(text.to_owned()));
    }
}

fn placeholder(inside: &str) -> Result<Part, String> {
    let pieces: Vec<&str> = inside.split('|').collect();
    let argument = pieces[0].to_owned();
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if !argument.starts_with(|letter: char| letter.is_ascii_lowercase()) || !argument.chars().all(plain) {
        return Err(format!("has the placeholder {{{inside}}}; name it with small letters, digits and _"));
    }
    match pieces[1..] {
        [] => Ok(Part::Argument(argument)),
        [one, many] => Ok(Part::Plural { argument, one: one.to_owned(), many: many.to_owned() }),
        _ => Err(format!("has {{{inside}}}; a choice is {{name|one|many}}")),
    }
}
