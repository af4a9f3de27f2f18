use super::{Face, Page};
use crate::router;
use crate::words::Words;

/// A place the navigation leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The path below base path and language.
    pub(crate) path: &'static str,
    pub(crate) text: &'static str,
    /// Whether this page is it, or lies below it.
    pub(crate) is_current: bool,
}

/// A place by its path and its name.
pub(crate) type Place = (&'static str, fn(Words) -> &'static str);

/// A group of places on one face.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section {
    face: Face,
    places: &'static [Place],
}

/// The indicators that everybody may see.
const OPEN_INDICATORS: &str = "/open/indicators";

/// The tabs at the head of every page.
const TABS: [Place; 7] = [
    ("/", Words::navigation_home),
    ("/plan", Words::navigation_plan),
    (OPEN_INDICATORS, Words::indicators_title),
    ("/ledgers", Words::navigation_ledgers),
    ("/workbench", Words::navigation_workbench),
    ("/cockpit", Words::navigation_cockpit),
    ("/admin", Words::navigation_admin),
];

/// What stands at the foot of every page.
pub(super) const FOOT: [Place; 5] = [
    ("/track", Words::track_title),
    ("/about", Words::navigation_about),
    ("/accessibility", Words::navigation_accessibility),
    ("/privacy", Words::navigation_privacy),
    ("/components", Words::navigation_components),
];

/// What stands beside the pages of a face.
const SECTIONS: [Section; 2] = [
    Section { face: Face::Workbench, places: &WORKBENCH },
    Section { face: Face::Administration, places: &ADMINISTRATION },
];

/// The workbench, its first page first.
const WORKBENCH: [Place; 15] = [
    ("/workbench", Words::navigation_today),
    ("/inbox", Words::navigation_inbox),
    ("/procedures", Words::navigation_cases),
    ("/documents", Words::documents_title),
    ("/duties", Words::navigation_duties),
    ("/workbench/backfill", Words::navigation_backfill),
    ("/indicators", Words::indicators_title),
    ("/workbench/gaps", Words::gaps_title),
    ("/workbench/goals", Words::goals_title),
    ("/workbench/annuity-alerts", Words::rights_alerts),
    ("/my/deadlines", Words::rights_title),
    ("/ledgers", Words::navigation_ledgers),
    ("/workbench/imports", Words::imports_title),
    ("/workbench/attribution", Words::attribution_title),
    ("/workbench/firms", Words::navigation_waiting),
];

/// Administration, its first page first.
pub(crate) const ADMINISTRATION: [Place; 8] = [
    ("/admin", Words::navigation_admin),
    ("/admin/users", Words::navigation_users),
    ("/admin/grants", Words::navigation_grants),
    ("/admin/roles", Words::navigation_roles),
    ("/admin/keys", Words::navigation_keys),
    ("/admin/audit-log", Words::navigation_audit_log),
    ("/admin/packs", Words::navigation_packs),
    ("/admin/health", Words::navigation_health),
];

impl Page {
    /// The tabs which exist and which the reader may open.
    pub(crate) fn tabs(&self) -> Vec<Entry> {
        let face = self.face();
        let mut tabs = self.entries(&TABS);
        // Who works here has the indicators on the workbench, with what is not public.
        tabs.retain(|tab| tab.path != OPEN_INDICATORS || !self.reader.is_staff());
        for tab in &mut tabs {
            tab.is_current = match tab.path {
                "/" => self.address.path() == "/",
                "/workbench" => face == Face::Workbench && !self.is_below("/ledgers"),
                path => self.is_below(path),
            };
        }
        tabs
    }

    /// What else there is on this face. The nearest place above this page is the current one.
    pub(crate) fn beside(&self) -> Vec<Entry> {
        let face = self.face();
        let sections = SECTIONS.iter().filter(|section| section.face == face && !self.is_alone);
        let mut entries: Vec<Entry> = sections.flat_map(|section| self.entries(section.places)).collect();
        let above = entries.iter().map(|entry| entry.path).filter(|path| self.is_below(path));
        let nearest = above.max_by_key(|path| path.len());
        for entry in &mut entries {
            entry.is_current = Some(entry.path) == nearest;
        }
        entries
    }

    /// Whether there is such a page and the reader may open it.
    pub(crate) fn offers(&self, path: &str) -> bool {
        let may = router::policy(path).is_some_and(|policy| policy.allows(&self.reader));
        may && self.is_served(path)
    }

    /// Those of the places that are offered.
    pub(crate) fn entries(&self, places: &[Place]) -> Vec<Entry> {
        let open = places.iter().filter(|(path, _)| self.offers(path));
        open.map(|&(path, text)| Entry {
            path,
            text: text(self.words),
            is_current: self.address.path() == path,
        })
        .collect()
    }

    fn is_served(&self, path: &str) -> bool {
        self.site.settings.faces.contains(&Face::of(path, self.reader.is_staff()))
    }

    fn is_below(&self, path: &str) -> bool {
        let rest = self.address.path().strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}
