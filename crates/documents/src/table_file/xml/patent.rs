use super::Table;
use super::gather::{Gathered, texts};
use super::holder::holders;
use super::layout::{Group, Slot};
use super::value::{day, ipc};
use crate::table_file::cell::joined;

/// What documents of patents give.
pub(super) const TABLES: [Table; 3] = [
    Table {
        name: "专利",
        ledger: "patents",
        fields: &[
            "application_number",
            "kind",
            "title",
            "applicants",
            "address",
            "ipc_main",
            "ipc_further",
            "locarno",
            "filed_on",
            "priority_on",
            "published_on",
            "granted_on",
            "status",
            "publication_numbers",
            "abstract",
            "source",
        ],
        rows: patents,
        is_publication,
    },
    Table {
        name: "申请人和专利权人",
        ledger: "patent-applicants",
        fields: &["patent", "number", "name", "person", "kind", "address"],
        rows: applicants,
        is_publication,
    },
    Table {
        name: "法律事件",
        ledger: "patent-events",
        fields: &["patent", "date", "kind", "source"],
        rows: events,
        is_publication,
    },
];

/// Patents are published once as an application and once as they are granted. No document tells what became of them since.
fn is_publication(_: &Gathered) -> bool {
    true
}

/// One publication of a patent: of the application, or of the grant.
struct Publication {
    number: String,
    day: String,
    is_grant: bool,
    kind: String,
}

fn patents(document: &Gathered) -> Vec<Vec<String>> {
    let publications = publications(document);
    let day_of = |is_grant| {
        let found = publications.iter().find(|publication| publication.is_grant == is_grant);
        found.map(|publication| publication.day.clone()).unwrap_or_default()
    };
    let granted_on = day_of(true);
    let holders = holders(document);
    let (ipc_main, ipc_further) = classes(document);
    let text = |slot| document.first(slot).unwrap_or_default().to_owned();
    let priority_on = document.all(Slot::PriorityOn).map(day).min().unwrap_or_default();
    vec![vec![
        application_number(document),
        kind(document, &publications).to_owned(),
        text(Slot::Title),
        joined(holders.iter().map(|holder| holder.name.as_str())),
        holders.first().map(|holder| holder.address.clone()).unwrap_or_default(),
        ipc_main,
        ipc_further,
        joined(document.all(Slot::Locarno)),
        day(&text(Slot::FiledOn)),
        priority_on,
        day_of(false),
        granted_on.clone(),
        // As of the day of the document; what came later is told by the lists of the register.
        if granted_on.is_empty() { "pending" } else { "valid" }.to_owned(),
        joined(publications.iter().map(|publication| publication.number.as_str())),
        document.all(Slot::Abstract).collect::<Vec<_>>().join("\n"),
        source(&publications),
    ]]
}

fn applicants(document: &Gathered) -> Vec<Vec<String>> {
    let number = application_number(document);
    let row = |(at, holder): (usize, super::holder::Holder)| {
        let order = (at + 1).to_string();
        vec![number.clone(), order, holder.name, holder.person, holder.kind.to_owned(), holder.address]
    };
    holders(document).into_iter().enumerate().map(row).collect()
}

fn events(document: &Gathered) -> Vec<Vec<String>> {
    let number = application_number(document);
    let row = |publication: Publication| {
        let kind = if publication.is_grant { "grant" } else { "publication" };
        vec![number.clone(), publication.day, kind.to_owned(), publication.number]
    };
    publications(document).into_iter().filter(|publication| !publication.day.is_empty()).map(row).collect()
}

/// The one with a check character, where a document has the number in two forms.
fn application_number(document: &Gathered) -> String {
    let with_check = document.all(Slot::ApplicationNumber).find(|number| number.contains('.'));
    with_check.or_else(|| document.first(Slot::ApplicationNumber)).unwrap_or_default().to_owned()
}

fn publications(document: &Gathered) -> Vec<Publication> {
    let text = |slot| document.first(slot).unwrap_or_default();
    let publication = |[office, number, kind, on]: [Slot; 4], is_grant: bool| {
        let kind = text(kind).to_owned();
        // Only the application of an invention is published before the grant, under the letter A.
        let is_grant = is_grant || !kind.starts_with('A');
        let full = match text(number) {
            number if number.starts_with(|c: char| c.is_ascii_alphabetic()) => number.to_owned(),
            number => format!("{}{number}{kind}", text(office)),
        };
        Publication { number: full, day: day(text(on)), is_grant, kind }
    };
    let published =
        [Slot::PublicationOffice, Slot::PublicationNumber, Slot::PublicationKind, Slot::PublishedOn];
    let granted = [Slot::GrantOffice, Slot::GrantNumber, Slot::GrantKind, Slot::GrantedOn];
    let mut publications = Vec::new();
    if document.first(Slot::PublicationNumber).is_some() {
        publications.push(publication(published, false));
    }
    if document.first(Slot::GrantNumber).is_some() {
        publications.push(publication(granted, true));
    }
    publications
}

/// The kind by the letter of a publication, otherwise by the digit of the application number that tells it.
fn kind(document: &Gathered, publications: &[Publication]) -> &'static str {
    let number = application_number(document);
    let digits = number.split('.').next().unwrap_or_default();
    let told = if digits.len() == 12 { digits.get(4..5) } else { digits.get(2..3) };
    match publications.iter().find_map(|publication| publication.kind.get(..1)).or(told) {
        Some("U" | "Y" | "2" | "9") => "utility-model",
        Some("S" | "D" | "3") => "design",
        _ => "invention",
    }
}

/// The main class and the others.
fn classes(document: &Gathered) -> (String, String) {
    let parts = document.groups(Group::IpcParts).map(|values| {
        // As one text where the document has it, otherwise put together.
        let whole = texts(values, Slot::Ipc).next().map(ipc);
        whole.unwrap_or_else(|| put_together(&texts(values, Slot::IpcPart).collect::<Vec<_>>()))
    });
    let mut classes: Vec<String> = document.all(Slot::Ipc).map(ipc).chain(parts).collect();
    classes.retain(|class| !class.is_empty());
    let further = classes.split_off(classes.len().min(1));
    let main = classes.pop().unwrap_or_default();
    (main, joined(further.iter().map(String::as_str)))
}

fn put_together(parts: &[&str]) -> String {
    match parts {
        [section, class, subclass, group, subgroup] => {
            format!("{section}{class}{subclass} {group}/{subgroup}")
        }
        _ => parts.concat(),
    }
}

fn source(publications: &[Publication]) -> String {
    let told = |publication: &Publication| match publication.day.as_str() {
        "" => publication.number.clone(),
        day => format!("{}（{day}）", publication.number),
    };
    publications.iter().map(told).collect::<Vec<_>>().join("，")
}
