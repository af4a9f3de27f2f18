use super::Table;
use super::gather::{Gathered, texts};
use super::holder::{Holder, holders};
use super::layout::{Group, Slot};
use super::value::day;
use crate::table_file::cell::joined;

/// What documents of marks give: a mark has one record for each class.
pub(super) const TABLES: [Table; 2] = [
    Table {
        name: "商标",
        ledger: "trademarks",
        fields: &[
            "number",
            "class",
            "name",
            "kind",
            "holders",
            "persons",
            "address",
            "goods",
            "filed_on",
            "published_on",
            "registered_on",
            "until",
            "status",
            "source",
        ],
        rows: trademarks,
        is_publication,
    },
    Table {
        name: "法律事件",
        ledger: "trademark-events",
        fields: &["trademark", "date", "kind", "source"],
        rows: events,
        is_publication,
    },
];

/// What a mark without words is called.
const NO_WORDS: &str = "图形";

fn trademarks(document: &Gathered) -> Vec<Vec<String>> {
    let holders = holders(document);
    let text = |slot| document.first(slot).unwrap_or_default().to_owned();
    let persons = holders.iter().map(|holder| holder.person.as_str()).filter(|person| !person.is_empty());
    let persons = joined(persons);
    let row = |class: &String| {
        vec![
            number(document),
            class.clone(),
            document.first(Slot::Title).unwrap_or(NO_WORDS).to_owned(),
            kind(document).to_owned(),
            joined(holders.iter().map(|holder| holder.name.as_str())),
            persons.clone(),
            holders.first().map(|holder: &Holder| holder.address.clone()).unwrap_or_default(),
            goods(document, class),
            day(&text(Slot::FiledOn)),
            day(&text(Slot::PublishedOn)),
            day(&text(Slot::RegisteredOn)),
            day(&text(Slot::ExpiresOn)),
            status(document).to_owned(),
            "ST.96".to_owned(),
        ]
    };
    classes(document).iter().map(row).collect()
}

fn events(document: &Gathered) -> Vec<Vec<String>> {
    let number = number(document);
    let told = [(Slot::PublishedOn, "publication"), (Slot::RegisteredOn, "registration")];
    let mut rows = Vec::new();
    for class in classes(document) {
        for (slot, kind) in told {
            let day = document.first(slot).map(day);
            rows.extend(
                day.map(|day| vec![format!("{number}~{class}"), day, kind.to_owned(), "ST.96".to_owned()]),
            );
        }
    }
    rows
}

fn number(document: &Gathered) -> String {
    let number = document.first(Slot::RegistrationNumber).or_else(|| document.first(Slot::ApplicationNumber));
    number.unwrap_or_default().to_owned()
}

/// The classes of Nice, with two digits. Where no system is named, all are.
fn classes(document: &Gathered) -> Vec<String> {
    let mut classes: Vec<String> = Vec::new();
    let mut is_nice = true;
    for (slot, text) in document.groups(Group::Goods).flatten() {
        match slot {
            Slot::ClassSystem => is_nice = text == "Nice",
            Slot::Class if is_nice => {
                let class = two_digits(text);
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
            _ => {}
        }
    }
    classes
}

fn two_digits(class: &str) -> String {
    class.parse::<u32>().map_or_else(|_| class.to_owned(), |class| format!("{class:02}"))
}

/// The goods of one class, or all where the document does not divide them.
fn goods(document: &Gathered, class: &str) -> String {
    let mut goods = Vec::new();
    for values in document.groups(Group::Goods) {
        let is_divided = texts(values, Slot::GoodsClass).next().is_some();
        let mut is_of_class = !is_divided;
        for (slot, text) in values {
            match slot {
                Slot::GoodsClass => is_of_class = two_digits(text) == class,
                Slot::Goods if is_of_class => goods.push(text.as_str()),
                _ => {}
            }
        }
    }
    goods.join("；")
}

fn kind(document: &Gathered) -> &'static str {
    let category = document.first(Slot::MarkCategory).unwrap_or_default().to_ascii_lowercase();
    match category {
        category if category.contains("collective") => "collective",
        category if category.contains("certification") => "certification",
        _ => "ordinary",
    }
}

/// The words of the standard for the state in which a mark ended, with what the ledger calls it.
const ENDS: [(&str, &str); 6] = [
    ("cancel", "cancelled"),
    ("invalid", "invalidated"),
    ("surrender", "surrendered"),
    ("expired", "expired"),
    ("withdraw", "withdrawn"),
    ("refus", "refused"),
];

/// A document that does not say in words how the mark is tells how it was when it was published or registered.
fn is_publication(document: &Gathered) -> bool {
    ended(document).is_none()
}

fn ended(document: &Gathered) -> Option<&'static str> {
    let told = document.first(Slot::MarkStatus).unwrap_or_default().to_ascii_lowercase();
    ENDS.iter().find(|(word, _)| told.contains(word)).map(|(_, state)| *state)
}

/// The state in the words of the standard; offices that put their own numbers there say it by the days they give.
fn status(document: &Gathered) -> &'static str {
    if let Some(state) = ended(document) {
        return state;
    }
    match (document.first(Slot::RegisteredOn), document.first(Slot::PublishedOn)) {
        (Some(_), _) => "valid",
        (None, Some(_)) => "published",
        (None, None) => "pending",
    }
}
