//! Who is signed in, and where what was made for them can be found.

use std::collections::BTreeMap;

use app::api_keys::{self, Access, NewKey, Scopes};
use app::cases::drafts::{self, Of};
use app::cases::{self, Taking};
use app::deputies::{self, NewDeputy};
use app::firms::{self, FirmRole, NewClaim};
use app::imports::{self, NewFile};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::secrets::Password;
use app::sessions::{self, Visitor, Who};
use app::{App, jobs};

use crate::world::World;

/// The firm of the demonstration's user of a firm.
const FIRM: &str = "91430105DEM0000148";
/// A right of which the address tells no sub-district, and one with a wrong number.
const PATENTS: &str = "申请号,名称,种类,申请人,申请日,法律状态,登记地址\n\
    202410123456.0,绣线张力检测方法（演示数据）,发明,演示企业001,2024-03-05,有效,演示大道2号\n\
    202410123457.0,绣架（演示数据）,发明,演示企业001,2024-03-05,有效,演示大道3号\n";
const INVITED: &str = "colleague@example.org";

/// Sessions by name, and what stands in addresses.
pub(crate) struct Places {
    sessions: BTreeMap<&'static str, String>,
    words: BTreeMap<&'static str, String>,
}

impl Places {
    /// Lets everybody sign in, and makes what pages need to be about.
    pub(crate) async fn of(world: &World) -> Places {
        let mut sessions = BTreeMap::from([("", String::new())]);
        let waiting = half_signed_in(world, "inspector").await;
        sessions.insert("before-the-second-factor", waiting);
        for name in ["clerk", "artist", "firm", "agency", "leader", "street", "system", "security", "audit"] {
            sessions.insert(name, world.session(name).await);
        }
        let mut places = Places { sessions, words: BTreeMap::from([("firm", FIRM.to_owned())]) };
        places.make(world).await;
        places
    }

    /// The session of somebody.
    pub(crate) fn session(&self, name: &str) -> &str {
        self.sessions.get(name).unwrap_or_else(|| panic!("{name} has not signed in"))
    }

    /// A path with what stands in braces filled in.
    pub(crate) fn fill(&self, path: &str) -> String {
        let words = self.words.iter();
        words.fold(path.to_owned(), |path, (name, word)| path.replace(&format!("{{{name}}}"), word))
    }

    async fn make(&mut self, world: &World) {
        let app = &world.app;
        let account = self.who(app, "clerk").await.actor.account.unwrap();
        self.words.insert("account", account.to_string());
        let job = jobs::tidy_now(app, &self.who(app, "system").await.actor).await.unwrap();
        self.words.insert("job", job.to_string());
        self.merge(app).await;
        let new = NewKey {
            title: "演示数据交换".to_owned(),
            account,
            scopes: Scopes {
                ledgers: BTreeMap::from([("bodies".to_owned(), Access::Read)]),
                ..Scopes::default()
            },
            days: 30,
            addresses: Vec::new(),
        };
        let key = api_keys::make(app, &self.who(app, "security").await.actor, &new, None).await.unwrap();
        self.words.insert("key", key.id.to_string());
        let claim = NewClaim {
            code: FIRM.to_owned(),
            name: "演示企业001（演示数据）".to_owned(),
            document: Ok(None),
        };
        let claim = firms::claim(app, &self.who(app, "artist").await, &claim, None).await.unwrap();
        self.words.insert("claim", claim.to_string());
        firms::invite(app, &self.who(app, "firm").await, FIRM, INVITED, FirmRole::User).await.unwrap();
        let link = world.link_to(INVITED).await;
        self.words.insert("invitation", link.split_once("token=").unwrap().1.to_owned());
        self.import(app).await;
        self.cases(app).await;
    }

    /// A file of patents: one is loaded and attributed to nobody yet, one is set aside.
    async fn import(&mut self, app: &App) {
        let clerk = self.who(app, "clerk").await.actor;
        let mut upload = imports::upload(app, &clerk).unwrap();
        upload.write(PATENTS.as_bytes()).unwrap();
        let new = NewFile {
            ledger: "patents",
            name: "专利清单（演示数据）.csv",
            as_of: None,
            source: "演示平台",
            note: "",
        };
        let id = imports::take_in(app, &clerk, &new, upload).await.unwrap();
        imports::check(app, &clerk, id).await.unwrap();
        self.worked(app, id).await;
        imports::confirm(app, &clerk, id).await.unwrap();
        self.worked(app, id).await;
        self.words.insert("import", id.to_string());
    }

    /// Waits until the work on an import is done: by the server that runs, or here.
    async fn worked(&self, app: &App, id: i64) {
        let clerk = self.who(app, "clerk").await.actor;
        while imports::see(app, &clerk, id).await.unwrap().state.goes_on() {
            jobs::run_due(app).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }

    /// A round that is issued, and a slip that was answered.
    async fn cases(&mut self, app: &App) {
        let clerk = self.who(app, "clerk").await.actor;
        let taking = |step: &str, fields: &[(&str, &str)]| {
            let given = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()]));
            Taking::new(step, given.collect())
        };
        let round =
            [("quarter", "2026-q4"), ("title", "2026年四季度调度（演示）"), ("due_date", "2027-01-15")];
        let round = cases::start(app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
        let round = round.number.unwrap();
        cases::take(app, &clerk, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
        self.words.insert("round", round);
        // One that is not issued yet, to look at what issuing it would do.
        let draft =
            [("quarter", "2027-q1"), ("title", "2027年一季度调度（演示）"), ("due_date", "2027-04-15")];
        let draft = cases::start(app, &clerk, "round", &taking("draft", &draft), Mode::Save).await.unwrap();
        self.words.insert("draft", draft.number.unwrap());
        let slip = [
            ("subject", "补齐培训记录（演示）"),
            ("body", "street-shaping"),
            ("colour", "blue"),
            ("demand", "补报三季度培训签到表"),
            ("dimension", "management"),
            ("due_date", "2027-01-15"),
        ];
        let slip = cases::start(app, &clerk, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();
        let slip = slip.number.unwrap();
        let street = self.who(app, "street").await.actor;
        let answer = taking("answer", &[("answer", "已补报两份")]);
        cases::take(app, &street, &slip, &answer, Mode::Save).await.unwrap();
        self.words.insert("slip", slip);
        let problem = Of { procedure: "problem", step: "raise", number: None };
        let begun = [("subject", "数据共享（演示）"), ("description", "")];
        let begun = begun.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
        let street = self.who(app, "street").await;
        let code = drafts::keep(app, &street, problem, None, &begun.into()).await.unwrap().code;
        self.words.insert("application", code);
        self.deputy(app).await;
    }

    /// The leader of the street stands in for its liaison.
    async fn deputy(&self, app: &App) {
        let who = self.who(app, "street").await;
        let own = deputies::own(app, &who).await.unwrap();
        let (grant, candidates) = &own.grants[0];
        let from = app.today();
        let (grant, deputy, reason) = (grant.id, candidates[0], "外出学习（演示）".to_owned());
        let new = NewDeputy { grant, deputy, from, to: from, reason };
        deputies::appoint(app, &who, &new).await.unwrap();
    }

    /// One of two records that the past of the demonstration has merged once already is merged again.
    async fn merge(&self, app: &App) {
        let (key, into) = ("91430105DEM002036Y".to_owned(), "91430105DEM000452W".to_owned());
        let proposal = Proposal {
            said: Said::MergedInto { key, into },
            given: Given::Nothing,
            reason: "演示：同一主体".to_owned(),
            seen: None,
        };
        let clerk = self.who(app, "clerk").await.actor;
        propose(app, &clerk, "enterprises", &proposal, Mode::Save).await.unwrap();
    }

    async fn who(&self, app: &App, name: &str) -> Who {
        let session = Some(self.session(name).to_owned());
        sessions::who(app, &Visitor { session, ..Visitor::default() }).await.unwrap()
    }
}

/// A session of somebody who has given no second factor yet.
async fn half_signed_in(world: &World, name: &str) -> String {
    let password = Password::new(world.sign_in(name).password.clone());
    let entered = sessions::sign_in(&world.app, &Visitor::default(), name, password).await.unwrap();
    entered.token.text().to_owned()
}
