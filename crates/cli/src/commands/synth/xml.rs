//! A few patents in the XML of WIPO ST.96, as an office hands them over.

use std::fmt::Write as _;

use super::output::Output;
use super::patent::{Kind, Patent, patent};
use super::world::World;
use crate::failure::Failure;

/// Patents of the file.
const PATENTS: u64 = 40;

pub(super) fn write(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let count = world.size.patents.min(PATENTS);
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- 演示数据 -->\n\
         <pat:PatentPublicationBag xmlns:com=\"http://www.wipo.int/standards/XMLSchema/ST96/Common\" \
         xmlns:pat=\"http://www.wipo.int/standards/XMLSchema/ST96/Patent\">\n",
    );
    for index in 0..count {
        // Writing into a text does not fail.
        let _ = document(&mut text, &patent(world, index));
    }
    text.push_str("</pat:PatentPublicationBag>\n");
    output.whole(("专利样本-ST96", "xml"), ("patents", count), text.as_bytes())
}

fn document(text: &mut String, patent: &Patent) -> std::fmt::Result {
    text.push_str("<pat:PatentPublication><pat:BibliographicData>\n");
    writeln!(
        text,
        "<pat:ApplicationIdentification><com:IPOfficeCode>CN</com:IPOfficeCode><com:ApplicationNumber>\
         <com:ApplicationNumberText>{}</com:ApplicationNumberText></com:ApplicationNumber>\
         <pat:FilingDate>{}</pat:FilingDate></pat:ApplicationIdentification>",
        patent.number, patent.filed_on
    )?;
    publications(text, patent)?;
    text.push_str("<pat:PatentClassificationBag>");
    let (bag, element, inner) = match patent.kind {
        Kind::Design => {
            ("com:LocarnoClassificationBag", "com:LocarnoClassification", "com:LocarnoClassificationText")
        }
        _ => ("pat:IPCRClassificationBag", "pat:IPCRClassification", "pat:PatentClassificationText"),
    };
    write!(text, "<{bag}>")?;
    for class in &patent.classes {
        write!(text, "<{element}><{inner}>{class}</{inner}></{element}>")?;
    }
    writeln!(text, "</{bag}></pat:PatentClassificationBag>")?;
    writeln!(text, "<pat:InventionTitle>{}</pat:InventionTitle>", patent.title)?;
    text.push_str("<pat:PartyBag><pat:ApplicantBag>");
    for holder in &patent.holders {
        let name = if holder.person.is_empty() {
            format!(
                "<com:OrganizationName><com:OrganizationStandardName>{}</com:OrganizationStandardName>\
                 </com:OrganizationName>",
                holder.name
            )
        } else {
            let person = &holder.person;
            format!("<com:PersonName><com:PersonFullName>{person}</com:PersonFullName></com:PersonName>")
        };
        write!(
            text,
            "<pat:Applicant><com:Contact><com:Name>{name}</com:Name><com:PostalAddressBag><com:PostalAddress>\
             <com:PostalStructuredAddress><com:AddressLineText>{}</com:AddressLineText></com:PostalStructuredAddress>\
             </com:PostalAddress></com:PostalAddressBag></com:Contact></pat:Applicant>",
            holder.address
        )?;
    }
    text.push_str("</pat:ApplicantBag></pat:PartyBag>\n</pat:BibliographicData></pat:PatentPublication>\n");
    Ok(())
}

/// The application and the grant, as far as each was published.
fn publications(text: &mut String, patent: &Patent) -> std::fmt::Result {
    for full in &patent.publications {
        let (number, kind) = full.split_at(full.len() - 1);
        let number = number.trim_start_matches("CN");
        let (element, number_element, date_element, day) = match kind {
            "A" => (
                "PatentPublicationIdentification",
                "pat:PublicationNumber",
                "com:PublicationDate",
                patent.published_on,
            ),
            _ => ("PatentGrantIdentification", "pat:PatentNumber", "pat:GrantDate", patent.granted_on),
        };
        writeln!(
            text,
            "<pat:{element}><com:IPOfficeCode>CN</com:IPOfficeCode><{number_element}>{number}</{number_element}>\
             <com:PatentDocumentKindCode>{kind}</com:PatentDocumentKindCode><{date_element}>{}</{date_element}></pat:{element}>",
            super::right::day(day)
        )?;
    }
    Ok(())
}
