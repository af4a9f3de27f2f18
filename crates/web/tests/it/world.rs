//! A server without a network: requests go straight to the router.

use app::cases::{Taking, start, take};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, App, Clock, Declarations, Granted, Surroundings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use ledger::Ledger;
use pack::Pack;
use store::{Database, FileSettings, MasterKey, NewInstallation, Store};
use tempfile::TempDir;
use tower::ServiceExt as _;
use web::{Settings, Site};

/// A county with its pages, in a folder of its own.
pub(crate) struct World {
    site: Site,
    _folder: TempDir,
}

/// The ledgers of the tests.
const LEDGERS: [(&str, &str); 2] = [
    ("bodies.toml", include_str!("../data/bodies.toml")),
    ("ip-staff.toml", include_str!("../data/ip-staff.toml")),
];

impl World {
    /// Somebody who signed in and has a role for the whole county.
    pub(crate) fn person(&self, role: &str) -> Actor {
        let role = self.site.app.declarations().roles.get(role).unwrap().clone();
        Actor {
            account: Some(7),
            name: "account:7".to_owned(),
            roles: vec![Granted { role, body: None, case: None, deputy_for: None }],
            second_factor: true,
            ..Actor::stranger(None)
        }
    }

    /// Records a body that holds from 2024 on.
    pub(crate) async fn body(&self, id: &str, name: &str, kind: &str) {
        let fields = [("id", id), ("name", name), ("kind", kind)];
        self.record("bodies", "2024-01-01", &fields).await;
    }

    /// 新河街道 with one of its staff, whose name is personal.
    pub(crate) async fn street_with_staff(&self) {
        self.body("xinhe", "新河街道", "street").await;
        let staff = [
            ("body", "xinhe"),
            ("number", "1"),
            ("position", "工作人员"),
            ("person", "测试某"),
            ("employment", "part-time"),
        ];
        self.record("ip-staff", "2024-01-01", &staff).await;
    }

    /// Makes a record as the clerk does.
    pub(crate) async fn record(&self, ledger: &str, from: &str, fields: &[(&str, &str)]) {
        let texts = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()]));
        let proposal = Proposal {
            said: Said::Created { from: from.parse().unwrap() },
            given: Given::Texts(texts.collect()),
            reason: "测试".to_owned(),
            seen: None,
        };
        propose(&self.site.app, &self.person("clerk"), ledger, &proposal, Mode::Save).await.unwrap();
    }

    /// Loads the text of the pack as a version of the plan, and issues it.
    pub(crate) async fn issue_plan(&self, clerk: &Actor) {
        let app = &self.site.app;
        let text = app.declarations().pack.plan_text().unwrap().unwrap().text;
        let file = app::files::keep(app, clerk, "text", ("方案.txt", text.as_bytes())).await.unwrap();
        let given = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect()
        };
        let load =
            Taking::new("load", given(&[("title", "实施方案（演示数据）"), ("text", &file.reference)]));
        let number = start(app, clerk, "plan", &load, Mode::Save).await.unwrap().number.unwrap();
        let issue = given(&[("document_number", "演示发〔2026〕1号"), ("issued_on", "2026-01-05")]);
        take(app, clerk, &number, &Taking::new("issue", issue), Mode::Save).await.unwrap();
    }

    /// What the pages stand on.
    pub(crate) fn app(&self) -> &App {
        &self.site.app
    }

    /// The time.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.site.app.now()
    }

    /// The pages as a server has them.
    pub(crate) fn router(&self) -> Router {
        web::router(&self.site)
    }
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// A header as text; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What stands in `<main>`.
    pub(crate) fn main(&self) -> &str {
        let start = self.body.find("<main").expect("a page has a main part");
        let end = self.body.find("</main>").expect("and it ends");
        &self.body[start..end]
    }
}

/// The settings of tests: as they are, but without a limit of requests.
pub(crate) fn settings() -> Settings {
    Settings { rate: None, ..Settings::default() }
}

/// The pages of a demonstration county with these settings.
pub(crate) async fn site(settings: Settings) -> World {
    county(settings, true).await
}

/// The pages of a county with these settings.
pub(crate) async fn county(settings: Settings, demo: bool) -> World {
    made(settings, demo, Clock::System).await
}

/// The pages of a demonstration county whose time a test sets.
pub(crate) async fn at(settings: Settings, clock: Clock) -> World {
    made(settings, true, clock).await
}

async fn made(settings: Settings, demo: bool, clock: Clock) -> World {
    let folder = TempDir::new().unwrap();
    let place = store::Settings {
        database: Database::Sqlite,
        folder: folder.path().join("data"),
        files: FileSettings::Folder,
        master_key: MasterKey::File,
    };
    let new = NewInstallation { county: "kaifu".to_owned(), demo };
    let store = Store::create(&place, &new).await.unwrap();
    let ledgers = LEDGERS.map(|(file, text)| Ledger::read(file, text).unwrap()).to_vec();
    for ledger in &ledgers {
        store::ledgers::prepare(&store, ledger).await.unwrap();
    }
    let declarations = Declarations::with_ledgers(Pack::built_in("kaifu").unwrap(), ledgers).unwrap();
    let app = App::new(store, declarations, clock, Surroundings::default());
    World { site: Site::open(app, settings).await.unwrap(), _folder: folder }
}

/// The pages of the demonstration county with all that its pack declares and seeds, without its history.
pub(crate) async fn whole() -> World {
    whole_at(Clock::System).await
}

/// The same, whose time a test sets.
pub(crate) async fn whole_at(clock: Clock) -> World {
    let folder = TempDir::new().unwrap();
    let place = store::Settings {
        database: Database::Sqlite,
        folder: folder.path().join("data"),
        files: FileSettings::Folder,
        master_key: MasterKey::File,
    };
    let pack = Pack::built_in("kaifu-demo").unwrap();
    let made = app::county::create(&place, pack, true, clock, Surroundings::default());
    World { site: Site::open(made.await.unwrap(), settings()).await.unwrap(), _folder: folder }
}

/// Sends one request.
pub(crate) async fn send(world: &World, request: Request<Body>) -> Answer {
    let response = world.router().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes: bytes.to_vec() }
}

/// Opens a page.
pub(crate) async fn get(world: &World, path: &str) -> Answer {
    send(world, Request::get(path).body(Body::empty()).unwrap()).await
}

/// How often a page is opened that took longer than a page may. Without optimization, and beside other tests, counting all figures can; what was
/// counted is kept.
const OPENED_MAX: usize = 10;

/// Opens a page as somebody.
pub(crate) async fn get_as(world: &World, actor: &Actor, path: &str) -> Answer {
    let open = async || {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        request.extensions_mut().insert(actor.clone());
        send(world, request).await
    };
    let mut answer = open().await;
    for _ in 1..OPENED_MAX {
        if answer.status != StatusCode::REQUEST_TIMEOUT {
            break;
        }
        answer = open().await;
    }
    answer
}

/// Sends a form as somebody.
pub(crate) async fn post_as(world: &World, actor: &Actor, path: &str, form: &str) -> Answer {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    let mut request = request.body(Body::from(form.to_owned())).unwrap();
    request.extensions_mut().insert(actor.clone());
    send(world, request).await
}

/// Sends a form.
pub(crate) async fn post(world: &World, path: &str, form: &str) -> Answer {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    send(world, request.body(Body::from(form.to_owned())).unwrap()).await
}
