//! Who acts for the firms of a demonstration: users and agencies show a document, the clerk finds it proved.

use jiff::ToSpan;
use store::accounts::AccountKind;

use super::people::Person;
use crate::firms::{NewClaim, NewMandate, accept_mandate, claim, propose_mandate, prove};
use crate::records::{When, show};
use crate::sessions::{Next, Way, Who};
use crate::{Act, App, Error, Roles, files};

/// What is shown for each claim, and its name.
const DOCUMENT_NAME: &str = "演示数据.txt";
const DOCUMENT: &str = "演示数据：营业执照和授权书\n";

/// Lets each person with an enterprise act for it, and agencies for the first firm that is none.
pub(super) async fn make(app: &App, people: &[Person]) -> Result<(), Error> {
    let clerk = people.iter().find(|person| has(person, Act::Correct));
    let Some(clerk) = clerk.map(who) else { return Ok(()) };
    for (person, code) in with_enterprise(people) {
        let file = (DOCUMENT_NAME, DOCUMENT.as_bytes());
        let document = files::keep(app, &person.actor, "document", file).await?.digest;
        let new = NewClaim {
            code: code.to_owned(),
            name: name(app, &clerk, code).await?,
            document: Ok(Some(document)),
        };
        let id = claim(app, &who(person), &new, None).await?;
        prove(app, &clerk, id).await?;
    }
    let is_agency =
        |person: &Person| person.actor.roles.iter().any(|granted| granted.role.id == Roles::AGENCY);
    let Some((client, client_code)) = with_enterprise(people).find(|(person, _)| !is_agency(person)) else {
        return Ok(());
    };
    for (agent, agency) in with_enterprise(people).filter(|(person, _)| is_agency(person)) {
        let new = NewMandate {
            agency: agency.to_owned(),
            client: client_code.to_owned(),
            client_name: name(app, &clerk, client_code).await?,
            from: Ok(app.today()),
            until: Ok(app.today().saturating_add(2.years())),
            document: Ok(None),
        };
        let id = propose_mandate(app, &who(agent), &new, None).await?;
        accept_mandate(app, &who(client), id).await?;
    }
    Ok(())
}

fn with_enterprise(people: &[Person]) -> impl Iterator<Item = (&Person, &str)> {
    people.iter().filter_map(|person| Some((person, person.enterprise.as_deref()?)))
}

/// The name of an enterprise; its code if it is in no ledger.
async fn name(app: &App, clerk: &Who, code: &str) -> Result<String, Error> {
    let shown = show(app, &clerk.actor, "enterprises", code, When::default()).await?;
    let name = shown.record.and_then(|record| record.fields.get("name")?.as_text().map(str::to_owned));
    Ok(name.unwrap_or_else(|| code.to_owned()))
}

fn has(person: &Person, act: Act) -> bool {
    person.actor.roles.iter().any(|granted| granted.role.records.acts.contains(&act))
}

/// Somebody at work, as a session would have it.
fn who(person: &Person) -> Who {
    let kind = if person.enterprise.is_some() { AccountKind::Person } else { AccountKind::Staff };
    Who {
        actor: person.actor.clone(),
        session: Some(0),
        kind: Some(kind),
        way: Some(Way::Password),
        next: Next::Nothing,
    }
}
