//! A few patents as the Chinese office publishes them: each document in a file of its own, all in an archive. Once in the layout of today, once
//! in that before.

use std::ops::Range;

use documents::write_archive;

use super::output::{Output, failed};
use super::patent::{Kind, Patent, patent};
use super::world::World;
use crate::failure::Failure;

/// Patents that are looked at for one archive; those that were not published yet have no document.
const PATENTS: u64 = 40;

pub(super) fn write(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    archive(world, output, ("专利样本-现行公开文本", PATENTS..2 * PATENTS), today)?;
    archive(world, output, ("专利样本-原公开文本", 2 * PATENTS..3 * PATENTS), former)
}

fn archive(
    world: &World,
    output: &mut Output<'_>,
    (name, indexes): (&str, Range<u64>),
    layout: fn(&Patent, &Publication) -> String,
) -> Result<(), Failure> {
    let indexes = indexes.start.min(world.size.patents)..indexes.end.min(world.size.patents);
    let document = |index| {
        let patent = patent(world, index);
        let publication = Publication::last(&patent)?;
        Some((format!("{}.XML", publication.name), layout(&patent, &publication)))
    };
    let documents: Vec<(String, String)> = indexes.filter_map(document).collect();
    let files: Vec<(&str, &[u8])> =
        documents.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let bytes = write_archive(&files).map_err(|error| failed(&output.path(name, "zip"), &error))?;
    output.whole((name, "zip"), ("patents", files.len() as u64), &bytes)
}

/// The last publication of a patent: of its grant, or of its application.
struct Publication {
    name: String,
    number: String,
    kind: String,
    day: String,
}

impl Publication {
    fn last(patent: &Patent) -> Option<Self> {
        let name = patent.publications.last()?.clone();
        let (number, kind) = name.split_at(name.len() - 1);
        let day = patent.granted_on.or(patent.published_on)?;
        let (number, kind) = (number.trim_start_matches("CN").to_owned(), kind.to_owned());
        Some(Publication { name, number, kind, day: digits(&day.to_string()) })
    }
}

/// A day as the office writes it.
fn digits(day: &str) -> String {
    day.replace('-', "")
}

/// A class of the IPC as the office writes it.
fn with_version(class: &str) -> String {
    format!("{}    (2006.01)", class.replace(' ', "   "))
}

/// The classes of a patent: each in an element for designs, or in one for others.
fn classes(patent: &Patent, [locarno, ipc]: [[&str; 2]; 2]) -> String {
    let class = |class: &&str| match patent.kind {
        Kind::Design => format!("{}{class}{}", locarno[0], locarno[1]),
        Kind::Invention | Kind::UtilityModel => format!("{}{}{}", ipc[0], with_version(class), ipc[1]),
    };
    patent.classes.iter().map(class).collect()
}

/// Those who hold it, under their names and where they are.
fn holders(patent: &Patent, holder: impl Fn(&str, &str) -> String) -> String {
    let named = |it: &super::holder::Holder| {
        holder(if it.person.is_empty() { &it.name } else { &it.person }, &it.address)
    };
    patent.holders.iter().map(named).collect()
}

fn today(patent: &Patent, publication: &Publication) -> String {
    let Publication { number, kind, day, .. } = publication;
    let classes = classes(
        patent,
        [
            [
                "<business:ClassificationLocarno><business:MainClassification>",
                "</business:MainClassification></business:ClassificationLocarno>",
            ],
            ["<business:ClassificationIPCR><base:Text>", "</base:Text></business:ClassificationIPCR>"],
        ],
    );
    let priority = patent.priority_on.map(|day| {
        format!(
            "<business:PriorityDetails><business:Priority sequence=\"1\"><base:DocumentID><base:Date>{}</base:Date></base:DocumentID>\
             </business:Priority></business:PriorityDetails>\n",
            digits(&day.to_string())
        )
    });
    let holders = holders(patent, |name, address| {
        format!(
            "<business:Applicant appType=\"applicant\" lang=\"zh\"><base:AddressBook lang=\"zh\"><base:Name>{name}</base:Name>\
             <base:Address><base:Text>{address}</base:Text></base:Address></base:AddressBook></business:Applicant>"
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>\n<!-- 演示数据 -->\n\
         <business:PatentDocumentAndRelated xmlns:base=\"http://www.sipo.gov.cn/XMLSchema/base\" \
         xmlns:business=\"http://www.sipo.gov.cn/XMLSchema/business\" lang=\"zh\" country=\"CN\" docNumber=\"{number}\" \
         kind=\"{kind}\" datePublication=\"{day}\">\n<business:BibliographicData>\n\
         <business:PublicationReference dataFormat=\"standard\" sequence=\"1\"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>\
         <base:DocNumber>{number}</base:DocNumber><base:Kind>{kind}</base:Kind><base:Date>{day}</base:Date></base:DocumentID>\
         </business:PublicationReference>\n\
         <business:ApplicationReference dataFormat=\"original\" sequence=\"1\"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>\
         <base:DocNumber>{}</base:DocNumber><base:Date>{}</base:Date></base:DocumentID></business:ApplicationReference>\n{}\
         {classes}\n<business:InventionTitle lang=\"zh\">{}</business:InventionTitle>\n\
         <business:Parties><business:ApplicantDetails>{holders}</business:ApplicantDetails></business:Parties>\n\
         </business:BibliographicData>\n</business:PatentDocumentAndRelated>\n",
        patent.number,
        digits(&patent.filed_on.to_string()),
        priority.unwrap_or_default(),
        patent.title,
    )
}

/// With the mark of the order of bytes with which these begin.
fn former(patent: &Patent, publication: &Publication) -> String {
    let Publication { number, kind, day, .. } = publication;
    let classes = classes(
        patent,
        [
            [
                "<classification-locarno><main-classification>",
                "</main-classification></classification-locarno>",
            ],
            ["<classification-ipcr><text>", "</text></classification-ipcr>"],
        ],
    );
    let priority = patent.priority_on.map(|day| {
        format!(
            "<priority-claims><priority-claim sequence=\"1\"><date>{}</date></priority-claim></priority-claims>\n",
            digits(&day.to_string())
        )
    });
    let holders = holders(patent, |name, address| {
        format!(
            "<cn-applicant><addressbook lang=\"ZH\"><name>{name}</name><address><text>{address}</text></address></addressbook>\
             </cn-applicant>"
        )
    });
    format!(
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- 演示数据 -->\n<cn-patent-document lang=\"ZH\" country=\"CN\">\n\
         <cn-bibliographic-data>\n<cn-publication-reference><document-id><country>CN</country><doc-number>{number}</doc-number>\
         <kind>{kind}</kind><date>{day}</date></document-id></cn-publication-reference>\n\
         <application-reference><document-id><country>CN</country><doc-number>{}</doc-number><date>{}</date></document-id>\
         </application-reference>\n{}{classes}\n<invention-title>{}</invention-title>\n\
         <cn-parties><cn-applicants>{holders}</cn-applicants></cn-parties>\n\
         </cn-bibliographic-data>\n</cn-patent-document>\n",
        patent.number,
        digits(&patent.filed_on.to_string()),
        priority.unwrap_or_default(),
        patent.title,
    )
}
