use encoding_rs::Encoding;

/// Bytes in which browsers look for a declaration: 1024 by the standard; government templates put scripts before it.
const HEAD_BYTES: usize = 8192;

/// The encoding that `<meta charset>`, `<meta http-equiv content>` or an XML declaration names.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes).to_ascii_lowercase();
    let text = String::from_utf8_lossy(&head);
    text.split('<').find_map(|tag| {
        let rest = if tag.starts_with("meta") {
            tag.split_once("charset")?.1
        } else if tag.starts_with("?xml") {
            tag.split_once("encoding")?.1
        } else {
            return None;
        };
        let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:".contains(letter));
        Encoding::for_label(value.get(..end.unwrap_or(value.len()))?.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn finds_the_declaration_however_it_is_written() {
        let name = |page: &str| declared(page.as_bytes()).map(encoding_rs::Encoding::name);
        assert_eq!(name("<meta charset=gb2312>"), Some("GBK"));
        assert_eq!(
            name("<META http-equiv='Content-Type' content='text/html; charset=GB18030'>"),
            Some("gb18030")
        );
        assert_eq!(name("<?xml version='1.0' encoding=\"utf-8\"?>"), Some("UTF-8"));
        assert_eq!(name("<p>charset=big5</p>"), None);
    }
}
