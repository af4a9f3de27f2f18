//! Every route has a policy: who may not open it does not.

use axum::http::StatusCode;

use crate::world::{get, get_as, settings, site};

/// Pages by who may open them: strangers, citizens, clerks, the three administrators. Parameters are filled with what is
/// not there.
const PAGES: &[(&str, [bool; 6])] = &[
    ("/", [true; 6]),
    ("/ledgers", [true; 6]),
    ("/help", [true; 6]),
    ("/accessibility", [true; 6]),
    ("/privacy", [true; 6]),
    ("/about", [true; 6]),
    ("/components", [true; 6]),
    ("/sign-in", [true; 6]),
    ("/sign-in/link", [true; 6]),
    ("/register", [true; 6]),
    ("/register/confirmation", [true; 6]),
    ("/recovery", [true; 6]),
    ("/recovery/password", [true; 6]),
    ("/set-up", [true; 6]),
    ("/my/security/address", [true; 6]),
    ("/ledgers/bodies", [true, true, true, false, false, false]),
    ("/ledgers/bodies/new", [false, false, true, false, false, false]),
    ("/workbench", [false, false, true, false, false, false]),
    ("/admin", [false, false, false, true, true, true]),
    ("/admin/roles", [false, false, false, true, true, true]),
    ("/admin/users", [false, false, false, true, false, false]),
    ("/admin/users/new", [false, false, false, true, false, false]),
    ("/admin/health", [false, false, false, true, false, false]),
    ("/admin/audit-log", [false, false, false, false, false, true]),
    ("/admin/packs", [false, false, false, true, false, false]),
    ("/workbench/gaps", [false, false, true, false, false, false]),
    ("/cockpit", [false, false, true, false, false, false]),
    ("/admin/keys", [false, false, false, false, true, false]),
    ("/admin/keys/new", [false, false, false, false, true, false]),
    ("/admin/grants", [false, false, false, false, true, false]),
    ("/admin/grants/new", [false, false, false, false, true, false]),
];

#[tokio::test]
async fn a_page_opens_for_whom_it_is() {
    let world = site(settings()).await;
    let roles = ["citizen", "clerk", "system-administrator", "security-administrator", "audit-administrator"];
    for (path, open) in PAGES {
        let stranger = get(&world, path).await.status;
        let expected = if open[0] { StatusCode::OK } else { StatusCode::SEE_OTHER };
        assert_eq!(stranger, expected, "stranger {path}");
        for (role, open) in roles.iter().zip(&open[1..]) {
            let status = get_as(&world, &world.person(role), path).await.status;
            let expected = if *open { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(status, expected, "{role} {path}");
        }
    }
}
