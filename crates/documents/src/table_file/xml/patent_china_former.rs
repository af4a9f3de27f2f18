use super::layout::{Group, Layout, Slot};

/// `cn-patent-document`, in which the Chinese office published before.
pub(super) const LAYOUT: Layout = Layout {
    records: &["cn-patent-document"],
    slots: &[&[
        ("publication-reference/document-id/country", Slot::PublicationOffice),
        ("publication-reference/document-id/doc-number", Slot::PublicationNumber),
        ("publication-reference/document-id/kind", Slot::PublicationKind),
        ("publication-reference/document-id/date", Slot::PublishedOn),
        ("application-reference/document-id/doc-number", Slot::ApplicationNumber),
        ("application-reference/document-id/date", Slot::FiledOn),
        ("classification-ipcr/text", Slot::Ipc),
        ("classification-ipc/main-classification", Slot::Ipc),
        ("classification-ipc/further-classification", Slot::Ipc),
        ("classification-locarno/main-classification", Slot::Locarno),
        ("invention-title", Slot::Title),
        ("priority-claim/date", Slot::PriorityOn),
        ("cn-applicant/addressbook/name", Slot::Name),
        ("cn-applicant/addressbook/orgname", Slot::Name),
        ("cn-applicant/name", Slot::Name),
        ("cn-applicant/addressbook/address/text", Slot::AddressLine),
        ("cn-assignee/addressbook/name", Slot::Name),
        ("cn-assignee/addressbook/orgname", Slot::Name),
        ("cn-assignee/addressbook/address/text", Slot::AddressLine),
        ("abstract/p", Slot::Abstract),
    ]],
    groups: &[("cn-applicant", Group::Applicant), ("cn-assignee", Group::Owner)],
};
