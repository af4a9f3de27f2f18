use form::Language;
use kernel::Wording;
use pack::Role;
use store::accounts;
use store::grants::{self, NewGrant};

use super::staff::{create, send_link};
use super::{Handle, NewStaff, SetUpLink};
use crate::{Actor, App, Deed, Error};

/// One of the first accounts of a new installation, with the link by which its owner sets it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstAccount {
    /// The role it was given.
    pub role: Wording,
    /// With what its owner signs in.
    pub sign_in_name: String,
    /// The link. It is told here and never again.
    pub link: String,
}

/// The first start of a new installation: one account for each administrator, named after the role, without a password. At
/// any later start there is nothing to do.
///
/// There is no account that could do all: the three administrators keep each other in check from the first day on.
///
/// # Errors
/// If the database cannot.
pub async fn first_start(app: &App) -> Result<Vec<FirstAccount>, Error> {
    if accounts::any(&app.store().reader().await?).await? {
        return Ok(Vec::new());
    }
    let declarations = app.declarations();
    let administrators: Vec<&Role> = declarations
        .roles
        .iter()
        .filter(|role| role.exclusive.as_deref() == Some(super::ADMINISTRATORS))
        .collect();
    let system = Actor { name: "system".to_owned(), ..Actor::stranger(None) };
    let write = app.begin(&system, Deed::CreateStaffAccount.id(), ("account", "first"), None).await?;
    let mut first = Vec::new();
    for role in administrators {
        let SetUpLink { account, link } = administrator(app, &write, role).await?;
        let new = NewGrant {
            account,
            role: role.id.clone(),
            exclusive: role.exclusive.clone(),
            body: None,
            case: None,
            from: app.today(),
            until: None,
        };
        grants::give(&write, &new).await?;
        let link = link.expect("an account without a mailbox has a link to be handed over");
        first.push(FirstAccount { role: role.title.clone(), sign_in_name: role.id.clone(), link });
    }
    write.commit().await?;
    Ok(first)
}

async fn administrator(app: &App, write: &store::Write, role: &Role) -> Result<SetUpLink, Error> {
    let name = Handle::name(&role.id).map_err(Error::Invalid)?;
    let new = NewStaff {
        name: role.title.zh.clone(),
        sign_in_name: role.id.clone(),
        mail: String::new(),
        language: Language::Zh,
    };
    let account = create(write, &new, &name, None).await?;
    send_link(app, write, account, None, Language::Zh).await
}
