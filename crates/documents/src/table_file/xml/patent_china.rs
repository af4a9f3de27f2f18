use super::layout::{Group, Layout, Slot};

/// `PatentDocumentAndRelated`, in which the Chinese office publishes today.
pub(super) const LAYOUT: Layout = Layout {
    records: &["PatentDocumentAndRelated"],
    slots: &[&[
        ("PublicationReference/DocumentID/WIPOST3Code", Slot::PublicationOffice),
        ("PublicationReference/DocumentID/DocNumber", Slot::PublicationNumber),
        ("PublicationReference/DocumentID/Kind", Slot::PublicationKind),
        ("PublicationReference/DocumentID/Date", Slot::PublishedOn),
        ("ApplicationReference/DocumentID/DocNumber", Slot::ApplicationNumber),
        ("ApplicationReference/DocumentID/Date", Slot::FiledOn),
        ("ClassificationIPCR/Text", Slot::Ipc),
        ("ClassificationLocarno/MainClassification", Slot::Locarno),
        ("ClassificationLocarno/Text", Slot::Locarno),
        ("InventionTitle", Slot::Title),
        ("DesignTitle", Slot::Title),
        ("Priority/DocumentID/Date", Slot::PriorityOn),
        ("PriorityClaim/DocumentID/Date", Slot::PriorityOn),
        ("PriorityClaim/Date", Slot::PriorityOn),
        ("Applicant/AddressBook/Name", Slot::Name),
        ("Applicant/AddressBook/OrganizationName", Slot::Name),
        ("Applicant/AddressBook/Address/Text", Slot::AddressLine),
        ("Assignee/AddressBook/Name", Slot::Name),
        ("Assignee/AddressBook/OrganizationName", Slot::Name),
        ("Assignee/AddressBook/Address/Text", Slot::AddressLine),
        ("Abstract/Paragraphs", Slot::Abstract),
    ]],
    groups: &[("ApplicantDetails/Applicant", Group::Applicant), ("AssigneeDetails/Assignee", Group::Owner)],
};
