use super::layout::{Group, Layout, ST96_PARTIES, Slot};

/// The namespace of patents in WIPO ST.96.
pub(super) const NAMESPACE: &str = "http://www.wipo.int/standards/XMLSchema/ST96/Patent";

/// Patents of WIPO ST.96. Offices call the outermost element of a document differently; what is in it has the names of the
/// standard.
pub(super) const LAYOUT: Layout = Layout {
    records: &[
        "PatentPublication",
        "PatentGrantPublication",
        "PatentGrant",
        "PatentDocument",
        "UnexaminedPatentPublication",
        "RegisteredPatentPublication",
        "PatentData",
        "BibliographicData",
    ],
    slots: &[
        ST96_PARTIES,
        &[
            ("ApplicationIdentification/ApplicationNumber/ApplicationNumberText", Slot::ApplicationNumber),
            ("ApplicationIdentification/FilingDate", Slot::FiledOn),
            ("PatentPublicationIdentification/IPOfficeCode", Slot::PublicationOffice),
            ("PatentPublicationIdentification/PublicationNumber", Slot::PublicationNumber),
            ("PatentPublicationIdentification/PatentDocumentKindCode", Slot::PublicationKind),
            ("PatentPublicationIdentification/PublicationDate", Slot::PublishedOn),
            ("PatentGrantIdentification/IPOfficeCode", Slot::GrantOffice),
            ("PatentGrantIdentification/PatentNumber", Slot::GrantNumber),
            ("PatentGrantIdentification/PatentDocumentKindCode", Slot::GrantKind),
            ("PatentGrantIdentification/GrantDate", Slot::GrantedOn),
            ("IPCRClassification/PatentClassificationText", Slot::Ipc),
            ("IPCRClassification/Section", Slot::IpcPart),
            ("IPCRClassification/Class", Slot::IpcPart),
            ("IPCRClassification/Subclass", Slot::IpcPart),
            ("IPCRClassification/MainGroup", Slot::IpcPart),
            ("IPCRClassification/Subgroup", Slot::IpcPart),
            ("IPCClassification/MainClassification", Slot::Ipc),
            ("IPCClassification/FurtherClassification", Slot::Ipc),
            ("LocarnoClassification/LocarnoClassificationText", Slot::Locarno),
            ("InventionTitle", Slot::Title),
            ("PriorityClaim/FilingDate", Slot::PriorityOn),
            ("Abstract", Slot::Abstract),
        ],
    ],
    groups: &[
        ("ApplicantBag/Applicant", Group::Applicant),
        ("AssigneeBag/Assignee", Group::Owner),
        ("IPCRClassificationBag/IPCRClassification", Group::IpcParts),
    ],
};
