//! Each role does with slips what their procedure says.

use app::cases::{
    CaseRow, Wanted, annul, board, document, erase, late, list, preview, receipt, register, sheet, show,
    start, take, take_sheet,
};
use app::records::Mode;
use app::rounds::{cut, kept_on};
use app::{Erasure, Error};

use super::{SLIP, STREET, slip};
use crate::world::{taking, world};

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 16] = [
    "list",
    "show",
    "start",
    "take",
    "annul",
    "late",
    "board",
    "document",
    "register",
    "receipt",
    "preview",
    "sheet",
    "take_sheet",
    "erase",
    "cut",
    "kept_on",
];

/// Each role, held for the body of a slip where it is held for a body: what it does with slips. `+` it does it, `-` it is refused,
/// `.` there is no such thing for it.
const TABLE: &str = "
                       list show start take annul late board document register receipt preview sheet take_sheet erase cut kept_on
stranger               .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
citizen                .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
firm-user              .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
agency                 .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
clerk                  +    +    +     +    +     1    .     +        +        +       +       +     +          .     .   +
liaison                +    +    -     +    -     1    .     +        +        +       +       +     +          .     .   +
district-leader        +    +    +     -    +     1    .     +        +        +       -       .     .          .     .   +
leader                 +    +    -     -    -     1    .     +        +        +       -       .     .          .     .   +
enforcement-officer    .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
mediator               .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
record-inspector       +    +    -     -    -     1    .     +        +        +       -       .     .          .     .   +
system-administrator   .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
security-administrator .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
audit-administrator    .    .    .     .    .     0    .     .        .        .       .       .     .          .     .   .
";

#[tokio::test]
async fn each_role_does_with_slips_what_the_procedure_says() {
    let world = world().await;
    let number = slip(&world).await;
    world.later("2026-09-05T09:00:00+08:00");
    let roles: Vec<String> = world.app.declarations().roles.iter().map(|role| role.id.clone()).collect();
    let mut found = String::from(
        "\n                       list show start take annul late board document register receipt preview sheet take_sheet erase cut kept_on\n",
    );
    for role in roles {
        let actor = world.actor(&role, Some(STREET));
        let mut letters = Vec::new();
        letters.push(letter(&list(&world.app, &actor, "slip", &Wanted::default()).await));
        letters.push(letter(&show(&world.app, &actor, &number).await));
        letters.push(letter(&start(&world.app, &actor, "slip", &taking("issue", &SLIP), Mode::Check).await));
        let answer = taking("answer", &["answer=已补报"]);
        letters.push(letter(&take(&world.app, &actor, &number, &answer, Mode::Check).await));
        // An annulment of another event than the last is judged, and not done.
        letters.push(letter(&annul(&world.app, &actor, &number, 9, "演示").await));
        let late = late(&world.app, &actor).await.unwrap();
        letters.push(char::from_digit(u32::try_from(late.len()).unwrap(), 10).unwrap());
        // A slip opens nothing.
        letters.push(letter(&board(&world.app, &actor, &number).await));
        letters.push(letter(&document(&world.app, &actor, &number, (1, "slip")).await));
        letters.push(letter(&register(&world.app, &actor, None).await));
        letters.push(letter(&receipt(&world.app, &actor, &number, 1).await));
        letters.push(letter(&preview(&world.app, &actor, &number, "answer", None).await));
        letters.push(letter(&sheet(&world.app, &actor, "slip", "answer").await));
        let row = CaseRow { line: 4, number: number.clone(), seen: 1, ..CaseRow::default() };
        letters.push(letter(&take_sheet(&world.app, &actor, "slip", "answer", &[row], true).await));
        // Nothing of a slip is personal.
        let erasure = Erasure { confirmed: &number, reason: "演示" };
        letters.push(letter(&erase(&world.app, &actor, &number, erasure).await));
        // It opens nothing, so that nothing is known of it as of a round.
        letters.push(letter(&cut(&world.app, &actor, &number).await));
        letters.push(letter(&kept_on(&world.app, &actor, &number).await));
        let widths = [5, 5, 6, 5, 6, 5, 6, 9, 9, 8, 8, 6, 11, 6, 4, 0];
        let cells: String =
            letters.iter().zip(widths).map(|(letter, width)| format!("{letter:<width$}")).collect();
        found.push_str(&format!("{role:<23}{cells}\n"));
    }
    assert_eq!(found, TABLE);
}

fn letter<T>(outcome: &Result<T, Error>) -> char {
    match outcome {
        Ok(_) | Err(Error::Invalid(_)) => '+',
        Err(Error::NotAllowed(_)) => '-',
        Err(Error::NotFound) => '.',
        Err(error) => panic!("{error}"),
    }
}
