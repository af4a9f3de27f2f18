//! Duties: how each stands and why, how many each body has, and the sheet that a body signs for.

pub(crate) mod list;
pub(crate) mod load;
pub(crate) mod matrix;
pub(crate) mod record;
pub(crate) mod sheet;
pub(crate) mod workbook;

use app::duties::{self, Standings};
use plan::{DutyRole, Light as Colour};

use crate::components::Light;
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;
use crate::words::Words;

/// The lights from bad to good, as pages count them.
pub(crate) const COLOURS: [(Colour, &str); 4] =
    [(Colour::Red, "red"), (Colour::Yellow, "yellow"), (Colour::Green, "green"), (Colour::Grey, "grey")];

/// A light as a page draws it.
pub(crate) fn light(words: Words, colour: Colour) -> Light {
    match colour {
        Colour::Green => Light::Green(words),
        Colour::Yellow => Light::Yellow(words),
        Colour::Red => Light::Red(words),
        Colour::Grey => Light::Grey(words),
    }
}

/// How the duties stand, if the reader may know.
pub(crate) async fn seen(page: &Page, site: &Site) -> Result<Option<Standings>, Error> {
    match duties::standings(&site.app, page.actor()).await {
        Ok(standings) => Ok(Some(standings)),
        Err(app::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn role(page: &Page, role: DutyRole) -> String {
    match role {
        DutyRole::Lead => page.words.duties_leads().to_owned(),
        DutyRole::Share => page.words.duties_shares().to_owned(),
    }
}

/// The path of a duty below base path and language.
pub(crate) fn path(id: &str) -> String {
    format!("/duties/{}", crate::query::encode(id))
}
