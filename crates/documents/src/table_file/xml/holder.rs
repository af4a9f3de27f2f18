//! Who a holder is. Layouts of the Chinese office do not say whether a name is that of a person; its length and its end do.
//! What is not clear is no person's name, and is shown to be decided.

use super::gather::{Gathered, texts};
use super::layout::{Group, Slot};

/// Ends of names of organizations, with what they are.
const ENDS: [(&str, &str); 20] = [
    ("公司", "company"),
    ("厂", "company"),
    ("企业", "company"),
    ("合伙)", "company"),
    ("合伙）", "company"),
    ("合作社", "company"),
    ("集团", "company"),
    ("店", "company"),
    ("大学", "university"),
    ("学院", "university"),
    ("研究院", "institute"),
    ("研究所", "institute"),
    ("研究中心", "institute"),
    ("科学院", "institute"),
    ("医院", "public-body"),
    ("学校", "public-body"),
    ("中学", "public-body"),
    ("局", "public-body"),
    ("委员会", "public-body"),
    ("协会", "public-body"),
];

/// What a natural person is written as where everybody reads it.
pub(super) const PERSON: &str = "个人";

/// Characters of the names of persons in Chinese.
const PERSON_CHARS: std::ops::RangeInclusive<usize> = 2..=4;

/// Somebody to whom a right belongs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Holder {
    /// The name for everybody.
    pub(super) name: String,
    /// The name of a natural person, empty for others.
    pub(super) person: String,
    pub(super) kind: &'static str,
    /// Of a natural person no closer than the sub-district or town.
    pub(super) address: String,
}

/// The owners of a document, or its applicants where it names no owners; each once.
pub(super) fn holders(gathered: &Gathered) -> Vec<Holder> {
    let group = if gathered.groups(Group::Owner).next().is_some() { Group::Owner } else { Group::Applicant };
    let mut holders: Vec<Holder> = Vec::new();
    for values in gathered.groups(group) {
        let Some(holder) = holder(values) else { continue };
        let is_known =
            holders.iter().any(|other| (&other.name, &other.person) == (&holder.name, &holder.person));
        if !is_known {
            holders.push(holder);
        }
    }
    holders
}

fn holder(values: &[(Slot, String)]) -> Option<Holder> {
    let address = texts(values, Slot::AddressLine).collect::<Vec<_>>().join(" ");
    let address = without_postcode(&address);
    if let Some(name) = texts(values, Slot::Name).next() {
        return Some(match kind(name) {
            Some(kind) => {
                Holder { name: name.to_owned(), person: String::new(), kind, address: address.to_owned() }
            }
            None => person(name, address),
        });
    }
    texts(values, Slot::Person).next().map(|name| person(name, address))
}

fn person(name: &str, address: &str) -> Holder {
    Holder { name: PERSON.to_owned(), person: name.to_owned(), kind: "individual", address: coarse(address) }
}

/// What an organization is by its name; none for what must be a person.
fn kind(name: &str) -> Option<&'static str> {
    if let Some((_, kind)) = ENDS.iter().find(|(end, _)| name.ends_with(end)) {
        return Some(kind);
    }
    let is_chinese = name.chars().all(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
    if is_chinese && PERSON_CHARS.contains(&name.chars().count()) { None } else { Some("other") }
}

/// The office writes the postcode before the address.
fn without_postcode(address: &str) -> &str {
    match address.split_once(' ') {
        Some((code, rest)) if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => address,
    }
}

/// An address up to the sub-district or town, or to the county where it names none.
fn coarse(address: &str) -> String {
    let end = ["街道", "镇", "乡", "区", "县", "市"]
        .iter()
        .find_map(|division| address.find(division).map(|at| at + division.len()));
    address.get(..end.unwrap_or_default()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organizations_and_persons_are_told_apart() {
        for (name, expected) in [
            ("演示纺织科技有限公司", Some("company")),
            ("演示大学", Some("university")),
            ("演示纺织研究所", Some("institute")),
            ("甲示例", None),
            ("Demo Corporation", Some("other")),
            ("演示某某某某", Some("other")),
        ] {
            assert_eq!(kind(name), expected, "{name}");
        }
    }

    #[test]
    fn the_address_of_a_person_ends_with_the_sub_district() {
        let holder = person("甲示例", "演示市演示区演示街道演示路1号2室");
        assert_eq!((holder.name.as_str(), holder.address.as_str()), ("个人", "演示市演示区演示街道"));
        assert_eq!(coarse("演示市演示区演示路1号"), "演示市演示区");
        assert_eq!(without_postcode("410000 演示市演示路1号"), "演示市演示路1号");
    }
}
