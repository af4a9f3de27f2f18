/// The four faces of the product. A path belongs to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// What everybody may see, and what people do for themselves.
    Public,
    /// Where clerks and units work.
    Workbench,
    /// What leaders look at.
    Cockpit,
    /// Accounts, roles, packs and the running of the system.
    Administration,
}

impl Face {
    /// All of them, from the most open to the most closed.
    pub const ALL: [Face; 4] = [Face::Public, Face::Workbench, Face::Cockpit, Face::Administration];

    /// The face of a path below the base path and without its language. Ledgers, jobs and cases are one thing for everybody:
    /// who works in the programme sees them on the workbench.
    pub(crate) fn of(path: &str, is_staff: bool) -> Face {
        let first = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        match first {
            "admin" => Face::Administration,
            "cockpit" => Face::Cockpit,
            "workbench" => Face::Workbench,
            "duties" | "indicators" => Face::Workbench,
            "ledgers" | "jobs" | "inbox" | "procedures" | "cases" if is_staff => Face::Workbench,
            _ => Face::Public,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Face;

    #[test]
    fn a_path_has_one_face() {
        for (path, is_staff, face) in [
            ("/", true, Face::Public),
            ("/ledgers", false, Face::Public),
            ("/ledgers/bodies/new", true, Face::Workbench),
            ("/ledgers?page=2", true, Face::Workbench),
            ("/inbox", false, Face::Public),
            ("/cases/slip-2026-0001", true, Face::Workbench),
            ("/cases/question-2026-0001", false, Face::Public),
            ("/admin/users", true, Face::Administration),
            ("/administration", true, Face::Public),
            ("/cockpit", true, Face::Cockpit),
            ("/indicators/d1", true, Face::Workbench),
            ("/open/indicators", true, Face::Public),
        ] {
            assert_eq!(Face::of(path, is_staff), face, "{path}");
        }
    }
}
