//! What each role sees of the programme.

use app::duties::{board, kept, matrix, standings};
use app::quarters::quarters;
use app::{Error, plans};

use super::{STREET, clerk};
use crate::world::world;

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 22] = [
    "standings",
    "versions",
    "version",
    "compare",
    "current",
    "questions",
    "quarters",
    "matrix",
    "pending",
    "check",
    "check-targets",
    "check-stages",
    "check-safeguards",
    "comments",
    "reported",
    "gaps",
    "stages",
    "answers",
    "board",
    "kept",
    "acceptance",
    "spread",
];

/// Each role with a plan that is still a draft: `+` it sees it, `.` there is no such thing for it; of `versions` how many, of
/// `current` and `questions` whether they are those of the draft (`+`) or of the text that everybody has read in the pack (`p`).
const TABLE: &str = "
                       standings versions version compare current questions quarters matrix pending check check-targets check-stages check-safeguards comments reported gaps stages answers board kept acceptance spread
stranger               .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
citizen                .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
firm-user              .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
agency                 .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
clerk                  +         1        +       +       +       +         +        +      +       +     +             +            +                +        +        +    +      +       +     +    +          +
liaison                +         1        +       +       +       +         +        +      +       -     -             -            -                +        +        +    +      +       +     +    +          +
district-leader        +         1        +       +       +       +         +        +      +       -     -             -            -                +        +        +    +      +       +     +    +          +
leader                 +         1        +       +       +       +         +        +      +       -     -             -            -                +        +        +    +      +       +     +    +          +
enforcement-officer    .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
mediator               .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
record-inspector       +         1        +       +       +       +         +        +      +       -     -             -            -                +        +        +    +      +       +     +    +          +
system-administrator   .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
security-administrator .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
audit-administrator    .         0        .       .       p       p         .        .      .       .     .             .            .                .        .        .    +      .       .     .    .          .
";

#[tokio::test]
async fn a_draft_and_the_lights_are_seen_by_who_works_in_the_programme() {
    let world = world().await;
    let clerk = clerk(&world);
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let draft = plans::version(&world.app, &clerk, &number).await.unwrap();
    let roles: Vec<String> = world.app.declarations().roles.iter().map(|role| role.id.clone()).collect();
    let mut found = format!("\n{:<23}{}\n", "", COLUMNS.join(" "));
    for role in roles {
        let actor = world.actor(&role, Some(STREET));
        let app = &world.app;
        let of = |standing: plans::Standing| if standing.version.is_some() { '+' } else { 'p' };
        let letters = [
            letter(&standings(app, &actor).await),
            char::from_digit(u32::try_from(plans::versions(app, &actor).await.unwrap().len()).unwrap(), 10)
                .unwrap(),
            letter(&plans::version(app, &actor, &number).await),
            letter(&plans::compare(app, &actor, (&number, &number)).await),
            of(plans::current(app, &actor).await.unwrap().unwrap()),
            of(plans::questions(app, &actor).await.unwrap().unwrap().0),
            letter(&quarters(app, &actor).await),
            letter(&matrix(app, &actor).await),
            letter(&plans::pending(app, &actor, &draft).await),
            letter(&plans::check_tasks(app, &actor, &number, &[], false).await),
            letter(&plans::check_targets(app, &actor, &number, &[], false).await),
            letter(&plans::check_stages(app, &actor, &number, &[], false).await),
            letter(&plans::check_safeguards(app, &actor, &number, &[], false).await),
            letter(&plans::comments(app, &actor, &number).await),
            letter(&app::duties::reported(app, &actor).await),
            letter(&app::gaps::gaps(app, &actor).await),
            letter(&plans::stages(app, &actor, &draft.plan).await),
            letter(&app::answers::answers(app, &actor).await),
            letter(&board(app, &actor).await),
            letter(&kept(app, &actor).await),
            letter(&app::meetings::acceptance(app, &actor).await),
            letter(&app::dimensions::spread(app, &actor).await),
        ];
        let widths = [10, 9, 8, 8, 8, 10, 9, 7, 8, 6, 14, 13, 17, 9, 9, 5, 7, 8, 6, 5, 11, 0];
        let cells: String =
            letters.iter().zip(widths).map(|(letter, width)| format!("{letter:<width$}")).collect();
        found.push_str(&format!("{role:<23}{cells}\n"));
    }
    assert_eq!(found, TABLE);
}

fn letter<T>(outcome: &Result<T, Error>) -> char {
    match outcome {
        Ok(_) => '+',
        Err(Error::NotAllowed(_)) => '-',
        Err(Error::NotFound) => '.',
        Err(error) => panic!("{error}"),
    }
}
