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

#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_refused() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    for (name, bytes) in
        [("证书.pdf", &b"MZ\x90\x00 this is a program"[..]), ("证书.png", PDF), ("证书.exe", PDF)]
    {
        let answer =
            upload(&world, &clerk, "/ledgers/ip-staff/new", &STAFF, ("certificate", name, bytes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.main().contains("<a href=\"#certificate\">"), "{name}: {}", answer.main());
        assert!(answer.main().contains("value=\"工作人员\""), "what was written stays");
    }
}
