//! `qiangxian lake`: a county makes its key, publishes, and is counted; another one is not there, and is named.

use std::fs;

use crate::command::{Line, qiangxian, scratch};
use crate::s3;

const OTHER: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

#[test]
fn a_county_publishes_and_is_counted_and_who_is_missing_is_named() {
    let (folder, lake) = (scratch("lake-county"), scratch("lake"));
    fs::create_dir_all(&lake).unwrap();
    let (data, lake_name) = (folder.display().to_string(), lake.display().to_string());
    qiangxian(&["create", "--data", &data, "--pack", "kaifu"]).exits(0);
    let publish = ["lake", "publish", "--data", &data, "--lake", &lake_name];
    let refused = qiangxian(&publish).env("QIANGXIAN_LANG", "en").exits(1);
    assert!(
        refused.stderr.contains("there is no key to sign with\n  → make one with qiangxian lake key"),
        "{refused:?}"
    );
    let key = qiangxian(&["lake", "key", "--data", &data]).gives();
    assert_eq!(key.trim().len(), 64);
    assert_eq!(qiangxian(&["lake", "key", "--data", &data]).gives(), key, "the key stays");
    let published = qiangxian(&publish).gives();
    assert!(published.contains("  patents/"), "{published}");
    assert!(!published.contains("pledges"), "{published}");
    let again = qiangxian(&publish).env("QIANGXIAN_LANG", "en").exits(0);
    assert!(again.stderr.starts_with("nothing has changed since the publication of "), "{again:?}");
    assert_eq!(again.stdout, published);

    let county = |division: &str, name: &str, key: &str| {
        format!(
            "[[county]]\ndivision = \"{division}\"\nname = {{ zh = \"{name}\", en = \"{name}\" }}\nkey = \"{key}\"\n"
        )
    };
    let list =
        format!("schema = 1\n{}{}", county("430105", "Kaifu", key.trim()), county("430102", "Furong", OTHER));
    fs::write(lake.join("counties.toml"), list).unwrap();
    let all = qiangxian(&["lake", "indicators", "--lake", &lake_name, "--lang", "en"]).exits(1);
    assert!(
        all.stdout.contains(": 1 of 2 counties have published\n  430102 Furong has not published\n"),
        "{all:?}"
    );
    assert!(all.stdout.contains("1 of 2"), "{all:?}");
    assert!(all.stdout.contains("cannot be counted over counties:\n"), "{all:?}");
    let one = ["lake", "indicators", "--lake", &lake_name, "--indicator", "D1", "--lang", "en"];
    let one = qiangxian(&one).exits(1);
    assert!(one.stdout.contains("Kaifu"), "{one:?}");
    let csv = ["lake", "indicators", "--lake", &lake_name, "--indicator", "D1", "--format", "csv"];
    let csv = qiangxian(&csv).exits(1).stdout;
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(csv.contains("indicator,code,is_draft,as_of,") && csv.contains(",D1,false,"), "{csv}");
    assert!(csv.contains(",430102,Furong,,,,,,not-published,尚未发布"), "{csv}");
    let json = ["lake", "indicators", "--lake", &lake_name, "--indicator", "D38", "--format", "json"];
    let json: serde_json::Value = serde_json::from_str(&qiangxian(&json).exits(1).stdout).unwrap();
    assert_eq!(json["counties"][0]["absence"]["state"], "not-published");
    // The county has no records yet: what is missing is said, and nothing is taken for zero.
    let of = json["indicators"].as_array().unwrap().iter().find(|of| of["code"] == "D38").unwrap();
    assert_eq!(of["counties"][1]["state"], "no-figure", "{of}");
    assert!(of["counties"][1]["why"][0]["en"].as_str().unwrap().starts_with("no data"), "{of}");
}

#[test]
fn what_is_asked_wrongly_is_told() {
    let lake = scratch("lake-empty");
    fs::create_dir_all(&lake).unwrap();
    let name = lake.display().to_string();
    let ask = |more: &[&str]| {
        let words = [&["lake", "indicators", "--lake", &name, "--lang", "en"], more].concat();
        qiangxian(&words).exits(1).stderr
    };
    assert!(ask(&[]).contains("the list of counties cannot be read"), "{}", ask(&[]));
    assert!(ask(&["--indicator", "D999"]).contains("there is no indicator D999"));
    assert!(ask(&["--as-of", "2026-13-01"]).contains("2026-13-01 is no day"));
}

/// The same in an object store: what lies there is what lies in a folder, and is fetched once.
#[test]
fn a_lake_lies_in_an_object_store_as_well() {
    let (folder, root, copy) = (scratch("bucket-county"), scratch("bucket-root"), scratch("bucket-copy"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store::FileSettings::S3 { endpoint, region, bucket, access_key, secret_key } =
        runtime.block_on(s3::serve(&root))
    else {
        panic!("no bucket")
    };
    let in_store = |line: Line| {
        line.env("AWS_ENDPOINT_URL", &endpoint)
            .env("AWS_ALLOW_HTTP", "true")
            .env("AWS_REGION", &region)
            .env("AWS_ACCESS_KEY_ID", &access_key)
            .env("AWS_SECRET_ACCESS_KEY", &secret_key)
    };
    let (data, copy_name) = (folder.display().to_string(), copy.display().to_string());
    let lake = format!("s3://{bucket}/of/the/city");
    qiangxian(&["create", "--data", &data, "--pack", "kaifu"]).exits(0);
    let key = qiangxian(&["lake", "key", "--data", &data]).gives();
    let publish = ["lake", "publish", "--data", &data, "--lake", &lake];
    let refused = qiangxian(&publish).env("QIANGXIAN_LANG", "en").exits(1);
    assert!(refused.stderr.contains("look at the address and at AWS_ENDPOINT_URL"), "{refused:?}");
    let published = in_store(qiangxian(&publish)).gives();
    // Its name is lost here; the bucket has it, and nothing is published twice.
    fs::remove_file(folder.join("lake/county=430105/current")).unwrap();
    let again = in_store(qiangxian(&publish)).env("QIANGXIAN_LANG", "en").exits(0);
    assert_eq!(again.stdout, published);

    let place = root.join(&bucket).join("of/the/city");
    let list = format!(
        "schema = 1\n[[county]]\ndivision = \"430105\"\nname = {{ zh = \"Kaifu\", en = \"Kaifu\" }}\nkey = \"{}\"\n",
        key.trim()
    );
    fs::write(place.join("counties.toml"), &list).unwrap();
    let ask = |lake: &str| {
        let words = ["lake", "indicators", "--lake", lake, "--format", "json", "--copy", &copy_name];
        in_store(qiangxian(&words)).exits(0).stdout
    };
    let from_bucket = ask(&lake);
    assert_eq!(from_bucket, ask(&place.display().to_string()));
    assert!(
        from_bucket.contains("\"absence\": null") || from_bucket.contains("\"absence\":null"),
        "{from_bucket}"
    );
    // Snapshots that were fetched are not fetched again: the bucket has lost them, and nobody notices.
    let patents = place.join("county=430105/patents");
    fs::remove_dir_all(&patents).unwrap();
    assert_eq!(ask(&lake), from_bucket);
    // A county whose files are too large is named, and the other one counts.
    let other = place.join("county=430102");
    fs::create_dir_all(&other).unwrap();
    fs::File::create(other.join("current")).unwrap().set_len((64 << 20) + 1).unwrap();
    let both = format!(
        "{list}[[county]]\ndivision = \"430102\"\nname = {{ zh = \"Furong\", en = \"Furong\" }}\nkey = \"{OTHER}\"\n"
    );
    fs::write(place.join("counties.toml"), both).unwrap();
    let words = ["lake", "indicators", "--lake", &lake, "--copy", &copy_name, "--lang", "en"];
    let named = in_store(qiangxian(&words)).exits(1);
    assert!(named.stdout.contains("  430102 Furong is damaged: the file has more than "), "{named:?}");
    assert!(named.stdout.contains("1 of 2 counties have published"), "{named:?}");
    // A stranger without the key of the store is told so.
    let words = ["lake", "indicators", "--lake", &lake, "--lang", "en"];
    let denied = in_store(qiangxian(&words)).env("AWS_SECRET_ACCESS_KEY", "wrong").exits(1);
    assert!(denied.stderr.contains("this lake cannot be used"), "{denied:?}");
}
