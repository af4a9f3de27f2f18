use super::layout::{Group, Layout, Slot};

/// The namespace of marks in WIPO ST.96.
pub(super) const NAMESPACE: &str = "http://www.wipo.int/standards/XMLSchema/ST96/Trademark";

/// Marks of WIPO ST.96. Marks that belong to another and priorities have numbers too, so numbers hang on the mark itself.
pub(super) const LAYOUT: Layout = Layout {
    records: &["Trademark"],
    slots: &[
        ("Trademark/ApplicationNumber/ApplicationNumberText", Slot::ApplicationNumber),
        ("Trademark/RegistrationNumber", Slot::RegistrationNumber),
        ("Trademark/ApplicationDate", Slot::FiledOn),
        ("Trademark/RegistrationDate", Slot::RegisteredOn),
        ("Trademark/ExpiryDate", Slot::ExpiresOn),
        ("Trademark/MarkCategory", Slot::MarkCategory),
        ("Trademark/MarkCurrentStatusCode", Slot::MarkStatus),
        ("WordMarkSpecification/MarkVerbalElementText", Slot::Title),
        ("PublicationBag/Publication/PublicationDate", Slot::PublishedOn),
        ("GoodsServicesClassification/ClassificationKindCode", Slot::ClassSystem),
        ("GoodsServicesClassification/ClassNumber", Slot::Class),
        ("ClassDescription/ClassNumber", Slot::GoodsClass),
        ("ClassDescription/GoodsServicesDescriptionText", Slot::Goods),
        ("Name/OrganizationName/OrganizationStandardName", Slot::Name),
        ("Name/EntityName", Slot::Name),
        ("PersonName/PersonFullName", Slot::Person),
        ("PostalStructuredAddress/AddressLineText", Slot::AddressLine),
        ("PostalStructuredAddress/CityName", Slot::AddressLine),
        ("PostalAddress/PostalAddressText", Slot::AddressLine),
    ],
    groups: &[
        ("ApplicantBag/Applicant", Group::Applicant),
        ("HolderBag/Holder", Group::Owner),
        ("GoodsServicesBag/GoodsServices", Group::Goods),
    ],
};
