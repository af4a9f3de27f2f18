use app::Actor;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::world::{Answer, World, get, get_as, send, settings, site};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

/// Sends a form with one file, as a browser does.
async fn upload(
    world: &World,
    actor: &Actor,
    path: &str,
    pairs: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Answer {
    let boundary = "----web";
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .into_bytes(),
        );
    }
    let (field, name, bytes) = file;
    body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").into_bytes());
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let request =
        Request::post(path).header("content-type", format!("multipart/form-data; boundary={boundary}"));
    let mut request = request.body(Body::from(body)).unwrap();
    request.extensions_mut().insert(actor.clone());
    send(world, request).await
}

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
type Pairs = &'static [(&'static str, &'static str)];

/// Every page that takes a file: its address, the field, what else is written into it, and how that stays there.
const UPLOADS: [(&str, &str, Pairs, &str); 3] = [
    ("/ledgers/ip-staff/new", "certificate", &STAFF, "value=\"工作人员\""),
    (
        "/my/firms/claim",
        "document",
        &[("code", "91430105MA4L16Q5XX"), ("name", "示例公司")],
        "value=\"示例公司\"",
    ),
    (
        "/my/firms/91430105MA4L16Q5XX/mandate",
        "document",
        &[("client", "x"), ("client-name", "示例委托人"), ("from", "2026-01-01"), ("until", "2027-01-01")],
        "value=\"示例委托人\"",
    ),
];

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_refused() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    for (path, field, pairs, stays) in UPLOADS {
        for (name, bytes, what, remedy) in [
            ("证书.pdf", &b"MZ\x90\x00 this is a program"[..], "这是程序", "不接收程序"),
            ("证书.png", PDF, "PDF 文件", "扩展名改为 .pdf"),
            ("证书.exe", PDF, "这是程序", "不接收程序"),
            ("证书.pdf", b"", "文件是空的", "重新保存"),
        ] {
            let answer = upload(&world, &clerk, path, pairs, (field, name, bytes)).await;
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
    let clerk = world.person("clerk");
    let mebibyte = 1024 * 1024;
    let mut picture = b"GIF89a\x01\0\x01\0".to_vec();
    picture.resize(33 * mebibyte, 0);
    let document = vec![b'a'; 65 * mebibyte];
    for (path, field, pairs, stays) in UPLOADS {
        let answer = upload(&world, &clerk, path, pairs, (field, "证书.gif", &picture)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        for wanted in ["超过上限 32 MB", "降低分辨率", stays] {
            assert!(answer.main().contains(wanted), "{path}: {}", answer.main());
        }
        let answer = upload(&world, &clerk, path, pairs, (field, "证书.txt", &document)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(answer.main().contains("内容太大"), "{path}: {}", answer.main());
    }
}
