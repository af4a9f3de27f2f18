/// What a role lets somebody do. The list is closed: `app` has one operation or more for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// See records.
    Read,
    /// Make a record.
    Create,
    /// Say that something became otherwise.
    Change,
    /// Say that something was always otherwise.
    Correct,
    /// Say that something is no more.
    End,
    /// Say that two records are one, or that they are not.
    Merge,
    /// Take records out as a file.
    Export,
    /// Compare two days, or what was known at two times.
    Compare,
    /// See a personal value in full, with a reason that is kept.
    Unmask,
    /// Destroy what is personal for ever.
    Erase,
    /// Make, lock and unlock accounts.
    ManageAccounts,
    /// Give roles to accounts and take them away.
    GrantRoles,
    /// Decide who acts for a firm, and which agency.
    ProveFirms,
    /// Make and revoke the keys of the API.
    ManageKeys,
    /// Read who did what.
    ReadAudit,
    /// Install a pack.
    InstallPack,
    /// Make a backup.
    BackUp,
    /// See whether the system is well.
    SeeHealth,
}

impl Act {
    /// Every act by its name in `roles.toml`; those on records first.
    pub const ALL: [(&'static str, Act); 18] = [
        ("read", Act::Read),
        ("create", Act::Create),
        ("change", Act::Change),
        ("correct", Act::Correct),
        ("end", Act::End),
        ("merge", Act::Merge),
        ("export", Act::Export),
        ("compare", Act::Compare),
        ("unmask", Act::Unmask),
        ("erase", Act::Erase),
        ("manage-accounts", Act::ManageAccounts),
        ("grant-roles", Act::GrantRoles),
        ("prove-firms", Act::ProveFirms),
        ("manage-keys", Act::ManageKeys),
        ("read-audit", Act::ReadAudit),
        ("install-pack", Act::InstallPack),
        ("back-up", Act::BackUp),
        ("see-health", Act::SeeHealth),
    ];

    /// Its name in `roles.toml`.
    pub fn id(self) -> &'static str {
        Act::ALL.iter().find(|(_, act)| *act == self).expect("every act is in the list").0
    }

    /// Whether it is done to the records of a ledger.
    pub fn is_on_records(self) -> bool {
        self <= Act::Erase
    }
}
