use super::layout::{Group, Layout, ST96_PARTIES, Slot};

/// The namespace of marks in WIPO ST.96.
pub(super) const NAMESPACE: &str = "http://www.wipo.int/standards/XMLSchema/ST96/Trademark";

/// Marks of WIPO ST.96. Marks that belong to another and priorities have numbers too, so numbers hang on the mark itself.
pub(super) const LAYOUT: Layout = Layout {
    records: &["Trademark"],
    slots: &[
        ST96_PARTIES,
        &[
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
        ],
    ],
    groups: &[
        ("ApplicantBag/Applicant", Group::Applicant),
        ("HolderBag/Holder", Group::Owner),
        ("GoodsServicesBag/GoodsServices", Group::Goods),
    ],
};
