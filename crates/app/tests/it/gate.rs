//! S3.17: what carries a mark of secrecy is stopped at every door before anything of it is kept: as an attachment, inside one, in a form.

use std::fs;
use std::path::Path;

use app::cases::{start, take};
use app::imports::{self, NewFile};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, Error, files, gate};
use jiff::civil::date;
use store::operations;

use crate::world::{World, taking, told, world};

/// What no file of the county may hold afterwards.
const CONTENT: &str = "涉密正文样例";

#[tokio::test]
async fn a_marked_attachment_is_refused_and_nothing_of_it_is_kept() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let line = format!("方案\n机密★10年\n{CONTENT}\n");
    let whole = format!("秘密\n{CONTENT}\n");
    let cell = format!("名称,说明\n{CONTENT},绝密\n");
    let patent = format!("本件为国防专利，{CONTENT}\n");
    let labelled = format!("密级：机密　份号：2\n{CONTENT}\n");
    let name = format!("{CONTENT}\n");
    for (file, text) in [
        ("请示.txt", &labelled),
        ("（秘密）方案.txt", &name),
        ("机密.txt", &name),
        ("方案.txt", &line),
        ("通知.txt", &whole),
        ("清单.csv", &cell),
        ("说明.txt", &patent),
        ("秘密★方案.txt", &name),
    ] {
        let refused = files::keep(&world.app, &clerk, "file", (file, text.as_bytes())).await;
        assert_eq!(told(refused), [("marked-secret".to_owned(), "file".to_owned())], "{file}");
    }
    // That a word stands in a sentence is no mark.
    // Nor is it that a plan speaks of patents of national defence: watch.toml asks how these are kept apart.
    let plan = "推动国防专利解密转化，国防专利不进入台账和统计（演示数据）。\n";
    files::keep(&world.app, &clerk, "file", ("方案.txt", plan.as_bytes())).await.unwrap();
    let sound = "本方案不涉及国家秘密，属于商业秘密保护（演示数据）。\n案由\n侵犯商业\n秘密\n";
    files::keep(&world.app, &clerk, "file", ("商业秘密.txt", sound.as_bytes())).await.unwrap();
    check_trail(&world, 8).await;
}

/// That somebody tried is on the trail so many times, and nothing of what was sent is anywhere.
async fn check_trail(world: &World, count: usize) {
    let reader = world.app.store().reader().await.unwrap();
    let asked = operations::Asked { limit: 1000, ..operations::Asked::default() };
    let all = operations::list(&reader, &asked).await.unwrap();
    let tried: Vec<_> = all.iter().filter(|it| it.act == gate::ACT).collect();
    assert_eq!(tried.len(), count, "that somebody tried is on the trail");
    assert!(tried.iter().all(|it| it.subject.id == "-"), "and of the file nothing is, not even its name");
    assert!(!holds(world.folder(), CONTENT.as_bytes()), "not in the database, nor among the files");
}

/// Documents of offices are archives, and an archive may hold others.
#[tokio::test]
async fn a_mark_inside_an_archive_is_found() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    // Each word of a page of OFD may stand by itself, at one height.
    let page = |text: &str| {
        format!(
            r#"<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>
            <ofd:TextObject Boundary="20 30 40 6"><ofd:TextCode X="0" Y="5">密级</ofd:TextCode></ofd:TextObject>
            <ofd:TextObject Boundary="60 30 40 6"><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>
            <ofd:TextObject Boundary="20 50 90 6"><ofd:TextCode X="0" Y="5">{CONTENT}</ofd:TextCode></ofd:TextObject>
            </ofd:Layer></ofd:Content></ofd:Page>"#
        )
    };
    let ofd = |text: &str| {
        let page = page(text);
        archive(&[("OFD.xml", &b"<OFD/>"[..]), ("Doc_0/Pages/Page_0/Content.xml", page.as_bytes())])
    };
    // A run of a paragraph ends where its looks change, also within a word.
    let slide = format!(
        r#"<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:rPr b="1"/><a:t>机</a:t></a:r><a:r><a:t>密★10年</a:t></a:r></a:p>
        <a:p><a:r><a:t>{CONTENT}</a:t></a:r></a:p></p:sld>"#
    );
    let pptx = archive(&[
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("ppt/presentation.xml", &b"<p/>"[..]),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
    ]);
    let text = format!("密级：秘密\n{CONTENT}\n");
    let rows = format!("名称,说明\n{CONTENT},绝密\n");
    let marked = ofd("机密");
    for (file, bytes) in [
        ("请示.ofd", &marked),
        ("汇报.pptx", &pptx),
        ("材料.zip", &archive(&[("说明.txt", text.as_bytes())])),
        ("材料.zip", &archive(&[("清单.csv", rows.as_bytes())])),
        ("材料.zip", &archive(&[("附件/请示.ofd", &marked)])),
        ("材料.zip", &archive(&[("附件/（机密）说明.txt", CONTENT.as_bytes())])),
        ("材料.zip", &archive(&[("机密/说明.txt", CONTENT.as_bytes())])),
    ] {
        let refused = files::keep(&world.app, &clerk, "file", (file, bytes.as_slice())).await;
        assert_eq!(told(refused), [("marked-secret".to_owned(), "file".to_owned())], "{file}");
    }
    check_trail(&world, 7).await;
    let sound =
        archive(&[("说明.txt", "商业秘密保护（演示数据）\n".as_bytes()), ("附件/请示.ofd", &ofd("无"))]);
    files::keep(&world.app, &clerk, "file", ("材料.zip", &sound)).await.unwrap();
}

/// An archive with a table is kept as a whole: what stands beside the table passes as well.
#[tokio::test]
async fn a_mark_beside_a_table_that_is_loaded_is_found() {
    let world = world().await;
    let clerk = Actor { account: None, ..world.actor("clerk", Some("market-supervision")) };
    let table = format!("申请号,发明名称\n202410000001.X,{CONTENT}\n");
    let remark = format!("密级：秘密\n{CONTENT}\n");
    let send = async |files: &[(&str, &[u8])]| {
        let mut upload = imports::upload(&world.app, &clerk).unwrap();
        upload.write(&archive(files)).unwrap();
        let new =
            NewFile { ledger: "patents", name: "专利.zip", as_of: None, source: "演示平台", note: "" };
        imports::take_in(&world.app, &clerk, &new, upload).await
    };
    let table = ("专利.csv", table.as_bytes());
    for beside in [("说明.txt", remark.as_bytes()), ("（机密）说明.pdf", &b"%PDF-"[..])] {
        let refused = send(&[table, beside]).await;
        assert_eq!(told(refused), [("marked-secret".to_owned(), "file".to_owned())], "{}", beside.0);
    }
    check_trail(&world, 2).await;
    send(&[table, ("说明.txt", "商业秘密保护（演示数据）\n".as_bytes())]).await.unwrap();
}

/// What is typed into a form, or sent by a program, is looked at as well.
#[tokio::test]
async fn what_is_written_passes_the_same_gate() {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let patent = |title: &str| {
        let fields = [
            ("application_number", "202410123456.0"),
            ("kind", "invention"),
            ("title", title),
            ("applicants", "演示企业001"),
            ("filed_on", "2024-03-05"),
            ("status", "pending"),
        ];
        fields.map(|(id, text)| (id.to_owned(), text.to_owned()))
    };
    let title = format!("专利类型：国防专利 {CONTENT}");
    let texts = Given::Texts(patent(&title).map(|(id, text)| (id, vec![text])).into_iter().collect());
    let cells = Given::Cells(patent(&title).into_iter().collect());
    let object = patent(&title).map(|(id, text)| (id, serde_json::Value::String(text)));
    let object = Given::Object(serde_json::Value::Object(object.into_iter().collect()));
    let say = async |given: Given, reason: &str| {
        let said = Said::Created { from: date(2024, 3, 5) };
        let proposal = Proposal { said, given, reason: reason.to_owned(), seen: None };
        propose(&world.app, &clerk, "patents", &proposal, Mode::Save).await
    };
    for given in [texts, cells, object] {
        assert_eq!(told(say(given, "演示数据").await), [("marked-secret".to_owned(), "title".to_owned())]);
    }
    let sound = || Given::Cells(patent("绣线张力检测方法（演示数据）").into_iter().collect());
    let reason = format!("密级：机密\n{CONTENT}");
    assert_eq!(told(say(sound(), &reason).await), [("marked-secret".to_owned(), "reason".to_owned())]);
    say(sound(), "商业秘密不在其中（演示数据）").await.unwrap();

    // A case, and a step of one.
    let text = format!("description=机密★10年 {CONTENT}");
    let raised = taking("raise", &["subject=演示事项（演示数据）", &text]);
    let refused = start(&world.app, &clerk, "problem", &raised, Mode::Save).await;
    assert_eq!(told(refused), [("marked-secret".to_owned(), "description".to_owned())]);
    let refused = take(&world.app, &clerk, "problem-2026-1", &raised, Mode::Save).await;
    assert_eq!(told(refused), [("marked-secret".to_owned(), "description".to_owned())]);
    check_trail(&world, 6).await;
}

/// A zip archive whose files are not packed.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let offset = u32::try_from(out.len()).unwrap();
        let (size, length) = (u32::try_from(content.len()).unwrap(), u16::try_from(name.len()).unwrap());
        // Version, UTF-8 names, stored, no time; the sum, both sizes, the length of the name, nothing more.
        let mut head: Vec<u8> = Vec::new();
        for number in [20_u16, 0x0800, 0, 0, 0x21] {
            head.extend(number.to_le_bytes());
        }
        for number in [sum(content), size, size] {
            head.extend(number.to_le_bytes());
        }
        head.extend(length.to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*content);
        directory.extend(b"PK\x01\x02");
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&head);
        // No comment, first disk, no attributes.
        directory.extend([0_u8; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, size) = (u32::try_from(out.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(files.len()).unwrap();
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    for number in [0_u16, 0, count, count] {
        out.extend(number.to_le_bytes());
    }
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

/// The CRC-32 of an archive.
fn sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

/// A stranger sends nothing at all.
#[tokio::test]
async fn who_has_no_account_sends_nothing() {
    let world = world().await;
    let stranger = app::Visitor::default().stranger(&world.app);
    let sent = files::keep(&world.app, &stranger, "file", ("说明.txt", "演示数据".as_bytes())).await;
    assert!(matches!(sent, Err(Error::NotAllowed(_))));
}

/// Whether any file of a folder holds these bytes.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, bytes);
        }
        fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes)
    })
}
