//! Which procedure plays which part of the programme: Rust knows the parts, a pack says what plays them and what its fields, states and steps
//! are called.

use std::collections::BTreeSet;

use form::{CodeRow, Codes, Kind};
use kernel::declaration::{Located, Reader, Table, nearest};
use kernel::{Problem, Wording};
use ledger::Ledger;

use crate::fault::Fault;

/// The file of a pack that says who plays which part.
pub(crate) const FILE: &str = "programme.toml";

/// The parts of the programme, each with the procedure or ledger that plays it; none for a part that nothing plays. The values of all other
/// fields are names of fields of that procedure or ledger, where they do not say otherwise.
#[derive(Debug, Clone, Default)]
pub struct Programme {
    /// What a body says of a duty in a quarter.
    pub report: Option<Report>,
    /// What proves a duty.
    pub evidence: Option<Evidence>,
    /// The demand that a duty be done.
    pub slip: Option<Slip>,
    /// The quarter: what every body is asked.
    pub round: Option<Round>,
    /// What a meeting decided, until it is done.
    pub decision: Option<Decision>,
    /// What a body cannot settle alone.
    pub problem: Option<Raised>,
    /// What a leader wrote on a red line.
    pub instruction: Option<Instruction>,
    /// What a body signs for.
    pub duty_sheet: Option<DutySheet>,
    /// What the plan leaves open.
    pub question: Option<Question>,
    /// What somebody thinks of a clause.
    pub comment: Option<Comment>,
    /// A stage of the plan.
    pub stage: Option<Stage>,
    /// The meetings of the programme.
    pub meeting: Option<Meeting>,
    /// What they decided, as it was entered.
    pub decided: Option<Decided>,
    /// What somebody decided where an indicator leaves a question open.
    pub answered: Option<Answered>,
    /// Figures that were published, of us and of others.
    pub published: Option<Published>,
    /// The money that is planned.
    pub budget: Option<Budget>,
    /// The money that is paid.
    pub payment: Option<Payment>,
    /// Every name, with what it has to be the name of.
    names: Vec<Named>,
}

/// See [`Programme::report`].
#[derive(Debug, Clone)]
pub struct Report {
    /// The procedure.
    pub procedure: String,
    /// The duty.
    pub duty: String,
    /// The day until which it is due.
    pub due: String,
    /// The indicators whose figures it is asked about.
    pub indicators: String,
    /// The pieces of evidence that it names.
    pub records: String,
    /// The report that was archived without an answer, which this one answers after all.
    pub supplements: String,
    /// How far it has come.
    pub measures: String,
    /// What stands in the way.
    pub problems: String,
    /// What comes next.
    pub next: String,
    /// How its author judges the duty.
    pub judgement: String,
    /// The code of a judgement: not on course.
    pub behind: String,
    /// The codes of judgements of those from whom others can learn.
    pub good: Vec<String>,
    /// The step by which it is sent to be signed.
    pub send: String,
    /// The state in which nobody has signed it yet.
    pub unsigned: String,
    /// The state in which it was given back.
    pub returned: String,
    /// The states in which its day is over and nothing came.
    pub missing: Vec<String>,
    /// The states in which somebody outside the body has accepted it.
    pub accepted: Vec<String>,
    /// The states in which it says anything of its duty.
    pub says: Vec<String>,
}

/// See [`Programme::evidence`].
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The procedure.
    pub procedure: String,
    /// The duty.
    pub duty: String,
    /// The line of the list of proofs that it fulfils.
    pub proof: String,
    /// What it is called.
    pub what: String,
    /// The day of the document.
    pub date: String,
    /// The state in which it counts.
    pub accepted: String,
}

/// See [`Programme::slip`].
#[derive(Debug, Clone)]
pub struct Slip {
    /// The procedure.
    pub procedure: String,
    /// The duty.
    pub duty: String,
    /// Who has to act.
    pub body: String,
    /// What it is about.
    pub subject: String,
    /// What is asked.
    pub demand: String,
    /// Where it comes from.
    pub origin: String,
}

/// See [`Programme::round`].
#[derive(Debug, Clone)]
pub struct Round {
    /// The procedure.
    pub procedure: String,
    /// The quarter.
    pub quarter: String,
    /// What it is called.
    pub title: String,
    /// The day until which its reports are due.
    pub due: String,
    /// The indicators whose figures are put before the bodies.
    pub indicators: String,
    /// The number of the minutes with which it is archived.
    pub minutes: String,
    /// The step that briefs about it: from then on its papers say what was known then.
    pub brief: String,
}

/// See [`Programme::decision`].
#[derive(Debug, Clone)]
pub struct Decision {
    /// The procedure.
    pub procedure: String,
    /// The meeting.
    pub meeting: String,
    /// Its number in the meeting.
    pub number: String,
    /// Who has to act.
    pub body: String,
}

/// See [`Programme::problem`].
#[derive(Debug, Clone)]
pub struct Raised {
    /// The procedure.
    pub procedure: String,
    /// Who has to answer.
    pub body: String,
    /// The step by which it is assigned.
    pub assign: String,
    /// The step by which it is answered.
    pub answer: String,
}

/// See [`Programme::instruction`].
#[derive(Debug, Clone)]
pub struct Instruction {
    /// The procedure.
    pub procedure: String,
    /// Who has to act.
    pub body: String,
}

/// See [`Programme::duty_sheet`].
#[derive(Debug, Clone)]
pub struct DutySheet {
    /// The procedure.
    pub procedure: String,
    /// Who signs.
    pub body: String,
}

/// See [`Programme::question`].
#[derive(Debug, Clone)]
pub struct Question {
    /// The procedure.
    pub procedure: String,
    /// What was found in the plan, by its name.
    pub finding: String,
    /// The question.
    pub question: String,
    /// The words of the plan.
    pub quote: String,
    /// Who has to answer.
    pub body: String,
    /// The version of the plan.
    pub version: String,
    /// The task that it is about.
    pub task: String,
    /// The target that it is about.
    pub target: String,
    /// The stage that it is about.
    pub stage: String,
    /// The safeguard that it is about.
    pub safeguard: String,
    /// The answer.
    pub answer: String,
    /// The step by which it is answered.
    pub answered: String,
    /// The state in which the answer was adopted.
    pub settled: String,
}

/// See [`Programme::comment`].
#[derive(Debug, Clone)]
pub struct Comment {
    /// The procedure.
    pub procedure: String,
    /// The version of the plan.
    pub version: String,
    /// The clause.
    pub clause: String,
    /// What became of it.
    pub outcome: String,
    /// What was replied.
    pub reply: String,
}

/// See [`Programme::stage`].
#[derive(Debug, Clone)]
pub struct Stage {
    /// The procedure.
    pub procedure: String,
    /// The years of its plan, such as `2024-2026`: each plan has stages of its own.
    pub period: String,
    /// Its place in the plan, the first being 1.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// The step by which the first stage begins.
    pub first: String,
    /// The step by which every other begins.
    pub other: String,
}

/// See [`Programme::meeting`].
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The ledger.
    pub ledger: String,
    /// The kind.
    pub kind: String,
    /// The column of the table of kinds that says which of them each quarter has to have.
    pub quarterly: String,
    /// The column of the table of kinds that says which of them is the acceptance visit.
    pub acceptance: String,
    /// The day on which it was held.
    pub date: String,
    /// What it was called.
    pub title: String,
    /// The number of its minutes.
    pub minutes: String,
}

/// See [`Programme::decided`].
#[derive(Debug, Clone)]
pub struct Decided {
    /// The ledger.
    pub ledger: String,
    /// The meeting.
    pub meeting: String,
    /// Its number in the meeting.
    pub number: String,
    /// What.
    pub title: String,
}

/// See [`Programme::answered`].
#[derive(Debug, Clone)]
pub struct Answered {
    /// The ledger.
    pub ledger: String,
    /// The name of the question.
    pub question: String,
    /// The value: of a parameter, or the one of several meanings.
    pub value: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: String,
}

/// See [`Programme::published`].
#[derive(Debug, Clone)]
pub struct Published {
    /// The ledger.
    pub ledger: String,
    /// The code of the county of which it is.
    pub division: String,
    /// The indicator.
    pub indicator: String,
    /// The month or year of which it is.
    pub period: String,
    /// The value.
    pub value: String,
    /// When it was published.
    pub on: String,
    /// Where.
    pub source: String,
}

/// See [`Programme::budget`].
#[derive(Debug, Clone)]
pub struct Budget {
    /// The ledger.
    pub ledger: String,
    /// The task for which it is.
    pub task: String,
    /// How much.
    pub amount: String,
    /// Whose money it is: that of the programme, or all that the county spends.
    pub scope: String,
    /// The code of a scope: the money of the programme.
    pub own: String,
}

/// See [`Programme::payment`].
#[derive(Debug, Clone)]
pub struct Payment {
    /// The ledger.
    pub ledger: String,
    /// The task for which it is.
    pub task: String,
    /// How much.
    pub amount: String,
}

/// A name, and what it has to be the name of.
#[derive(Debug, Clone)]
struct Named {
    /// The procedure or ledger to which it belongs.
    of: Player,
    name: Located<String>,
    what: What,
}

/// What plays a part.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Player {
    Procedure(String),
    Ledger(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// The procedure or ledger itself.
    Player,
    /// A field of any kind.
    Field,
    /// A field of this kind, as declarations call it.
    FieldOf(Kind, &'static str),
    State,
    Step,
    /// A code of the table of this field.
    Code(String),
    /// A further column of the table of this field.
    Column(String),
}

impl Programme {
    /// Reads `programme.toml`.
    ///
    /// # Errors
    /// Every problem of the file. Whether there is what it names is told by the check of the pack.
    pub fn read(file: &str, text: &str) -> Result<Programme, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let programme = programme(&reader.root());
        reader.finish_with(Some(programme))
    }
}

fn programme(root: &Table<'_>) -> Programme {
    root.required_schema(1);
    let mut names = Vec::new();
    let names = &mut names;
    Programme {
        report: Part::of(root, "report", names, |part| Report {
            procedure: part.procedure(),
            duty: part.field("duty"),
            due: part.date("due"),
            indicators: part.field("indicators"),
            records: part.field("records"),
            supplements: part.field("supplements"),
            measures: part.field("measures"),
            problems: part.field("problems"),
            next: part.field("next"),
            judgement: part.field("judgement"),
            behind: part.code("behind", "judgement"),
            good: part.codes("good", "judgement"),
            send: part.step("send"),
            unsigned: part.state("unsigned"),
            returned: part.state("returned"),
            missing: part.states("missing"),
            accepted: part.states("accepted"),
            says: part.states("says"),
        }),
        evidence: Part::of(root, "evidence", names, |part| Evidence {
            procedure: part.procedure(),
            duty: part.field("duty"),
            proof: part.field("proof"),
            what: part.field("what"),
            date: part.date("date"),
            accepted: part.state("accepted"),
        }),
        slip: Part::of(root, "slip", names, |part| Slip {
            procedure: part.procedure(),
            duty: part.field("duty"),
            body: part.body("body"),
            subject: part.field("subject"),
            demand: part.field("demand"),
            origin: part.field("origin"),
        }),
        round: Part::of(root, "round", names, |part| Round {
            procedure: part.procedure(),
            quarter: part.quarter("quarter"),
            title: part.field("title"),
            due: part.date("due"),
            indicators: part.field("indicators"),
            minutes: part.field("minutes"),
            brief: part.step("brief"),
        }),
        decision: Part::of(root, "decision", names, |part| Decision {
            procedure: part.procedure(),
            meeting: part.field("meeting"),
            number: part.field("number"),
            body: part.body("body"),
        }),
        problem: Part::of(root, "problem", names, |part| Raised {
            procedure: part.procedure(),
            body: part.body("body"),
            assign: part.step("assign"),
            answer: part.step("answer"),
        }),
        instruction: Part::of(root, "instruction", names, |part| Instruction {
            procedure: part.procedure(),
            body: part.body("body"),
        }),
        duty_sheet: Part::of(root, "duty-sheet", names, |part| DutySheet {
            procedure: part.procedure(),
            body: part.body("body"),
        }),
        question: Part::of(root, "question", names, |part| Question {
            procedure: part.procedure(),
            finding: part.field("finding"),
            question: part.field("question"),
            quote: part.field("quote"),
            body: part.body("body"),
            version: part.field("version"),
            task: part.field("task"),
            target: part.field("target"),
            stage: part.field("stage"),
            safeguard: part.field("safeguard"),
            answer: part.field("answer"),
            answered: part.step("answered"),
            settled: part.state("settled"),
        }),
        comment: Part::of(root, "comment", names, |part| Comment {
            procedure: part.procedure(),
            version: part.field("version"),
            clause: part.field("clause"),
            outcome: part.field("outcome"),
            reply: part.field("reply"),
        }),
        stage: Part::of(root, "stage", names, |part| Stage {
            procedure: part.procedure(),
            period: part.field("period"),
            number: part.field("number"),
            title: part.field("title"),
            from: part.date("from"),
            until: part.date("until"),
            first: part.step("first"),
            other: part.step("other"),
        }),
        meeting: Part::of(root, "meeting", names, |part| Meeting {
            ledger: part.ledger(),
            kind: part.field("kind"),
            quarterly: part.column("quarterly", "kind"),
            acceptance: part.column("acceptance", "kind"),
            date: part.date("date"),
            title: part.field("title"),
            minutes: part.field("minutes"),
        }),
        decided: Part::of(root, "decided", names, |part| Decided {
            ledger: part.ledger(),
            meeting: part.field("meeting"),
            number: part.field("number"),
            title: part.field("title"),
        }),
        answered: Part::of(root, "answered", names, |part| Answered {
            ledger: part.ledger(),
            question: part.field("question"),
            value: part.field("value"),
            by: part.field("by"),
            on: part.date("on"),
        }),
        published: Part::of(root, "published", names, |part| Published {
            ledger: part.ledger(),
            division: part.field("division"),
            indicator: part.field("indicator"),
            period: part.field("period"),
            value: part.field("value"),
            on: part.date("on"),
            source: part.field("source"),
        }),
        budget: Part::of(root, "budget", names, |part| Budget {
            ledger: part.ledger(),
            task: part.field("task"),
            amount: part.money("amount"),
            scope: part.field("scope"),
            own: part.code("own", "scope"),
        }),
        payment: Part::of(root, "payment", names, |part| Payment {
            ledger: part.ledger(),
            task: part.field("task"),
            amount: part.money("amount"),
        }),
        names: std::mem::take(names),
    }
}

/// A part as it is read. What is missing is a problem of the file, and stands for nothing until that is told.
struct Part<'p, 't> {
    table: Table<'t>,
    of: Player,
    names: &'p mut Vec<Named>,
}

impl Part<'_, '_> {
    fn of<T>(
        root: &Table<'_>,
        key: &'static str,
        names: &mut Vec<Named>,
        read: impl FnOnce(&mut Part<'_, '_>) -> T,
    ) -> Option<T> {
        let table = root.optional_table(key)?;
        Some(read(&mut Part { table, of: Player::Procedure(String::new()), names }))
    }

    fn procedure(&mut self) -> String {
        self.player("procedure", Player::Procedure)
    }

    fn ledger(&mut self) -> String {
        self.player("ledger", Player::Ledger)
    }

    fn player(&mut self, key: &'static str, player: fn(String) -> Player) -> String {
        let id = self.table.required(key).unwrap_or_default();
        self.of = player(id);
        self.name(key, What::Player)
    }

    fn field(&mut self, key: &'static str) -> String {
        self.name(key, What::Field)
    }

    fn date(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Date, "date"))
    }

    fn money(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Money, "money"))
    }

    fn quarter(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Quarter, "quarter"))
    }

    fn body(&mut self, key: &'static str) -> String {
        self.name(key, What::FieldOf(Kind::Body, "body"))
    }

    fn state(&mut self, key: &'static str) -> String {
        self.name(key, What::State)
    }

    fn step(&mut self, key: &'static str) -> String {
        self.name(key, What::Step)
    }

    /// A code of the field that another key names.
    fn code(&mut self, key: &'static str, field: &'static str) -> String {
        let field: Option<String> = self.table.optional(field);
        self.name(key, What::Code(field.unwrap_or_default()))
    }

    /// Codes of the field that another key names.
    fn codes(&mut self, key: &'static str, field: &'static str) -> Vec<String> {
        let field: Option<String> = self.table.optional(field);
        let field = field.unwrap_or_default();
        let codes: Vec<Located<String>> = self.table.required(key).unwrap_or_default();
        codes.into_iter().map(|code| self.note(code, What::Code(field.clone()))).collect()
    }

    /// A column of the table of codes of the field that another key names.
    fn column(&mut self, key: &'static str, field: &'static str) -> String {
        let field: Option<String> = self.table.optional(field);
        self.name(key, What::Column(field.unwrap_or_default()))
    }

    fn states(&mut self, key: &'static str) -> Vec<String> {
        let states: Vec<Located<String>> = self.table.required(key).unwrap_or_default();
        states.into_iter().map(|state| self.note(state, What::State)).collect()
    }

    fn name(&mut self, key: &'static str, what: What) -> String {
        let name: Option<Located<String>> = self.table.required(key);
        name.map(|name| self.note(name, what)).unwrap_or_default()
    }

    fn note(&mut self, name: Located<String>, what: What) -> String {
        let value = name.value.clone();
        self.names.push(Named { of: self.of.clone(), name, what });
        value
    }
}

/// What the parts name and the procedures and ledgers of the pack do not have.
pub(crate) fn check(
    programme: &Programme,
    procedures: &[cases::Procedure],
    ledgers: &[Ledger],
    codes: &Codes,
) -> Vec<Problem> {
    let fault = |named: &Named| {
        let id = named.name.value.as_str();
        let known = Known::of(&named.of, procedures, ledgers);
        let all = match (&named.what, &known) {
            (What::Player, _) => match named.of {
                Player::Procedure(_) => procedures.iter().map(|it| it.id.as_str()).collect(),
                Player::Ledger(_) => ledgers.iter().map(|it| it.id.as_str()).collect(),
            },
            // What belongs to it is not missed where the whole is missing.
            (_, None) => return None,
            (What::Field | What::FieldOf(..), Some(known)) => {
                known.form.fields.iter().map(|it| it.id.as_str()).collect()
            }
            (What::State, Some(known)) => known.states.clone(),
            (What::Step, Some(known)) => known.steps.clone(),
            (What::Code(field), Some(known)) => known.codes(field, codes),
            (What::Column(field), Some(known)) => known.columns(field, codes),
        };
        if !all.contains(&id) {
            let nearest = nearest(id, all.iter().copied()).map(str::to_owned);
            return Some(Fault::NotThere { what: named.what.words(&named.of), id: id.to_owned(), nearest });
        }
        match (&named.what, known.and_then(|known| known.form.field(id))) {
            (What::FieldOf(kind, needed), Some(field)) if field.kind != *kind => {
                Some(Fault::OtherKind { id: id.to_owned(), needed })
            }
            _ => None,
        }
    };
    let problem = |named: &Named| Some(fault(named)?.at(named.name.place.clone()));
    programme.names.iter().filter_map(problem).collect()
}

/// What a procedure or ledger has.
struct Known<'k> {
    form: &'k form::Form,
    states: Vec<&'k str>,
    steps: Vec<&'k str>,
}

impl<'k> Known<'k> {
    fn of(player: &Player, procedures: &'k [cases::Procedure], ledgers: &'k [Ledger]) -> Option<Known<'k>> {
        match player {
            Player::Procedure(id) => procedures.iter().find(|it| it.id == *id).map(|it| Known {
                form: &it.form,
                states: it.states.iter().map(|state| state.id.as_str()).collect(),
                steps: it.steps.iter().map(|step| step.id.as_str()).collect(),
            }),
            Player::Ledger(id) => ledgers.iter().find(|it| it.id == *id).map(|it| Known {
                form: &it.form,
                states: Vec::new(),
                steps: Vec::new(),
            }),
        }
    }

    /// The codes of the table of a field.
    fn codes<'c>(&self, field: &str, codes: &'c Codes) -> Vec<&'c str> {
        self.rows(field, codes).iter().map(|row| row.code.as_str()).collect()
    }

    /// The further columns of the table of a field, as far as any row says something in them.
    fn columns<'c>(&self, field: &str, codes: &'c Codes) -> Vec<&'c str> {
        let all: BTreeSet<&str> =
            self.rows(field, codes).iter().flat_map(|row| row.more.keys().map(String::as_str)).collect();
        all.into_iter().collect()
    }

    fn rows<'c>(&self, field: &str, codes: &'c Codes) -> &'c [CodeRow] {
        let table = self.form.field(field).and_then(|field| codes.get(field.kind.table()?));
        table.map_or(&[], |table| table.rows())
    }
}

impl What {
    fn words(&self, of: &Player) -> Wording {
        match (self, of) {
            (What::Player, Player::Procedure(_)) => Wording::new("程序", "procedure"),
            (What::Player, Player::Ledger(_)) => Wording::new("台账", "ledger"),
            (What::Field | What::FieldOf(..), _) => Wording::new("字段", "field"),
            (What::State, _) => Wording::new("状态", "state"),
            (What::Step, _) => Wording::new("步骤", "step"),
            (What::Code(_), _) => Wording::new("代码", "code"),
            (What::Column(_), _) => Wording::new("代码表的列", "column of the table of codes"),
        }
    }
}
