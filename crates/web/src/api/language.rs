//! In which language a program is told what went wrong: addresses of the API have none, so the request says it.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use form::Language;

/// The language that is wanted most (Accept-Language); Chinese if none of ours is.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let lines = headers.get_all(ACCEPT_LANGUAGE).into_iter().filter_map(|line| line.to_str().ok());
    let wanted = lines.flat_map(|line| line.split(',')).filter_map(wanted);
    // Of equals the first, which `max_by` would not give.
    let best = wanted.reduce(|best, other| if other.1 > best.1 { other } else { best });
    best.filter(|(_, weight)| *weight > 0.0).map_or(Language::Zh, |(language, _)| language)
}

/// One of our languages with its weight.
fn wanted(item: &str) -> Option<(Language, f32)> {
    let (tag, weight) = item.split_once(';').unwrap_or((item, "q=1"));
    let language = match tag.trim().split('-').next()? {
        "zh" => Language::Zh,
        "en" => Language::En,
        _ => return None,
    };
    Some((language, weight.trim().strip_prefix("q=")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use form::Language::{self, En, Zh};

    use super::{ACCEPT_LANGUAGE, language};

    #[test]
    fn the_language_that_is_wanted_most_is_spoken() {
        let check = |header: &'static str, expected: Language| {
            let headers = HeaderMap::from_iter([(ACCEPT_LANGUAGE, HeaderValue::from_static(header))]);
            assert_eq!(language(&headers), expected, "{header}");
        };
        check("en", En);
        check("en-GB,en;q=0.9", En);
        check("zh-CN,zh;q=0.9,en;q=0.8", Zh);
        check("zh;q=0.5, en;q=0.8", En);
        check("de, fr;q=0.5", Zh);
        check("de, en;q=0.5", En);
        check("en;q=0", Zh);
        check("en;q=x", Zh);
        check("*", Zh);
        assert_eq!(language(&HeaderMap::new()), Zh);
    }
}
