//! Who stands behind a key: with their own key nobody is two persons.

use app::api_keys::{self, Access, NewKey, Scopes};
use app::cases::{Taking, start, take};
use app::records::Mode;
use app::{Actor, Error, Visitor};
use form::Input;
use store::accounts::{AccountKind, create};
use store::grants::{NewGrant, give};

use crate::world::{World, world};

const OFFICE: &str = "market-supervision";

/// A clerk of the office with an account, and the program that has a key of it.
async fn clerk_and_program(world: &World) -> (Actor, Actor) {
    let write = world.app.begin(&Actor::system(), "create", ("account", "1"), None).await.unwrap();
    let account = create(&write, AccountKind::Staff, "zh").await.unwrap();
    let grant = NewGrant {
        account,
        role: "clerk".to_owned(),
        exclusive: None,
        body: Some(OFFICE.to_owned()),
        case: None,
        from: world.app.today(),
        until: None,
    };
    give(&write, &grant).await.unwrap();
    write.commit().await.unwrap();
    let new = NewKey {
        title: "演示".to_owned(),
        account,
        scopes: Scopes { all: Some(Access::Write), ..Scopes::default() },
        days: 30,
        addresses: Vec::new(),
    };
    let security = world.actor("security-administrator", None);
    let made = api_keys::make(&world.app, &security, &new, None).await.unwrap();
    let program = api_keys::actor(&world.app, &Visitor::default(), &made.key).await.unwrap();
    let clerk = world.actor("clerk", Some(OFFICE));
    (Actor { account: Some(account), name: format!("account:{account}"), ..clerk }, program)
}

fn taking(step: &str, fields: &[(&str, &str)]) -> Taking {
    let given = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()]));
    Taking::new(step, given.collect::<Input>())
}

#[tokio::test]
async fn a_key_is_no_second_person() {
    let world = world().await;
    let (clerk, program) = clerk_and_program(&world).await;
    let colleague = Actor { account: Some(99), name: "account:99".to_owned(), ..clerk.clone() };
    for (first, second) in [(&program, &clerk), (&clerk, &program)] {
        let finding = first.name.as_str();
        let fields =
            [("finding", finding), ("question", "哪一年"), ("owner", OFFICE), ("due_date", "2026-10-09")];
        let asked = start(&world.app, &colleague, "question", &taking("ask", &fields), Mode::Save).await;
        let number = asked.unwrap().number.unwrap();
        let answer = taking("answer", &[("answer", "2025年")]);
        take(&world.app, first, &number, &answer, Mode::Save).await.unwrap();
        let adopt = taking("adopt", &[]);
        let refused = take(&world.app, second, &number, &adopt, Mode::Save).await;
        let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        assert_eq!(problems[0].code, "two-persons", "{problems:?}");
        take(&world.app, &colleague, &number, &adopt, Mode::Save).await.unwrap();
    }
}
