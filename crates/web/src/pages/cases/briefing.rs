//! The briefing of a round and what goes to the meeting about it, to edit and as PDF: what was asked and reported, what is late and why, what
//! is under way. Every number is counted when it is made; in the document to edit each is a field, beside which stays what was counted.

use app::Programme;
use app::cases::{self, Board, Wanted};
use app::duties::Standings;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::official::{Block, Figure, Level, Official};
use documents::{Table as Printed, TableColumn};
use plan::Light;

use super::due;
use super::sentence::Sentence;
use crate::error::Error;
use crate::page::Page;
use crate::pages::duties::{list, seen};
use crate::pages::print::{Format, hand_out_official, printed};
use crate::records::Look;
use crate::site::Site;

/// Hands out the briefing, to those who see the round.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((number, format)): Path<(String, String)>,
) -> Result<Response, Error> {
    let format = Format::named(&format).ok_or(Error::NotFound)?;
    let (words, board) = (page.words, cases::board(&site.app, page.actor(), &number).await?);
    let mut blocks = quarter(&page, &site, &board).await?;
    let declarations = site.app.declarations();
    if let Some(matter) = slips(&declarations.programme) {
        blocks.extend(under_way(&page, &site, &matter).await?);
    }
    hand_out(&page, &site, (&board, words.briefing_title(&board.current.name)), blocks, format).await
}

/// Hands out what goes to the meeting: what became of what the last ones decided, how the quarter stands, what has to be settled.
pub(crate) async fn papers(
    page: Page,
    State(site): State<Site>,
    Path((number, format)): Path<(String, String)>,
) -> Result<Response, Error> {
    let format = Format::named(&format).ok_or(Error::NotFound)?;
    let (words, board) = (page.words, cases::board(&site.app, page.actor(), &number).await?);
    let declarations = site.app.declarations();
    let Programme { decision, problem, instruction, .. } = &declarations.programme;
    let decisions = decision.as_ref().map(|it| Matter { procedure: &it.procedure, body: &it.body });
    let problems = problem.as_ref().map(|it| Matter { procedure: &it.procedure, body: &it.body });
    let instructions = instruction.as_ref().map(|it| Matter { procedure: &it.procedure, body: &it.body });
    let mut blocks = Vec::new();
    if let Some(matter) = decisions {
        blocks.extend(under_way(&page, &site, &matter).await?);
    }
    blocks.extend(quarter(&page, &site, &board).await?);
    for matter in [problems, instructions, slips(&declarations.programme)].into_iter().flatten() {
        blocks.extend(under_way(&page, &site, &matter).await?);
    }
    hand_out(&page, &site, (&board, words.briefing_papers_title(&board.current.name)), blocks, format).await
}

async fn hand_out(
    page: &Page,
    site: &Site,
    (board, title): (&Board, String),
    blocks: Vec<Block>,
    format: Format,
) -> Result<Response, Error> {
    let official = Official {
        // Under the red head of the office that leads the round.
        sender_mark: board.office.clone(),
        number: None,
        security: None,
        mark: page.site.is_demonstration.then(|| page.words.demonstration().to_owned()),
        recipients: Vec::new(),
        blocks,
        attachments: Vec::new(),
        signers: Vec::new(),
        date: site.app.today(),
        remark: None,
        imprint: None,
        title: title.clone(),
    };
    hand_out_official(official, &title, format).await
}

/// How the reports of a round and all duties stand.
async fn quarter(page: &Page, site: &Site, board: &Board) -> Result<Vec<Block>, Error> {
    let mut blocks = reports(page, board);
    if let Some(standings) = seen(page, site).await? {
        blocks.extend(duties(page, &standings));
    }
    Ok(blocks)
}

/// How many were asked, how far they are, and how each body stands.
fn reports(page: &Page, board: &Board) -> Vec<Block> {
    let words = page.words;
    let procedure = board.opened.procedure();
    let count = |state: &str| board.totals.iter().find(|(id, _)| id == state).map_or(0, |(_, count)| *count);
    let states: Vec<&::cases::State> = procedure.states.iter().filter(|state| count(&state.id) > 0).collect();
    let total: i64 = board.totals.iter().map(|(_, count)| count).sum();
    let mut sentence = Sentence::default();
    let bodies = sentence.figure("reports.bodies", words.briefing_bodies(), &board.rows.len().to_string());
    let asked = sentence.figure("reports.total", words.briefing_total(), &total.to_string());
    let mut told = |state: &&::cases::State| {
        let title = words.of(&state.title);
        words.briefing_count(
            title,
            sentence.figure(&format!("reports.state.{}", state.id), title, &count(&state.id).to_string()),
        )
    };
    let told: Vec<String> = states.iter().map(&mut told).collect();
    let mut columns = vec![TableColumn::new(words.cases_body(), 3)];
    columns.extend(states.iter().map(|state| TableColumn::new(words.of(&state.title), 1)));
    let mut table = Printed { columns, ..Printed::default() };
    for (body, cells) in &board.rows {
        let name = board.names.values().find_map(|names| names.get(body)).unwrap_or(body);
        let mut row = vec![name.clone()];
        for state in &states {
            let count = cells.values().flatten().filter(|current| current.state == state.id).count();
            let id = format!("reports.body.{body}.{}", state.id);
            let figure = Figure::new(id, words.briefing_of(name, words.of(&state.title)), &count.to_string());
            let at = (table.rows.len(), row.len());
            table.figures.extend(figure.filter(|_| count > 0).map(|figure| (at, figure)));
            row.push(if count == 0 { String::new() } else { count.to_string() });
        }
        table.rows.push(row);
    }
    vec![
        Block::Heading(Level::First, words.briefing_reports().to_owned()),
        sentence.told(&words.briefing_asked(bodies, asked, told.join(words.comma()))),
        Block::Table(table.fitted()),
    ]
}

/// How the duties stand, and those that are late with the reasons.
fn duties(page: &Page, standings: &Standings) -> Vec<Block> {
    let words = page.words;
    let mut sentence = Sentence::default();
    let total =
        sentence.figure("duties.total", words.briefing_duties_all(), &standings.duties.len().to_string());
    let [green, yellow, red, grey] = [
        ("duties.green", words.briefing_green(), Light::Green),
        ("duties.yellow", words.briefing_yellow(), Light::Yellow),
        ("duties.red", words.briefing_red(), Light::Red),
        ("duties.grey", words.briefing_grey(), Light::Grey),
    ]
    .map(|(id, title, light)| sentence.figure(id, title, &standings.count(light).to_string()));
    let mut blocks = vec![
        Block::Heading(Level::First, words.briefing_duties().to_owned()),
        sentence.told(&words.briefing_lights(total, green, yellow, red, grey)),
    ];
    let late = list::table(page, standings, |it| it.judged.light == Light::Red);
    blocks.extend(late.map(|table| Block::Table(printed(&table))));
    blocks
}

/// Cases of one kind that a meeting looks at: their procedure, and the field with the body that acts.
struct Matter<'m> {
    procedure: &'m str,
    body: &'m str,
}

fn slips(programme: &Programme) -> Option<Matter<'_>> {
    programme.slip.as_ref().map(|it| Matter { procedure: &it.procedure, body: &it.body })
}

/// The cases of a kind that have not ended, as far as the reader sees them: how many, and the newest one by one.
async fn under_way(page: &Page, site: &Site, matter: &Matter<'_>) -> Result<Vec<Block>, Error> {
    let words = page.words;
    let list = match cases::list(&site.app, page.actor(), matter.procedure, &Wanted::default()).await {
        Ok(list) => list,
        Err(app::Error::NotFound) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let look = Look { page, codes: &list.opened.declarations().codes, names: &list.names };
    let procedure = list.opened.procedure();
    let body = procedure.form.field(matter.body);
    let row = |listed: &cases::Listed| {
        let value = body.and_then(|field| Some((field, listed.current.fields.get(&field.id)?)));
        let body = value.map(|(field, value)| look.text(field, value)).unwrap_or_default();
        let state = procedure.state(&listed.current.state).map(|state| words.title(&state.title));
        let due = due(page, listed.due, listed.overdue).text();
        vec![listed.current.name.clone(), body, state.unwrap_or_default(), due]
    };
    let rows: Vec<Vec<String>> = list.cases.iter().map(row).collect();
    let title = words.title(&procedure.title);
    let mut sentence = Sentence::default();
    let id = format!("{}.open", matter.procedure);
    let open = sentence.figure(&id, words.briefing_open(&title), &list.open().to_string());
    let mut blocks = vec![
        Block::Heading(Level::First, title.clone()),
        sentence.told(&words.briefing_under_way(title, open)),
    ];
    if !rows.is_empty() {
        let columns = vec![
            TableColumn::new(words.cases_case(), 2),
            TableColumn::new(words.cases_body(), 1),
            TableColumn::new(words.cases_state(), 1),
            TableColumn::new(words.cases_due(), 1),
        ];
        if list.next.is_some() {
            blocks.push(Block::paragraph(words.briefing_newest(rows.len())));
        }
        blocks.push(Block::Table(Printed { columns, rows, ..Printed::default() }.fitted()));
    }
    Ok(blocks)
}
