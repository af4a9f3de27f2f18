use kernel::Wording;
use kernel::declaration::nearest;
use web::{Face, Footer, HostSite, Rate, Settings};

use super::{Given, network};

/// The faces by their names in the file.
const FACES: [(&str, Face); 4] = [
    ("public", Face::Public),
    ("workbench", Face::Workbench),
    ("cockpit", Face::Cockpit),
    ("administration", Face::Administration),
];

/// What was said of the pages. What cannot be used is noted.
pub(super) fn settings(given: &mut Given) -> Settings {
    let host_site = given.together(["host_site.name", "host_site.url"]);
    Settings {
        listen: network::listen(given),
        base_path: base_path(given),
        faces: faces(given),
        host_site: host_site.map(|[name, url]| HostSite { name, url }),
        footer: Footer {
            sponsor: given.string("footer.sponsor"),
            operator: given.string("footer.operator"),
            contact: given.string("footer.contact"),
            icp_number: given.string("footer.icp_number"),
            police_number: given.string("footer.police_number"),
            site_code: given.string("footer.site_code"),
        },
        tls_in_front: given.is_on("tls_in_front"),
        trusted_proxies: network::networks(given),
        frame_ancestors: given.list("frame_ancestors").unwrap_or_default(),
        rate: rate(given),
        metrics_key: given.string("metrics_key"),
        ..Settings::default()
    }
}

/// `/ip`: begins with a slash and does not end with one.
fn base_path(given: &mut Given) -> String {
    let Some(said) = given.string("base_path") else { return String::new() };
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c))
    };
    if said.strip_prefix('/').is_none_or(|parts| !parts.split('/').all(part)) {
        given.wrong(
            "base_path",
            Wording::new(format!("“{said}”不是路径"), format!("{said} is no path")),
            Wording::new(
                "应以斜杠开头、不以斜杠结尾，如 /ip；在根路径则删去这一项",
                "begin with a slash and end without one, such as /ip; for the root leave it out",
            ),
        );
    }
    said
}

fn faces(given: &mut Given) -> std::collections::BTreeSet<Face> {
    let Some(said) = given.list("faces") else { return Face::ALL.into_iter().collect() };
    let mut faces = std::collections::BTreeSet::new();
    for name in said {
        match FACES.iter().find(|(known, _)| *known == name) {
            Some((_, face)) => _ = faces.insert(*face),
            None => {
                let names = FACES.map(|(name, _)| name);
                let all = names.join(", ");
                let meant = nearest(&name, names).unwrap_or(&all).to_owned();
                given.wrong(
                    "faces",
                    Wording::new(format!("没有界面“{name}”"), format!("there is no face {name}")),
                    Wording::new(format!("可用：{meant}"), format!("write {meant}")),
                );
            }
        }
    }
    faces
}

/// As many requests as are allowed; none for as many as one likes.
fn rate(given: &mut Given) -> Option<Rate> {
    let usual = Rate::default();
    let per_second = given.number("requests_per_second").unwrap_or(usual.per_second);
    let burst = given.number("requests_at_once").unwrap_or(usual.burst.max(per_second));
    if burst == 0 {
        given.wrong(
            "requests_at_once",
            Wording::new("0 会拒绝所有请求", "0 refuses every request"),
            Wording::new("应为正整数", "write a number above 0"),
        );
    }
    (per_second > 0).then_some(Rate { per_second, burst })
}
