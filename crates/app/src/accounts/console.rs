use crate::{Actor, App, Granted};

/// Whoever works at the command line, reading and keeping what the office of the county keeps.
pub fn console_of_office(app: &App) -> Actor {
    let declarations = app.declarations();
    let offices = declarations.roles.iter().filter(|role| role.acts.contains(&pack::Act::ProveFirms));
    let offices =
        offices.map(|role| Granted { role: role.clone(), body: None, case: None, deputy_for: None });
    let mut console = console(app);
    // The rule of administrators, who see no records, is not one for whoever holds the machine.
    console.roles = offices.collect();
    console
}

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
