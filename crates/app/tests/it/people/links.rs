//! What a link is for.

use app::accounts::{self, Purpose};
use app::firms;
use store::Database;

use super::stage::{Stage, mail, password};
use super::story::shown;

#[tokio::test]
async fn what_links_are_for_they_are_for_alone() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let visitor = stage.visitor("artist");
    accounts::request_registration(&stage.app, &visitor, &mail("artist")).await.unwrap();
    stage.post().await;
    let token = stage.person("artist").token.clone();
    let purposes =
        [Purpose::SetUp, Purpose::Recovery, Purpose::Address, Purpose::SignIn, Purpose::Invitation];
    for purpose in purposes {
        assert!(!accounts::is_usable(&stage.app, purpose, &token).await.unwrap(), "{purpose:?}");
    }
    let refused = [
        accounts::set_up(&stage.app, &visitor, &token, password("artist")).await.map(drop),
        accounts::recover(&stage.app, &visitor, &token, password("artist")).await,
        accounts::confirm_address(&stage.app, &visitor, &token).await,
        accounts::sign_in_by_link(&stage.app, &visitor, &token).await.map(drop),
        firms::invitation(&stage.app, &visitor, &token).await.map(drop),
    ];
    for refused in refused {
        assert_eq!(shown(&refused.unwrap_err()), "link-gone");
    }
    assert!(accounts::is_usable(&stage.app, Purpose::Register, &token).await.unwrap());
}
