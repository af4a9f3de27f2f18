use pack::{Act, Role, Roles, Rows};
use store::accounts::{Account, AccountKind};
use store::firms;
use store::sessions::Session;
use store::{Db, deputations, grants, mandates};

use crate::{App, Error, Granted};

/// Acts that change nothing and take nothing away.
const READING: [Act; 2] = [Act::Read, Act::Compare];

/// The roles in force in a session.
pub(super) struct InForce {
    pub(super) roles: Vec<Granted>,
    pub(super) acting_for: Option<String>,
}

/// The roles of an account in a session, today: what everybody has, what was given, and what follows from the firm it acts
/// for, if it still may.
pub(super) async fn roles(
    app: &App,
    db: &impl Db,
    account: &Account,
    session: &Session,
) -> Result<InForce, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let declared = |id: &str| declarations.roles.get(id).cloned();
    let mut roles = of_account(app, db, account).await?;
    let mut acting_for = None;
    if let Some(firm) = &session.acting_for {
        let own = firms::of_account(db, account.id).await?;
        let acts_for = |firm: &str| own.iter().any(|user| user.firm == firm && user.ended_by.is_none());
        let role = match session.mandate {
            None => acts_for(firm).then_some(Roles::FIRM_USER),
            Some(id) => {
                let mandate = mandates::get(db, id).await?.filter(|mandate| mandate.holds_on(today));
                mandate.filter(|mandate| acts_for(&mandate.agency)).map(|_| Roles::AGENCY)
            }
        };
        if let Some(role) = role {
            acting_for = Some(firm.clone());
            roles.extend(declared(role).map(|role| Granted {
                role,
                body: Some(firm.clone()),
                case: None,
                deputy_for: None,
            }));
        }
    }
    Ok(InForce { roles, acting_for })
}

/// The roles of an account today, whatever it does: what everybody has, what was given, and what it has for somebody. For whom a role says that there
/// are no records, such as an administrator, there are not even the public ones.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_account(app: &App, db: &impl Db, account: &Account) -> Result<Vec<Granted>, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let declared = |id: &str| declarations.roles.get(id).cloned();
    let everywhere = |role: Role| Granted { role, body: None, case: None, deputy_for: None };
    let grants = grants::of_account(db, account.id).await?.into_iter().filter(|grant| grant.holds_on(today));
    // A role that the installed pack does not know any more gives nothing.
    let given = grants.filter_map(|grant| {
        Some(Granted { role: declared(&grant.role)?, body: grant.body, case: grant.case, deputy_for: None })
    });
    let mut given: Vec<Granted> = given.collect();
    for deputation in deputations::of_account(db, account.id).await? {
        let is_deputy = deputation.deputy == account.id && deputation.holds_on(today);
        let role = declared(&deputation.role).filter(|_| is_deputy);
        given.extend(role.map(|role| Granted {
            role,
            body: deputation.body,
            case: None,
            deputy_for: Some(deputation.holder),
        }));
    }
    let sees_records = given.iter().all(|granted| granted.role.records.rows != Rows::None);
    let of_all = sees_records.then(|| declared(Roles::STRANGER)).flatten();
    let of_people = (account.kind == AccountKind::Person).then(|| declared(Roles::CITIZEN)).flatten();
    let mut roles: Vec<Granted> = [of_all, of_people].into_iter().flatten().map(everywhere).collect();
    roles.extend(given);
    Ok(roles)
}

impl InForce {
    /// Somebody has a second factor and has not given it: what does not ask for one is as good as a stranger's, the rest
    /// waits for it.
    pub(super) fn keep_those_that_wait_for_it(&mut self) {
        self.acting_for = None;
        self.roles.retain(|granted| granted.role.second_factor || granted.role.id == Roles::STRANGER);
    }

    /// Somebody was only recognized: they read, no more.
    pub(super) fn only_read(&mut self) {
        for granted in &mut self.roles {
            let role = &mut granted.role;
            role.acts.clear();
            let permissions = role.exceptions.values_mut().chain([&mut role.records]);
            permissions.for_each(|permission| permission.acts.retain(|act| READING.contains(act)));
        }
    }
}
