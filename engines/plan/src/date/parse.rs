//! One date at a place in a text.

use super::Point;
use crate::number;
use crate::text::Text;

/// One date at a place, before it is known whether a span follows.
pub(super) struct Found {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) end: usize,
    pub(super) is_end: bool,
    pub(super) is_exact: bool,
}

impl Found {
    pub(super) fn is_exact_end(&self) -> bool {
        self.is_end && self.is_exact
    }
}

/// Only these characters begin a date; all others are passed over at once.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_digit() || number::is_numeral(c) || "到至截力于即自发从今本当年“○Ｏ".contains(c)
}

/// 2024年1-4月: the first month has no 月 of its own.
pub(super) fn bare_month(text: &Text, at: usize, first: &Found) -> Option<Found> {
    let (month, length) = number::whole(&text.chars[at.min(text.len())..])?;
    let month = month_number(month)?;
    let end = at + length;
    let closed = first.from.month.is_some() && text.chars.get(end).is_none_or(|&c| c == ')' || c == ',');
    closed.then(|| Found {
        from: Point::month(first.from.year, month),
        to: Point::month(first.from.year, month),
        end,
        is_end: false,
        is_exact: false,
    })
}

fn month_number(value: u32) -> Option<i8> {
    i8::try_from(value).ok().filter(|month| (1..=12).contains(month))
}

/// One date: with a year, or a month when the year is known.
pub(super) fn point(text: &Text, start: usize, context: Option<i16>) -> Option<Found> {
    if start >= text.len() {
        return None;
    }
    let (year, mut end, separator) = match year(text, start, context) {
        Some(found) => found,
        None => (context?, start, '月'),
    };
    let stated = end > start;
    let chars = &text.chars;
    if stated && let Some(found) = part_of_year(text, end, year) {
        return Some(suffix(text, found, true));
    }
    let month =
        number::whole(&chars[end..]).and_then(|(value, length)| Some((month_number(value)?, end + length)));
    let (mut from, mut to) = (Point::year(year), Point::year(year));
    let mut exact = false;
    match month {
        Some((month, after)) if chars.get(after) == Some(&'月') || (stated && ".-/".contains(separator)) => {
            end = after + usize::from(chars.get(after) == Some(&'月'));
            from = Point::month(year, month);
            let dotted = chars.get(after).is_some_and(|c| ".-/".contains(*c));
            let day = number::whole(chars.get(end + usize::from(dotted)..)?)
                .filter(|&(day, _)| (1..=31).contains(&day));
            if let Some((day, length)) = day {
                let after = end + usize::from(dotted) + length;
                let named = matches!(chars.get(after), Some('日' | '号'));
                if named || dotted {
                    from.day = i8::try_from(day).ok();
                    end = after + usize::from(named);
                    exact = true;
                }
            }
            to = from;
        }
        // 2024年1-4月: the month is named after the second number.
        Some((month, after))
            if matches!(chars.get(after), Some('-' | '~' | '至' | '到' | '—'))
                && ends_in_month(text, after + 1) =>
        {
            end = after;
            from = Point::month(year, month);
            to = from;
        }
        _ if !stated => return None,
        _ if separator != '年' && separator != '0' => return None,
        _ => {}
    }
    Some(suffix(text, Found { from, to, end, is_end: false, is_exact: exact }, stated))
}

fn ends_in_month(text: &Text, at: usize) -> bool {
    let more = text.chars[at.min(text.len())..].iter().take_while(|&&c| c == '-').count();
    number::whole(&text.chars[(at + more).min(text.len())..])
        .is_some_and(|(_, length)| text.chars.get(at + more + length) == Some(&'月'))
}

/// A year with what separates it from a month: 年, a dot, a dash; `0` for a bare year before a dash and another year.
fn year(text: &Text, start: usize, context: Option<i16>) -> Option<(i16, usize, char)> {
    let chars = &text.chars;
    if let Some(words) = text.longest_at(start, &["今年", "本年", "当年"]) {
        return Some((context?, start + words.chars().count(), '年'));
    }
    // 年底前 without a year means the year of the plan.
    if chars[start] == '年'
        && matches!(chars.get(start + 1), Some('底' | '末'))
        && !(start > 0 && (chars[start - 1].is_ascii_digit() || is_numeral_or_this(chars[start - 1])))
    {
        return Some((context?, start + 1, '年'));
    }
    for (words, year) in [
        ("“十四五”", 2025),
        ("十四五", 2025),
        ("“十五五”", 2030),
        ("十五五", 2030),
        ("“十三五”", 2020),
        ("十三五", 2020),
    ] {
        if text.has_at(start, words) {
            let end = start + words.chars().count();
            let tail = text.longest_at(end, &["期末", "末", "时期末", "末期"])?;
            return Some((year, end + tail.chars().count(), '年'));
        }
    }
    let digits = chars[start..].iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    let (year, end) = if digits == 4 {
        (number::whole(&chars[start..start + 4])?.0, start + 4)
    } else {
        let numerals =
            chars[start..].iter().take(4).take_while(|c| "〇零○Ｏ一二三四五六七八九".contains(**c)).count();
        (number::chinese(chars.get(start..start + 4).filter(|_| numerals == 4)?)?, start + 4)
    };
    let year = i16::try_from(year).ok().filter(|year| (1949..=2199).contains(year))?;
    match chars.get(end) {
        Some('年') => Some((year, end + 1, '年')),
        Some('.' | '-' | '/') if chars.get(end + 1).is_some_and(char::is_ascii_digit) => {
            let more = chars[end + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            if more <= 2 { Some((year, end + 1, chars[end])) } else { Some((year, end, '0')) }
        }
        Some('-' | '—' | '~' | '至') => Some((year, end, '0')),
        _ => None,
    }
}

fn is_numeral_or_this(c: char) -> bool {
    number::is_numeral(c) || matches!(c, '每' | '今' | '本' | '当' | '全' | '半')
}

/// 上半年, 第三季度, 前三季度, 一季度.
fn part_of_year(text: &Text, at: usize, year: i16) -> Option<Found> {
    let span = |from, to, end| {
        Some(Found {
            from: Point::month(year, from),
            to: Point::month(year, to),
            end,
            is_end: false,
            is_exact: false,
        })
    };
    if text.has_at(at, "上半年") {
        return span(1, 6, at + 3);
    }
    if text.has_at(at, "下半年") {
        return span(7, 12, at + 3);
    }
    if text.has_at(at, "前三季度") {
        return span(1, 9, at + 4);
    }
    let begin = at + usize::from(text.chars.get(at) == Some(&'第'));
    let (quarter, length) = number::whole(text.chars.get(begin..)?)?;
    let quarter = i8::try_from(quarter).ok().filter(|quarter| (1..=4).contains(quarter))?;
    let end = begin + length;
    text.has_at(end, "季度").then(|| span(quarter * 3 - 2, quarter * 3, end + 2))?
}

/// 底, 末, 前 and what else may follow a date.
fn suffix(text: &Text, mut found: Found, stated: bool) -> Found {
    if let Some(words) = text.longest_at(found.end, &["份", "期间", "左右"]) {
        found.end += words.chars().count();
    }
    let whole_year = stated && found.to.month.is_none();
    let closing: &[&str] = if whole_year {
        &["底", "末", "年底", "年末", "底之"]
    } else {
        &["底", "末", "下旬", "月底"]
    };
    if let Some(words) = text.longest_at(found.end, closing) {
        found.end += words.chars().count();
        found.to = found.to.closed();
        found.from = found.to;
        found.is_end = true;
        found.is_exact = true;
    } else if let Some(words) = text.longest_at(found.end, &["上旬", "中旬", "初"]) {
        found.end += words.chars().count();
    }
    if let Some(words) = text.longest_at(found.end, &["前", "之前", "以前"]) {
        found.end += words.chars().count();
        found.is_end = true;
        found.is_exact = true;
        if found.to.month.is_some() {
            found.to = found.to.closed();
            found.from = found.to;
        }
    }
    found
}
