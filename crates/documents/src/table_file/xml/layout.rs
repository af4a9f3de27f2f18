use super::{patent_china, patent_china_former, patent_st96, trademark_st96};
use crate::table_file::XmlLayout;

/// What a text in a document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    ApplicationNumber,
    FiledOn,
    /// The office of a publication, its number, kind and day, in this order in a document.
    PublicationOffice,
    PublicationNumber,
    PublicationKind,
    PublishedOn,
    GrantOffice,
    GrantNumber,
    GrantKind,
    GrantedOn,
    Title,
    /// A class of the IPC as one text.
    Ipc,
    /// A part of a class of the IPC: section, class, subclass, main group, subgroup.
    IpcPart,
    Locarno,
    PriorityOn,
    Abstract,
    /// The name of an organization, or of somebody of whom it is not said.
    Name,
    /// The name of a natural person.
    Person,
    AddressLine,
    RegistrationNumber,
    RegisteredOn,
    ExpiresOn,
    MarkCategory,
    MarkStatus,
    /// The system of the class that follows.
    ClassSystem,
    Class,
    /// The class of the goods that follow.
    GoodsClass,
    Goods,
}

/// Elements whose texts belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Applicant,
    /// Who owns the right now, where a document has both.
    Owner,
    IpcParts,
    /// Goods or services of a mark.
    Goods,
}

/// Where things stand in a layout. Paths are local names of elements, and hold wherever they end a path.
pub(super) struct Layout {
    /// Elements that hold one right each; the outermost counts.
    pub(super) records: &'static [&'static str],
    pub(super) slots: &'static [&'static [(&'static str, Slot)]],
    pub(super) groups: &'static [(&'static str, Group)],
}

/// Who is named in a document of WIPO ST.96 and where they are, whatever it is about.
pub(super) const ST96_PARTIES: &[(&str, Slot)] = &[
    ("Name/OrganizationName/OrganizationStandardName", Slot::Name),
    ("Name/EntityName", Slot::Name),
    ("PersonName/PersonFullName", Slot::Person),
    ("PostalStructuredAddress/AddressLineText", Slot::AddressLine),
    ("PostalStructuredAddress/CityName", Slot::AddressLine),
    ("PostalAddress/PostalAddressText", Slot::AddressLine),
];

pub(super) fn of(layout: XmlLayout) -> &'static Layout {
    match layout {
        XmlLayout::PatentSt96 => &patent_st96::LAYOUT,
        XmlLayout::PatentChina => &patent_china::LAYOUT,
        XmlLayout::PatentChinaFormer => &patent_china_former::LAYOUT,
        XmlLayout::TrademarkSt96 => &trademark_st96::LAYOUT,
    }
}

/// The layout of a document by one of its first elements: by its name, or by the namespaces it declares.
pub(super) fn by_element(name: &str, declares: impl Fn(&str) -> bool) -> Option<XmlLayout> {
    match name {
        "PatentDocumentAndRelated" => Some(XmlLayout::PatentChina),
        "cn-patent-document" => Some(XmlLayout::PatentChinaFormer),
        _ if declares(trademark_st96::NAMESPACE) => Some(XmlLayout::TrademarkSt96),
        _ if declares(patent_st96::NAMESPACE) => Some(XmlLayout::PatentSt96),
        _ => None,
    }
}
