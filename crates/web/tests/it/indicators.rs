//! Figures through their pages: from the cockpit to the rows and to the record, and what the public sees of them.

use std::fmt::Write as _;

use app::{Actor, Clock};
use axum::http::StatusCode;
use sha2::{Digest, Sha256};

use crate::world::{World, get, get_as, whole, whole_at};

const FIRST: &str = "202410123456.0";
const SECOND: &str = "202410000001.X";
const DENSITY: &str = "/indicators/inventions-per-10000";

fn clerk(world: &World) -> Actor {
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    clerk
}

/// A county whose plan binds, with two inventions: one of a street, one that nobody has attributed.
async fn counted() -> (World, Actor) {
    let world = whole().await;
    let clerk = clerk(&world);
    world.issue_plan(&clerk).await;
    invention(&world, FIRST, ("2024-03-05", "2025-06-17"), "street-yuehu").await;
    invention(&world, SECOND, ("2024-03-05", "2025-06-17"), "").await;
    (world, clerk)
}

/// An invention of the county, filed and granted on these days, of a street or not attributed.
pub(crate) async fn invention(world: &World, number: &str, (filed_on, granted_on): (&str, &str), body: &str) {
    let fields = [
        ("application_number", number),
        ("kind", "invention"),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("division", "430105"),
        ("body", body),
        ("filed_on", filed_on),
        ("granted_on", granted_on),
        ("status", "valid"),
    ];
    let said: Vec<(&str, &str)> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    world.record("patents", granted_on, &said).await;
}

/// The number of an invention of 2024 with its check character (ZC 0006-2003: weights 2 to 9 and again from 2, modulo 11).
fn number(serial: u32) -> String {
    let digits = format!("20241{serial:07}");
    let weights = (2..=9).chain(2..=5);
    let sum: u32 =
        digits.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    match sum % 11 {
        10 => format!("{digits}.X"),
        check => format!("{digits}.{check}"),
    }
}

/// The address of a link that begins like this.
fn link(main: &str, start: &str) -> String {
    let from = main.find(&format!("href=\"{start}")).expect("there is such a link") + "href=\"".len();
    main[from..].split('"').next().unwrap().replace("&#38;", "&")
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

#[tokio::test]
async fn from_the_cockpit_to_the_record_in_three_clicks() {
    let (world, clerk) = counted().await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    assert!(cockpit.main().contains(&format!("href=\"{DENSITY}\"")), "{}", cockpit.main());
    // What its checks warn of stands beside it wherever it is shown.
    let warned = "检查提示：人口数据早于两年前，比率可能不准。";
    for path in ["/cockpit", "/indicators"] {
        let page = get_as(&world, &clerk, path).await;
        assert!(page.main().contains(warned), "{path}: {}", page.main());
    }
    let page = get_as(&world, &clerk, DENSITY).await;
    let told =
        ["0.02", "“每万人有效发明专利拥有量突破120件”", "820,790（2020）", "月湖街道", "待判定", "滞后"];
    for text in told {
        assert!(page.main().contains(text), "no {text} in {}", page.main());
    }
    // The figure, what it is divided by, what is not attributed: each opens.
    for path in [
        "/indicators/inventions-per-10000/records",
        "/ledgers/population/records/2020~resident",
        "/indicators/inventions-per-10000/records?by=body&#38;none=1",
        "/indicators/fees-due",
    ] {
        assert!(page.main().contains(&format!("href=\"{path}\"")), "no {path} in {}", page.main());
    }
    let rows = get_as(&world, &clerk, &format!("{DENSITY}/records")).await;
    assert!(rows.main().contains("共2条，合计2 件"), "{}", rows.main());
    assert!(rows.main().contains("与指标一致"), "{}", rows.main());
    assert!(rows.main().contains(&format!("href=\"/ledgers/patents/records/{FIRST}\"")));
    // Each figure of the series opens the rows of its day, and so does the denominator.
    assert!(page.main().matches("/records?as-of=").count() >= 2, "{}", page.main());
    let base = get_as(&world, &clerk, &format!("{DENSITY}/records?base=1")).await;
    for text in
        ["分母：共1条，合计820,790", "与指标的分母一致", "href=\"/ledgers/population/records/2020~resident\""]
    {
        assert!(base.main().contains(text), "no {text} in {}", base.main());
    }
    let part = get_as(&world, &clerk, &format!("{DENSITY}/records?by=body&none=1")).await;
    assert!(part.main().contains(SECOND) && !part.main().contains(FIRST), "{}", part.main());
    let past = get_as(&world, &clerk, &format!("{DENSITY}?as-of=2025-06-16")).await;
    assert!(past.main().contains("0.00") || past.main().contains("未取数"), "{}", past.main());
}

#[tokio::test]
async fn the_public_sees_public_figures_and_can_prove_them() {
    let (world, _) = counted().await;
    let all = get(&world, "/open/indicators").await;
    assert!(all.main().contains("D1 每万人有效发明专利拥有量"), "{}", all.main());
    assert!(!all.main().contains("质押登记金额"), "what counts from what is not public is not shown");
    for (path, status) in [
        ("/open/indicators/inventions-per-10000/definition", StatusCode::OK),
        ("/open/indicators/inventions-per-10000/records", StatusCode::OK),
        ("/open/indicators/pledge-registered", StatusCode::NOT_FOUND),
        ("/open/indicators/no-such-thing", StatusCode::NOT_FOUND),
        ("/open/indicators/inventions-per-10000/proof/patents/1-2/..%2Fmanifest.json", StatusCode::NOT_FOUND),
        ("/open/indicators/inventions-per-10000/records/exe", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(get(&world, path).await.status, status, "{path}");
    }
    assert_ne!(get(&world, "/indicators").await.status, StatusCode::OK);
    let proof = get(&world, "/open/indicators/inventions-per-10000/proof").await;
    assert!(proof.main().contains("任何人"), "{}", proof.main());
    let json = get(&world, "/open/indicators/inventions-per-10000/proof?format=json").await;
    let read = indicators::Proof::read("proof.json", &json.body).unwrap();
    assert_eq!(read.rows, 2);
    let links = proof.main();
    let from = links.find("/open/indicators/inventions-per-10000/proof/patents/").unwrap();
    let manifest = links[from..].split('"').find(|link| link.ends_with("manifest.json")).unwrap().to_owned();
    let file = get(&world, &manifest).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("\"ledger\": \"patents\"") && !file.body.contains("address"), "{}", file.body);
}

#[tokio::test]
async fn figures_are_taken_along_as_tables_and_by_programs() {
    let (world, clerk) = counted().await;
    let csv = get_as(&world, &clerk, &format!("{DENSITY}/records/csv")).await;
    assert!(csv.body.contains(FIRST) && csv.body.contains("月湖街道"), "{}", csv.body);
    let table = get_as(&world, &clerk, "/indicators/completion/xlsx").await;
    let sheets = documents::read_archive(&table.bytes).unwrap();
    assert!(sheets.iter().any(|(name, _)| name.ends_with("sheet2.xml")), "the sheet of what is counted");
    let found = get_as(&world, &clerk, "/api/v1/indicators/D1").await;
    let found: serde_json::Value = serde_json::from_str(&found.body).unwrap();
    assert_eq!((found["numerator"].as_str(), found["denominator"].as_str()), (Some("2"), Some("820790")));
    assert_eq!(found["judgement"]["light"], "red");
    let listed = get_as(&world, &clerk, "/api/v1/indicators").await;
    assert!(listed.body.contains("\"fees-due\""));
    let unknown = get_as(&world, &clerk, "/api/v1/indicators?asof=2025-01-01").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn each_combination_of_reasons_opens_its_rows() {
    let world = whole().await;
    let clerk = clerk(&world);
    let (both, kept) = ("201010000001.8", "201010000002.2");
    for number in [both, kept] {
        invention(&world, number, ("2010-03-05", "2012-06-17"), "").await;
    }
    let award = [
        ("number", "2025-901"),
        ("title", "绣线张力检测方法（演示数据）"),
        ("kind", "china-silver"),
        ("year", "2025"),
        ("patents", both),
        ("winners", "演示企业001"),
        ("announced_on", "2025-07-25"),
    ];
    world.record("awards", "2025-07-25", &award).await;
    let high_value = "/indicators/high-value-per-10000";
    for (reasons, named, number, other) in [
        ("award%2Ckept", "国家科学技术奖或中国专利奖、维持超过十年", both, kept),
        ("kept", "维持超过十年", kept, both),
    ] {
        let rows = format!("{high_value}/records?by=reasons&value={reasons}");
        let rows = get_as(&world, &clerk, &rows).await;
        let main = rows.main();
        assert!(main.contains("共1条，合计1 件"), "{main}");
        assert!(main.contains(number) && !main.contains(other), "{main}");
        assert!(main.contains(named) && !main.contains(">award,kept<") && !main.contains(">kept<"), "{main}");
    }
}

#[tokio::test]
async fn what_has_no_base_to_grow_from_says_how_much_it_is_more() {
    let world = whole().await;
    let clerk = clerk(&world);
    let variety = [
        ("number", "CNA20191006012"),
        ("name", "演示稻1号（演示数据）"),
        ("holders", "演示研究所"),
        ("division", "430105"),
        ("filed_on", "2019-12-02"),
        ("granted_on", "2026-01-05"),
        ("status", "valid"),
    ];
    world.record("plant-varieties", "2026-01-05", &variety).await;
    for path in ["/indicators/plant-varieties-growth", "/indicators"] {
        let page = get_as(&world, &clerk, &format!("{path}?as-of=2026-12-31")).await;
        assert!(page.main().contains("+1（无基数）"), "{path}: {}", page.main());
    }
}

#[tokio::test]
async fn a_growth_is_told_year_by_year_and_leads_to_who_has_to_act() {
    let world = whole().await;
    let clerk = clerk(&world);
    world.issue_plan(&clerk).await;
    for (year, amount) in [(2023, "100万元"), (2024, "90万元"), (2025, "125万元"), (2026, "133万元")]
    {
        let (number, on) = (format!("{year}-001"), format!("{year}-01-05"));
        let pledge = [
            ("number", number.as_str()),
            ("body", "market-supervision"),
            ("pledgor", "演示企业001"),
            ("pledgee", "演示银行"),
            ("registered_on", &on),
            ("registered_amount", amount),
            ("status", "registered"),
        ];
        world.record("pledges", &on, &pledge).await;
    }
    let page = get_as(&world, &clerk, "/indicators/pledge-growth?as-of=2026-12-31").await;
    let main = page.main();
    for text in [
        ">100.00<",
        ">90.00<",
        ">125.00<",
        ">133.00<",
        "-10.00%",
        "38.89%",
        "6.40%",
        "9.97%",
        "11.76%",
        "对“是否达标”的结论不同",
        "href=\"/plan/tasks/3.4\"",
        "区市场监督管理局（知识产权局）牵头",
        "href=\"/indicators/pledged-rights-at-risk?as-of=2026-12-31\"",
    ] {
        assert!(main.contains(text), "no {text} in {main}");
    }
    assert_eq!(main.matches("▼ 没有上升").count(), 1, "{main}");
    // Each year opens its rows, also those that are not of the last.
    let year = "/indicators/pledge-growth/records?by=year&#38;value=2023&#38;as-of=2026-12-31";
    assert!(main.contains(&format!("href=\"{year}\"")), "no {year} in {main}");
    let rows = get_as(&world, &clerk, &year.replace("&#38;", "&")).await;
    for text in ["共1条，合计100.00", "2023-001", "增长率由各年的合计比出来"] {
        assert!(rows.main().contains(text), "no {text} in {}", rows.main());
    }
    assert!(!rows.main().contains("2026-001"), "{}", rows.main());
    let found = get_as(&world, &clerk, "/api/v1/indicators/D13?as_of=2026-12-31").await;
    let found: serde_json::Value = serde_json::from_str(&found.body).unwrap();
    let years: Vec<(i64, &str, Option<bool>)> = found["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["year"].as_i64().unwrap(), it["sum"].as_str().unwrap(), it["rises"].as_bool()))
        .collect();
    assert_eq!(
        years,
        [
            (2023, "100000000", None),
            (2024, "90000000", Some(false)),
            (2025, "125000000", Some(true)),
            (2026, "133000000", Some(true)),
        ]
    );
    // A promise that stands in a task leads to that task.
    let page = get_as(&world, &clerk, "/indicators/satisfaction").await;
    assert!(page.main().contains("关联任务"), "{}", page.main());
    assert!(page.main().contains("href=\"/plan/tasks/4."), "{}", page.main());
}

#[tokio::test]
async fn a_slip_names_whole_rows_and_leads_to_all_of_them() {
    let world = whole().await;
    let clerk = clerk(&world);
    let numbers: Vec<String> = (100..125).map(number).collect();
    for number in &numbers {
        invention(&world, number, ("2024-03-05", "2025-06-17"), "").await;
    }
    let rows = get_as(&world, &clerk, &format!("{DENSITY}/records")).await;
    let link = link(rows.main(), "/procedures/slip/new?");
    assert!(link.contains("dimension=creation"), "a slip without a duty says the dimension: {link}");
    let form = get_as(&world, &clerk, &link).await;
    let main = form.main();
    assert!(main.contains("请办理以下25条："), "{main}");
    assert!(main.contains(&numbers[19]) && !main.contains(&numbers[20]), "{main}");
    let all = format!("绣线张力检测方法（演示数据）等，全部见 {DENSITY}/records?as-of=");
    assert!(main.contains(&all), "no {all} in {main}");
}

#[tokio::test]
async fn what_is_not_attributed_is_told_wherever_a_figure_leaves_it_out() {
    let (world, clerk) = counted().await;
    let number = number(7);
    let fields = [
        ("application_number", number.as_str()),
        ("kind", "invention"),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("filed_on", "2024-03-05"),
        ("granted_on", "2025-06-17"),
        ("status", "valid"),
    ];
    world.record("patents", "2025-06-17", &fields).await;
    let (told, queue) = ("归属待判定，没有计入：专利1条", "href=\"/workbench/attribution\"");
    for path in [DENSITY, "/indicators", "/cockpit"] {
        let page = get_as(&world, &clerk, path).await;
        assert!(page.main().contains(told), "{path}: no {told} in {}", page.main());
        assert!(page.main().contains(queue), "{path}: no way to decide in {}", page.main());
    }
    // Everybody is told; the way to decide is for who may.
    let open = get(&world, &format!("/open{DENSITY}")).await;
    assert!(open.main().contains(told) && !open.main().contains(queue), "{}", open.main());
}

#[tokio::test]
async fn a_definition_is_that_of_the_past_with_its_checks_and_method() {
    let (world, clerk) = counted().await;
    let page = get_as(&world, &clerk, &format!("{DENSITY}/definition?as-of=2026-01-01")).await;
    assert!(page.main().contains("2026-01-01"), "{}", page.main());
    assert!(page.main().contains("<h3>checks.sql</h3>"), "{}", page.main());
    let used = get_as(&world, &clerk, "/indicators/patent-use-rate/definition").await;
    assert!(used.main().contains("按台账逐条计数"), "{}", used.main());
}

#[tokio::test]
async fn money_in_a_column_of_rows_is_shown_in_its_unit() {
    let world = whole().await;
    let clerk = clerk(&world);
    let conversion = [
        ("number", "2026-901"),
        ("body", "market-supervision"),
        ("title", "绣线张力检测（演示数据）"),
        ("mode", "license"),
        ("provider", "演示大学"),
        ("taker", "演示企业001"),
        ("date", "2026-02-01"),
        ("year", "2026"),
        ("sales", "200万元"),
        ("tax", "12.5万元"),
        ("jobs", "8"),
        ("proof_level", "declared"),
    ];
    world.record("conversions", "2026-02-01", &conversion).await;
    let address = "/indicators/conversion-sales-declared/records";
    let rows = get_as(&world, &clerk, &format!("{address}?as-of=2026-12-31")).await;
    for text in ["税收（万元）", ">12.50<", "合计200.00 万元"] {
        assert!(rows.main().contains(text), "no {text} in {}", rows.main());
    }
    let csv = get_as(&world, &clerk, &format!("{address}/csv?as-of=2026-12-31")).await;
    assert!(csv.body.contains("税收（万元）") && csv.body.contains(",12.5"), "{}", csv.body);
}

#[tokio::test]
async fn strangers_have_the_rows_and_files_with_their_digests() {
    let (world, _) = counted().await;
    let open = "/open/indicators/inventions-per-10000";
    let json = get(&world, &format!("{open}/proof?format=json")).await;
    let proof = indicators::Proof::read("proof.json", &json.body).unwrap();
    let rows = get(&world, &format!("{open}/records")).await;
    assert!(rows.main().contains(&format!("href=\"{open}/records/canonical\"")), "{}", rows.main());
    let csv = get(&world, &format!("{open}/records/canonical")).await;
    assert_eq!(sha256(&csv.bytes), proof.rows_digest);
    let narrowed = get(&world, &format!("{open}/records/canonical?by=body&none=1")).await;
    assert_eq!(narrowed.status, StatusCode::NOT_FOUND, "a part has another digest");
    let page = get(&world, &format!("{open}/proof")).await;
    assert!(page.main().contains(&proof.rows_digest), "{}", page.main());
    for file in ["manifest.json", "open.parquet"] {
        let start = page.main().find(&format!("{open}/proof/patents/")).unwrap();
        let address = page.main()[start..]
            .split('"')
            .find(|part| part.starts_with(&format!("{open}/proof/patents/")) && part.ends_with(file));
        let bytes = get(&world, address.unwrap()).await.bytes;
        let line = format!("{}  patents/{file}", sha256(&bytes));
        assert!(page.main().contains(&line), "no {line} in {}", page.main());
        assert!(page.main().contains(&format!("{file}（")), "{}", page.main());
    }
}

#[tokio::test]
async fn a_card_says_of_which_day_it_is_what_was_kept_before_and_who_acts_by_when() {
    let (world, clerk) = counted().await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    let today = format!("截至{}", world.app().today());
    for text in [&*today, "由区市场监督管理局（知识产权局）", "办，不晚于2026-12-31"] {
        assert!(cockpit.main().contains(text), "no {text} in {}", cockpit.main());
    }
    assert!(!cockpit.main().contains("<polyline"), "nothing is kept yet: {}", cockpit.main());
    app::indicators::close(world.app()).await.unwrap();
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    let line = "<svg class=\"chart trend\"";
    assert!(cockpit.main().contains(line), "no {line} in {}", cockpit.main());
    assert!(cockpit.main().contains("拥有量走势：20"), "{}", cockpit.main());
}

#[tokio::test]
async fn words_that_are_read_as_numbers_have_their_cards() {
    let (world, clerk) = counted().await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    let cards = [
        "gi-protection-project",
        "quarterly-meetings",
        "plans-with-ip",
        "assessments-with-ip",
        "firms-without-invention",
        "software-licensed",
        "software-registrations-growth",
        "patent-pledges-growth",
        "trademark-pledges-growth",
        "copyright-pledges-growth",
    ];
    for id in cards {
        let link = format!("href=\"/indicators/{id}\"");
        assert_eq!(cockpit.main().matches(&link).count(), 1, "{link} in {}", cockpit.main());
    }
    assert!(cockpit.main().contains("目标每年高于上年"), "{}", cockpit.main());
    // 大幅 is no number before somebody has said how much it is.
    let unsaid = "方案没有写是多少：答复以后即计数、亮灯";
    assert_eq!(cockpit.main().matches(unsaid).count(), 5, "{}", cockpit.main());
    // Drafts whose words have no number stand beside them until an answer approves them.
    for words in ["在全省各区县中处于领先地位", "知识产权纠纷非诉机构覆盖面进一步拓宽"]
    {
        assert!(cockpit.main().contains(words), "no {words} in {}", cockpit.main());
    }
    assert!(!cockpit.main().contains("href=\"/indicators/plant-varieties-growth\""), "{}", cockpit.main());
    let answer = [
        ("number", "901"),
        ("answer", "会议议定（演示数据）"),
        ("decided_by", "演示县知识产权协调领导小组"),
        ("decided_on", "2026-08-20"),
        ("reason", "会议议定（演示数据）"),
        ("finding", "much-plant-varieties"),
        ("value", "50"),
    ];
    world.record("answers", "2026-08-20", &answer).await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    assert_eq!(cockpit.main().matches(unsaid).count(), 4, "{}", cockpit.main());
    assert!(cockpit.main().contains("href=\"/indicators/plant-varieties-growth\""), "{}", cockpit.main());
    let page = get_as(&world, &clerk, "/indicators/plant-varieties-growth").await;
    assert!(page.main().contains("比基期≥ 50%"), "{}", page.main());
}

#[tokio::test]
async fn the_sheet_of_an_indicator_is_printed() {
    let (world, clerk) = counted().await;
    let page = get_as(&world, &clerk, &format!("{DENSITY}/definition")).await;
    assert!(page.main().contains(&format!("href=\"{DENSITY}/definition/printout\"")), "{}", page.main());
    let open = format!("/open{DENSITY}/definition/printout");
    for sheet in
        [get_as(&world, &clerk, &format!("{DENSITY}/definition/printout")).await, get(&world, &open).await]
    {
        assert_eq!(sheet.status, StatusCode::OK);
        let sheet = documents::read_text("a.pdf", &sheet.bytes).unwrap();
        let sheet: String = sheet.lines.iter().map(|line| line.text.as_str()).collect();
        for told in ["每万人有效发明专利拥有量", "0.02", "口径摘要", "各条的摘要", "走势", "rows.sql"]
        {
            assert!(sheet.contains(told), "no {told} in {sheet}");
        }
    }
    assert_eq!(
        get(&world, "/open/indicators/pledge-registered/definition/printout").await.status,
        StatusCode::NOT_FOUND
    );
}

/// A county on the first of September 2026.
async fn in_september() -> World {
    whole_at(Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap())).await
}

#[tokio::test]
async fn a_part_of_one_firm_does_not_stand_alone_before_everybody() {
    let world = in_september().await;
    let clerk = clerk(&world);
    for serial in 200..206 {
        invention(&world, &number(serial), ("2024-03-05", "2025-06-17"), "street-yuehu").await;
    }
    invention(&world, FIRST, ("2024-03-05", "2025-06-17"), "").await;
    let open = get(&world, &format!("/open{DENSITY}")).await;
    assert!(open.main().contains("其他（合并）") && !open.main().contains("月湖街道"), "{}", open.main());
    let part = format!("{DENSITY}/records?by=body&value=street-yuehu");
    assert_eq!(get(&world, &format!("/open{part}")).await.status, StatusCode::NOT_FOUND);
    let own = get_as(&world, &clerk, &part).await;
    assert!(own.main().contains("共6条"), "{}", own.main());
    // All rows are everybody's, and the residents by which they are divided.
    for path in ["records", "records?base=1"] {
        assert_eq!(get(&world, &format!("/open{DENSITY}/{path}")).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_card_says_both_lights_where_somebody_holds_it_to_be_worse() {
    let world = in_september().await;
    let clerk = clerk(&world);
    invention(&world, FIRST, ("2024-03-05", "2025-06-17"), "street-yuehu").await;
    let form =
        format!("href=\"/ledgers/cautions/new?indicator={}\"", DENSITY.trim_start_matches("/indicators/"));
    let page = get_as(&world, &clerk, DENSITY).await;
    assert!(page.main().contains(&form), "no {form} in {}", page.main());
    let caution = [
        ("number", "2026-01"),
        ("indicator", "inventions-per-10000"),
        ("light", "red"),
        ("reason", "抽查二十件，三件权利人地址不在本区（演示数据）"),
        ("by", "演示检查组"),
        ("decided_on", "2026-08-31"),
        ("until", "2026-12-31"),
    ];
    world.record("cautions", "2026-08-31", &caution).await;
    let said =
        "提级为滞后：抽查二十件，三件权利人地址不在本区（演示数据）（演示检查组，至2026-12-31）；按规则为";
    for path in [DENSITY, "/indicators"] {
        let page = get_as(&world, &clerk, path).await;
        assert!(page.main().contains(said), "{path}: no {said} in {}", page.main());
    }
    // No plan binds, so nothing else has a light; a draft that nobody can count yet has it behind its tag, with what is missing.
    let draft = [("number", "2026-02"), ("indicator", "mediation-coverage")];
    world.record("cautions", "2026-08-31", &[&draft[..], &caution[2..]].concat()).await;
    let index = get_as(&world, &clerk, "/indicators").await;
    assert_eq!(index.main().matches("class=\"light red\"").count(), 2, "{}", index.main());
    let own = get_as(&world, &clerk, "/indicators/mediation-coverage").await;
    assert!(own.main().contains("class=\"light red\""), "{}", own.main());
    let open = get(&world, &format!("/open{DENSITY}")).await;
    assert!(open.main().contains("提级为滞后，至2026-12-31；按规则为"), "{}", open.main());
    assert!(!open.main().contains("抽查二十件") && !open.main().contains("cautions/new"), "{}", open.main());
}

#[tokio::test]
async fn a_miss_is_foretold_on_the_cockpit() {
    let world = in_september().await;
    let clerk = clerk(&world);
    world.issue_plan(&clerk).await;
    invention(&world, FIRST, ("2024-03-05", "2025-06-17"), "street-yuehu").await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    // Of too few points nothing is said where a leader looks for what to do.
    assert!(!cockpit.main().contains("不作推算") && !cockpit.main().contains("照此到"), "{}", cockpit.main());
    app::indicators::close(world.app()).await.unwrap();
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    assert!(cockpit.main().contains("照此到2026-12-31达不到目标，差1"), "{}", cockpit.main());
}
