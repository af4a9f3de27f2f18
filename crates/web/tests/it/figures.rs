//! A briefing that is taken along, edited and sent back: what was changed by hand is told where its file is shown.

use app::Actor;
use axum::http::StatusCode;

use crate::people::upload;
use crate::quarter::{Asked, asked, taken};
use crate::world::{Answer, World, get_as, post_as};

/// A round that is closed, on the first working day after its last.
async fn closed() -> (World, Actor, String) {
    let Asked { clock, world, clerk, round, .. } = asked().await;
    let early = post_as(&world, &clerk, &format!("{round}/steps/close"), "seen-events=2").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "171 reports may still come");
    for text in ["等171件还没有办结", "或等到“报送截止”过后"] {
        assert!(early.main().contains(text), "{text}: {}", early.main());
    }
    clock.advance_to("2026-09-20T09:00:00+08:00".parse().unwrap());
    taken(&world, &clerk, &round, "close", &[]).await;
    (world, clerk, round)
}

async fn brief(world: &World, clerk: &Actor, case: &str, file: &[u8]) -> Answer {
    let pairs = [("briefing", "演示通报"), ("seen-events", "3")];
    upload(world, clerk, &format!("{case}/steps/brief"), &pairs, ("briefing_file", "通报.docx", file)).await
}

#[tokio::test]
async fn figures_that_were_changed_by_hand_are_told_where_the_briefing_is_shown() {
    let (world, clerk, case) = closed().await;
    let docx = get_as(&world, &clerk, &format!("{case}/briefing/docx")).await.bytes;
    let figures = documents::official::figures(&docx).unwrap().unwrap();
    let counted = |id: &str| figures.found.iter().find(|found| found.id == id).unwrap().counted.clone();
    assert_eq!(
        (counted("reports.total"), counted("reports.state.missing")),
        ("171".to_owned(), "171".to_owned())
    );
    assert!(figures.found.iter().any(|found| found.title == "沙坪街道截止未报"), "{figures:?}");
    let bodies = counted("reports.bodies");
    let edited = edited(&docx, &format!(">{bodies}<"), ">7<");
    assert_eq!(brief(&world, &clerk, &case, &edited).await.status, StatusCode::SEE_OTHER);
    let page = get_as(&world, &clerk, &case).await;
    let told = format!("应报单位数：系统计{bodies}，文件写7（人工改动）");
    // In the summary and in the history; who sent it, and when, stands in the history anyway.
    assert_eq!(page.main().matches(&told).count(), 2, "{}", page.main());
    assert_eq!(page.main().matches("1处数字有人工改动").count(), 2, "{}", page.main());
    assert_eq!(page.main().matches("报送</li>").count(), 1, "{}", page.main());
    assert!(!page.main().contains("红灯：系统计"), "{}", page.main());
    let english = get_as(&world, &clerk, &format!("/en{case}")).await;
    assert!(english.main().contains(&format!("应报单位数: the system counted {bodies}, the file says 7")));
    let file = page.main().split('"').find(|part| part.starts_with(&format!("{case}/files/"))).unwrap();
    assert_eq!(get_as(&world, &clerk, file).await.bytes, edited, "the file is handed out as it was sent");
}

#[tokio::test]
async fn a_briefing_as_it_was_counted_says_so() {
    let (world, clerk, case) = closed().await;
    let docx = get_as(&world, &clerk, &format!("{case}/briefing/docx")).await.bytes;
    assert_eq!(brief(&world, &clerk, &case, &docx).await.status, StatusCode::SEE_OTHER);
    let page = get_as(&world, &clerk, &case).await;
    assert!(page.main().contains("数字与《") && page.main().contains("生成时相同"), "{}", page.main());
    assert!(!page.main().contains("人工改动"), "{}", page.main());
}

/// A DOCX whose text was changed, in an archive that packs nothing.
fn edited(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    let parts = documents::read_archive(docx).unwrap();
    for (name, content) in &parts {
        let content = match name.as_str() {
            "word/document.xml" => {
                let text = String::from_utf8(content.clone()).unwrap();
                assert!(text.contains(from), "{from} is in the text");
                text.replace(from, to).into_bytes()
            }
            _ => content.clone(),
        };
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        // Version, flags, method, time and day, then the sum, both lengths, the length of the name, and of what else is said.
        let mut told = vec![20, 0, 0, 0, 0, 0, 0, 0, 33, 0];
        told.extend(checksum(&content).to_le_bytes().into_iter().chain(length).chain(length));
        told.extend(u16::try_from(name.len()).unwrap().to_le_bytes().into_iter().chain([0, 0]));
        let offset = u32::try_from(archive.len()).unwrap().to_le_bytes();
        archive.extend(b"PK\x03\x04".iter().chain(&told).chain(name.as_bytes()).chain(&content));
        directory.extend(b"PK\x01\x02\x14\0".iter().chain(&told).chain(&[0; 10]).chain(&offset));
        directory.extend(name.bytes());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let [at, length] = [&archive, &directory].map(|part| u32::try_from(part.len()).unwrap().to_le_bytes());
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&count).chain(&count).chain(&length).chain(&at));
    archive.extend([0, 0]);
    archive
}

/// CRC-32, bit by bit.
fn checksum(content: &[u8]) -> u32 {
    let bit = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !content.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}
