use crate::{Actor, App, Granted};

/// Whoever works at the command line of the machine itself: they hold the database and its key, so nothing is kept from them;
/// what they do is in the trail under this name.
pub fn console(app: &App) -> Actor {
    let declarations = app.declarations();
    let administrators =
        declarations.roles.iter().filter(|role| role.exclusive.as_deref() == Some(super::ADMINISTRATORS));
    let roles = administrators
        .map(|role| Granted { role: role.clone(), body: None, case: None, deputy_for: None })
        .collect();
    Actor { name: "console".to_owned(), roles, second_factor: true, ..Actor::stranger(None) }
}
