use app::Actor;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use super::{staff, upload};
use crate::world::{Answer, World, get, get_as, settings, site};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

const STAFF: [(&str, &str); 7] = [
    ("body", "xinhe"),
    ("number", "1"),
    ("position", "工作人员"),
    ("person", "测试某"),
    ("employment", "part-time"),
    ("holds-from", "2024-01-01"),
    ("said-because", "x"),
];

#[tokio::test]
async fn a_file_is_kept_with_its_record_and_handed_out_again() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    let check =
        upload(&world, &clerk, "/ledgers/ip-staff/new", &STAFF, ("certificate", "证书.pdf", PDF)).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.main());
    let reference = super::hidden(&check, "certificate");
    assert!(reference.starts_with("sha256:") && reference.ends_with("/证书.pdf"), "{reference}");
    let pairs: Vec<(&str, &str)> =
        STAFF.into_iter().chain([("certificate", reference.as_str()), ("step", "save")]).collect();
    let saved = upload(&world, &clerk, "/ledgers/ip-staff/new", &pairs, ("certificate", "", b"")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let record = get_as(&world, &clerk, "/ledgers/ip-staff/records/xinhe~1").await;
    let link = record
        .main()
        .split_once("/files/")
        .map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
        .unwrap();
    let path = format!("/ledgers/ip-staff/records/xinhe~1/files/{link}");
    let mut request = Request::get(&path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(clerk.clone());
    let response = world.router().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/pdf");
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(response.headers()["content-security-policy"], "sandbox");
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert_eq!(&bytes[..], PDF);
    assert_eq!(
        get(&world, &path).await.status,
        StatusCode::NOT_FOUND,
        "who does not see the record does not get the file"
    );
}

/// The names and values of a form.
type Pairs<'p> = &'p [(&'p str, &'p str)];

/// Pages that take a file: the address, the field, what else is written into it, and how that stays there.
const UPLOADS: [(&str, &str, Pairs<'static>, &str); 2] = [
    ("/ledgers/ip-staff/new", "certificate", &STAFF, "value=\"工作人员\""),
    (
        "/my/firms/claim",
        "document",
        &[("code", "91430105MA4L16Q5XX"), ("name", "示例公司")],
        "value=\"示例公司\"",
    ),
];

#[tokio::test]
async fn a_file_that_is_refused_hides_no_other_problem() {
    let world = site(settings()).await;
    let program = ("certificate", "证书.pdf", &b"\x7fELF\x02\x01\x01"[..]);
    let pairs = [("number", "1"), ("step", "check")];
    let answer = upload(&world, &world.person("clerk"), "/ledgers/ip-staff/new", &pairs, program).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.main());
    for field in ["certificate", "body", "position", "holds-from", "said-because"] {
        assert!(answer.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", answer.main());
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_refused() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let mut clerk = staff(&world, "clerk-one", "clerk").await;
    for (path, field, pairs, stays) in UPLOADS {
        for (name, bytes, what, remedy) in [
            ("证书.pdf", &b"MZ\x90\x00 this is a program"[..], "这是程序", "不接收程序"),
            ("证书.png", PDF, "PDF 文件", "扩展名改为 .pdf"),
            ("证书.exe", PDF, "这是程序", "不接收程序"),
            ("证书.pdf", b"", "文件是空的", "重新保存"),
        ] {
            let answer = clerk.upload(&world, path, pairs, (field, name, bytes)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {name}");
            let main = answer.main();
            for wanted in [&format!("<a href=\"#{field}\">"), what, remedy, stays] {
                assert!(main.contains(wanted), "{path} {name}: no {wanted} in {main}");
            }
        }
    }
}

#[tokio::test]
async fn a_file_does_not_become_the_text_of_another_field() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let path = "/ledgers/bodies/records/xinhe/change";
    let pairs = [("kind", "street"), ("holds-from", "2025-01-01"), ("said-because", "x"), ("step", "save")];
    let answer = upload(&world, &world.person("clerk"), path, &pairs, ("name", "证书.pdf", PDF)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let mut clerk = staff(&world, "clerk-one", "clerk").await;
    let mebibyte = 1024 * 1024;
    let mut picture = b"GIF89a\x01\0\x01\0".to_vec();
    picture.resize(33 * mebibyte, 0);
    let document = vec![b'a'; 65 * mebibyte];
    for (path, field, pairs, stays) in UPLOADS {
        let answer = clerk.upload(&world, path, pairs, (field, "证书.gif", &picture)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        for wanted in ["超过上限 32 MB", "降低分辨率", stays] {
            assert!(answer.main().contains(wanted), "{path}: {}", answer.main());
        }
        let answer = clerk.upload(&world, path, pairs, (field, "证书.txt", &document)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        let again = format!("<a href=\"{path}\">回到原来的页面重新提交</a>");
        for wanted in ["内容太大", "超过了这里允许的64 MB", again.as_str()] {
            assert!(answer.main().contains(wanted), "{path}: {}", answer.main());
        }
    }
}

const CLAIM: &str = "/my/firms/claim";

/// A claim with these fields and a document.
async fn claim(browser: &mut super::Browser, world: &World, pairs: Pairs<'_>, name: &str) -> Answer {
    let file = ("document", name, if name.is_empty() { &b""[..] } else { PDF });
    browser.upload(world, CLAIM, pairs, file).await
}

#[tokio::test]
async fn a_chosen_document_stays_chosen_when_something_else_is_wrong() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let refused = claim(&mut browser, &world, &[("code", "x"), ("name", "")], "授权书.pdf").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in ["<a href=\"#code\">", "<a href=\"#name\">", "保留 授权书.pdf"] {
        assert!(refused.main().contains(wanted), "no {wanted} in {}", refused.main());
    }
    let (document, token) = (super::checked(&refused, "document"), super::hidden(&refused, "sent-once"));
    let firm = [("code", "91430105MA4L16Q5XX"), ("name", "演示数据公司")];
    let right = [("code", "91350100M000100Y43"), ("name", "演示数据公司")];
    let kept = [("document", document.as_str()), ("sent-once", token.as_str())];
    let twice = claim(&mut browser, &world, &[firm, kept].concat(), "").await;
    assert!(twice.main().contains("保留 授权书.pdf"), "{}", twice.main());
    for round in ["first", "double click"] {
        let done = claim(&mut browser, &world, &[right, kept].concat(), "").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{round}: {}", done.main());
    }
    let mut other = staff(&world, "clerk-two", "clerk").await;
    let foreign = claim(&mut other, &world, &[&right[..], &kept[..1]].concat(), "").await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in ["<a href=\"#document\">", "没有收到过您上传的这份文件", "重新选择并上传"]
    {
        assert!(foreign.main().contains(wanted), "no {wanted} in {}", foreign.main());
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_with_what_is_wrong_with_the_document() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let file = ("document", "授权书.exe", &b"MZ\x90\x00 a program"[..]);
    let refused = browser.upload(&world, CLAIM, &[("code", "x"), ("name", "")], file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["code", "name", "document"] {
        assert!(refused.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", refused.main());
    }
}

#[tokio::test]
async fn a_record_names_only_files_that_its_writer_sent() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    let path = "/ledgers/ip-staff/new";
    let check = upload(&world, &clerk, path, &STAFF, ("certificate", "证书.pdf", PDF)).await;
    let sent = super::hidden(&check, "certificate");
    let other = Actor { account: Some(8), name: "account:8".to_owned(), ..clerk.clone() };
    let unknown = format!("sha256:{}/证书.pdf", "0".repeat(64));
    let save = async |actor: &Actor, path: &str, file: &str, position: &str| {
        let mut pairs = STAFF.to_vec();
        pairs.retain(|(name, _)| *name != "position");
        pairs.extend([("certificate", file), ("position", position), ("step", "save")]);
        upload(&world, actor, path, &pairs, ("certificate", "", b"")).await
    };
    for (who, file) in [(&other, &sent), (&clerk, &unknown)] {
        let refused = save(who, path, file, "工作人员").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{file}");
        for wanted in ["<a href=\"#certificate\">", "没有收到过您上传的这份文件"] {
            assert!(refused.main().contains(wanted), "no {wanted} in {}", refused.main());
        }
    }
    assert_eq!(save(&clerk, path, &sent, "工作人员").await.status, StatusCode::SEE_OTHER);
    let change = "/ledgers/ip-staff/records/xinhe~1/change";
    let kept = save(&other, change, &sent, "科长").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "what the record names already stays: {}", kept.main());
}
