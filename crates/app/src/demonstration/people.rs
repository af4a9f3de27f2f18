//! The people of a demonstration. They get their accounts as anybody would: from the administrators, who get theirs from the
//! console; citizens, firms and agencies are registered.

use jiff::SignedDuration;
use pack::{Account, Role, Roles};
use store::accounts::{self, AccountKind};
use store::consents;

use super::{Progress, SignIn, firms};
use crate::accounts::{Handle, NewStaff, add_handle, create_staff, seal, second_factor, set_up};
use crate::grants::{GivenRole, give};
use crate::secrets::{Password, RecoveryCode, SecondFactor};
use crate::sessions::{self, SignedIn, Who};
use crate::{Actor, App, Clock, Deed, Error, Granted, Visitor};

/// Who signs in, and who that is in operations.
pub(super) struct Person {
    pub(super) sign_in: SignIn,
    pub(super) actor: Actor,
    pub(super) enterprise: Option<String>,
}

/// From one account to the next.
const PAUSE: SignedDuration = SignedDuration::from_mins(4);

/// Makes all accounts, in the order of the table; administrators come first in time.
pub(super) async fn make(
    app: &App,
    clock: &Clock,
    accounts: &[Account],
    tell: &mut dyn FnMut(Progress),
) -> Result<Vec<Person>, Error> {
    let declarations = app.declarations();
    let mut order: Vec<(usize, &Account, &Role)> = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let role = declarations.roles.get(&account.role);
        order.push((at, account, role.ok_or_else(|| Error::broken("a role that is not declared"))?));
    }
    // Those who make accounts and give roles, then those who get them; among these, staff before firms.
    order.sort_by_key(|(at, _, role)| (role.exclusive.is_none(), is_person(role), *at));
    let mut people: Vec<(usize, Person)> = Vec::new();
    for (done, (at, account, role)) in order.iter().enumerate() {
        tell(Progress::People { done, of: accounts.len() });
        clock.advance_to(app.now().saturating_add(PAUSE).unwrap_or(app.now()));
        let person = match is_person(role) {
            true => citizen(app, account, role).await?,
            false => staff(app, &people, account, role).await?,
        };
        people.push((*at, person));
    }
    people.sort_by_key(|(at, _)| *at);
    let people: Vec<Person> = people.into_iter().map(|(_, person)| person).collect();
    firms::make(app, &people).await?;
    Ok(people)
}

/// Whether somebody with this role registers themselves.
fn is_person(role: &Role) -> bool {
    [Roles::CITIZEN, Roles::FIRM_USER, Roles::AGENCY].contains(&role.id.as_str())
}

/// A member of the staff: the account, its password, its second factor, its role.
async fn staff(
    app: &App,
    people: &[(usize, Person)],
    account: &Account,
    role: &Role,
) -> Result<Person, Error> {
    let maker = who_may(app, people, crate::Act::ManageAccounts);
    let giver = who_may(app, people, crate::Act::GrantRoles);
    let new = NewStaff {
        name: account.title.clone(),
        sign_in_name: account.sign_in_name.clone(),
        mail: String::new(),
        language: form::Language::Zh,
    };
    let made = create_staff(app, &maker, &new).await?;
    let link = made.link.unwrap_or_default();
    let token = link.rsplit_once("token=").map_or("", |(_, token)| token);
    let password = password();
    let signed_in = set_up(app, &Visitor::default(), token, Password::new(password.clone())).await?;
    let who = who(app, signed_in).await?;
    let secret = second_factor::enroll(app, &who).await?.secret;
    let code = SecondFactor::from_text(&secret).map(|factor| factor.code(app.now())).unwrap_or_default();
    let confirmed = second_factor::confirm(app, &who, &code).await?;
    sessions::sign_out(app, &self::who(app, confirmed.signed_in).await?).await?;
    let given = GivenRole {
        account: made.account,
        role: role.id.clone(),
        body: account.body.clone(),
        case: None,
        from: app.today(),
        until: None,
        reason: "演示账号".to_owned(),
    };
    give(app, &giver, &given).await?;
    let secret = role.second_factor.then_some(secret);
    Ok(person(app, account, role, made.account, password, secret))
}

/// The account of somebody who registered. Nobody reads the mail of a demonstration, so the letter with the link is left out.
async fn citizen(app: &App, account: &Account, role: &Role) -> Result<Person, Error> {
    let password = password();
    let hash = Password::new(password.clone()).hash().await;
    let hash = hash.ok_or_else(|| Error::broken("no password could be hashed"))?;
    let stranger = Visitor::default().stranger(app);
    let mut write = app.begin(&stranger, Deed::Register.id(), ("account", "new"), None).await?;
    let id = accounts::create(&write, AccountKind::Person, form::Language::Zh.id()).await?;
    write.set_subject_id(&id.to_string());
    accounts::set_name(&write, id, &seal(&write, id, "name", &account.title).await?).await?;
    accounts::set_password(&write, id, hash.text()).await?;
    let handle = Handle::name(&account.sign_in_name).map_err(Error::Invalid)?;
    add_handle(&write, id, &handle, "sign-in-name").await?;
    consents::give(&write, id, "account", "demonstration").await?;
    write.commit().await?;
    Ok(person(app, account, role, id, password, None))
}

fn person(
    app: &App,
    account: &Account,
    role: &Role,
    id: i64,
    password: String,
    secret: Option<String>,
) -> Person {
    let mut actor = Visitor::default().stranger(app);
    actor.account = Some(id);
    actor.name = crate::accounts::actor_name(id);
    actor.second_factor = secret.is_some();
    actor.roles.push(Granted {
        role: role.clone(),
        body: account.body.clone(),
        case: None,
        deputy_for: None,
    });
    Person {
        sign_in: SignIn {
            role: role.title.clone(),
            title: account.title.clone(),
            name: account.sign_in_name.clone(),
            password,
            secret,
        },
        actor,
        enterprise: account.enterprise.clone(),
    }
}

/// The administrator who may do something, once there is one; before that, the console.
fn who_may(app: &App, people: &[(usize, Person)], act: crate::Act) -> Actor {
    let may = |actor: &Actor| actor.roles.iter().any(|granted| granted.role.acts.contains(&act));
    let found = people.iter().map(|(_, person)| &person.actor).find(|actor| may(actor));
    found.cloned().unwrap_or_else(|| crate::accounts::console(app))
}

/// Who has just signed in.
pub(super) async fn who(app: &App, signed_in: SignedIn) -> Result<Who, Error> {
    let session = Some(signed_in.token.text().to_owned());
    sessions::who(app, &Visitor { session, ..Visitor::default() }).await
}

/// A password that can be read out and typed: groups of four letters and digits.
fn password() -> String {
    RecoveryCode::random().text().to_ascii_lowercase()
}
