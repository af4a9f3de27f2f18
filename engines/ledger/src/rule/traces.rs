//! What in a text leads to a person by itself: telephone numbers, identity numbers, e-mail addresses. Names and places are for people to find.

/// What leads to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trace {
    Phone,
    Identity,
    Email,
}

impl Trace {
    /// What it is called.
    pub(super) fn named(self) -> (&'static str, &'static str) {
        match self {
            Trace::Phone => ("电话号码", "a telephone number"),
            Trace::Identity => ("身份证号码", "an identity number"),
            Trace::Email => ("电子邮箱", "an e-mail address"),
        }
    }
}

/// The first of them in a text, in full width or half.
pub(super) fn trace(text: &str) -> Option<Trace> {
    let text: Vec<char> = form::folded(text).chars().collect();
    let of_number = |number: Vec<String>| {
        if has_identity(&number) { Some(Trace::Identity) } else { is_phone(&number).then_some(Trace::Phone) }
    };
    let email = || (0..text.len()).any(|at| is_email(&text, at)).then_some(Trace::Email);
    numbers(&text).into_iter().find_map(of_number).or_else(email)
}

/// The numbers of a text but amounts of money, each in the groups in which it is written: between two of them stands a blank, a hyphen or a
/// bracket.
fn numbers(text: &[char]) -> Vec<Vec<String>> {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let mut number = Vec::new();
        while is_digit(at) {
            let mut group = String::new();
            while is_digit(at) {
                group.push(text[at]);
                at += 1;
            }
            // The check of an identity number may be a letter.
            if text.get(at) == Some(&'x') && lengths(&number, &group).any(|length| length == 17) {
                group.push('x');
                at += 1;
            }
            if !is_money(&text[at..]) {
                number.push(group);
            }
            let joins = text.get(at).is_some_and(|next| [' ', '-', ')'].contains(next)) && is_digit(at + 1);
            at += usize::from(joins);
        }
        if !number.is_empty() {
            numbers.push(number);
        }
        at += 1;
    }
    numbers
}

/// How long a group is, and how long together with those before it.
fn lengths(before: &[String], group: &str) -> impl Iterator<Item = usize> {
    let mut length = group.len();
    let longer = before.iter().rev().map(move |before| {
        length += before.len();
        length
    });
    std::iter::once(group.len()).chain(longer)
}

/// Whether yuan are told behind the whole digits of a number.
fn is_money(behind: &[char]) -> bool {
    let behind = match behind {
        ['.', rest @ ..] => &rest[rest.iter().take_while(|next| next.is_ascii_digit()).count()..],
        all => all,
    };
    matches!(behind, ['元', ..] | ['万', '元', ..] | [' ', '元', ..] | [' ', '万', '元', ..])
}

/// 13812345678, 138 1234 5678, 8613812345678, 0731-82345678.
fn is_phone(number: &[String]) -> bool {
    let is_mobile = |digits: &str| {
        let digits = digits.as_bytes();
        digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1])
    };
    let is_whole = |group: &String| is_mobile(group) || group.strip_prefix("86").is_some_and(is_mobile);
    let is_spaced = |groups: &[String]| {
        let lengths: Vec<usize> = groups.iter().map(String::len).collect();
        lengths == [3, 4, 4] && is_mobile(&groups.concat())
    };
    let is_fixed = |groups: &[String]| {
        groups[0].starts_with('0') && (3..=4).contains(&groups[0].len()) && (7..=8).contains(&groups[1].len())
    };
    number.iter().any(is_whole) || number.windows(3).any(is_spaced) || number.windows(2).any(is_fixed)
}

/// 11010519491231002x, 110105 19491231 002x.
fn has_identity(number: &[String]) -> bool {
    let begins = |from: usize| {
        let mut joined = String::new();
        for group in &number[from..] {
            joined.push_str(group);
            if joined.len() >= 18 {
                break;
            }
        }
        is_identity(&joined)
    };
    (0..number.len()).any(begins)
}

/// Eighteen characters with a day of birth among them: codes of firms have none.
fn is_identity(group: &str) -> bool {
    let part = |from: usize, to: usize| group.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let is_in = |found: Option<u32>, first: u32, last: u32| {
        found.is_some_and(|found| (first..=last).contains(&found))
    };
    group.len() == 18
        && is_in(part(6, 10), 1900, 2099)
        && is_in(part(10, 12), 1, 12)
        && is_in(part(12, 14), 1, 31)
}

/// Whether an e-mail address has its @ here.
fn is_email(text: &[char], at: usize) -> bool {
    if text[at] != '@' || !at.checked_sub(1).is_some_and(|before| text[before].is_ascii_alphanumeric()) {
        return false;
    }
    let is_of_domain =
        |character: &&char| character.is_ascii_alphanumeric() || ['.', '-'].contains(*character);
    let domain: String = text[at + 1..].iter().take_while(is_of_domain).collect();
    domain.trim_end_matches('.').contains('.')
}
