//! A few marks in the XML of WIPO ST.96, with what their rows in the table say. Such a document tells how a mark was when it was published,
//! so those that ended are left out.

use std::fmt::Write as _;

use super::mark;
use super::output::Output;
use super::world::World;
use crate::failure::Failure;

/// Marks of the file.
const MARKS: usize = 40;

/// States in which a mark lives or waits.
const LIVING: [&str; 3] = ["pending", "published", "valid"];

pub(super) fn write(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- 演示数据 -->\n\
         <tmk:TrademarkBag xmlns:com=\"http://www.wipo.int/standards/XMLSchema/ST96/Common\" \
         xmlns:tmk=\"http://www.wipo.int/standards/XMLSchema/ST96/Trademark\">\n",
    );
    let rows = (0..world.size.marks).map(|index| mark::rows(world, index).0);
    let documents: Vec<String> = rows.filter_map(document).take(MARKS).collect();
    text.push_str(&documents.concat());
    text.push_str("</tmk:TrademarkBag>\n");
    output.whole(("商标样本-ST96", "xml"), ("trademarks", documents.len() as u64), text.as_bytes())
}

/// The document of a row of marks, whose cells stand in the order of [`mark::MARKS`]; none of one that ended.
fn document(row: Vec<String>) -> Option<String> {
    let cells: [String; 16] = row.try_into().ok()?;
    let [
        number,
        class,
        name,
        _,
        holder,
        person,
        _,
        address,
        goods,
        filed,
        published,
        registered,
        until,
        _,
        status,
        _,
    ] = cells;
    if !LIVING.contains(&status.as_str()) {
        return None;
    }
    let day = |element: &str, day: &str| match day {
        "" => String::new(),
        day => format!("<{element}>{day}</{element}>"),
    };
    let named = if person.is_empty() {
        format!(
            "<com:OrganizationName><com:OrganizationStandardName>{holder}</com:OrganizationStandardName></com:OrganizationName>"
        )
    } else {
        format!("<com:PersonName><com:PersonFullName>{person}</com:PersonFullName></com:PersonName>")
    };
    let mut text = String::new();
    // Writing into a text does not fail.
    let _ = writeln!(
        text,
        "<tmk:Trademark><com:ApplicationNumber><com:IPOfficeCode>CN</com:IPOfficeCode>\
         <com:ApplicationNumberText>{number}</com:ApplicationNumberText></com:ApplicationNumber>{}{}{}\
         <tmk:MarkCategory>Trademark</tmk:MarkCategory><tmk:MarkRepresentation><tmk:MarkReproduction><tmk:WordMarkSpecification>\
         <tmk:MarkVerbalElementText>{name}</tmk:MarkVerbalElementText></tmk:WordMarkSpecification></tmk:MarkReproduction>\
         </tmk:MarkRepresentation>",
        day("tmk:ApplicationDate", &filed),
        day("com:RegistrationDate", &registered),
        day("com:ExpiryDate", &until),
    );
    let _ = writeln!(
        text,
        "<tmk:GoodsServicesBag><tmk:GoodsServices><tmk:GoodsServicesClassificationBag><tmk:GoodsServicesClassification>\
         <tmk:ClassificationKindCode>Nice</tmk:ClassificationKindCode><tmk:ClassNumber>{class}</tmk:ClassNumber>\
         </tmk:GoodsServicesClassification></tmk:GoodsServicesClassificationBag><tmk:ClassDescriptionBag><tmk:ClassDescription>\
         <tmk:ClassNumber>{class}</tmk:ClassNumber><tmk:GoodsServicesDescriptionText>{goods}</tmk:GoodsServicesDescriptionText>\
         </tmk:ClassDescription></tmk:ClassDescriptionBag></tmk:GoodsServices></tmk:GoodsServicesBag>\
         <tmk:PublicationBag><tmk:Publication>{}</tmk:Publication></tmk:PublicationBag>",
        day("com:PublicationDate", &published),
    );
    let _ = writeln!(
        text,
        "<tmk:ApplicantBag><tmk:Applicant><com:Contact><com:Name>{named}</com:Name><com:PostalAddressBag><com:PostalAddress>\
         <com:PostalStructuredAddress><com:AddressLineText>{address}</com:AddressLineText></com:PostalStructuredAddress>\
         </com:PostalAddress></com:PostalAddressBag></com:Contact></tmk:Applicant></tmk:ApplicantBag></tmk:Trademark>"
    );
    Some(text)
}
