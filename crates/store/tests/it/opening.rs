use store::{Error, NewInstallation, Store};

use crate::world::{World, on_both};

async fn refusals(world: World) {
    let new = NewInstallation { county: "tangxi".to_owned(), demo: false };
    let missing = Store::open(&world.settings).await.unwrap_err();
    assert!(matches!(missing, Error::Missing { .. }), "{missing:?}");
    assert!(!world.folder().exists(), "opening makes nothing");

    let store = world.create().await;
    let second = Store::open(&world.settings).await.unwrap_err();
    assert!(matches!(&second, Error::InUse { place } if place.contains("data")), "{second:?}");
    store.close().await.unwrap();

    let exists = Store::create(&world.settings, &new).await.unwrap_err();
    assert!(matches!(exists, Error::Exists { .. }), "{exists:?}");
    assert_eq!(world.open().await.installation().await.unwrap().county, "tangxi");
}

#[test]
fn nothing_is_made_when_asked_to_open_and_nothing_is_overwritten_when_asked_to_make() {
    on_both(refusals);
}
