//! What the log says of people: nothing, at the most talkative level, whatever they do and whatever goes wrong.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use crate::browser::{Browser, sign_in_of};
use crate::command::scratch;
use crate::server::Server;

/// A mail server that refuses everybody and names them.
fn refusing_mail() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || refuse(stream));
        }
    });
    port
}

fn refuse(mut stream: TcpStream) {
    let mut answer = "220 demo\r\n".to_owned();
    let mut bytes = [0; 4096];
    loop {
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
        let Ok(length @ 1..) = stream.read(&mut bytes) else { return };
        let line = String::from_utf8_lossy(&bytes[..length]).into_owned();
        answer = match line.split_once(' ') {
            Some(("EHLO", _)) => "250 demo\r\n".to_owned(),
            Some(("MAIL", _)) => "250 go on\r\n".to_owned(),
            _ => format!("550 5.1.1 unknown: {}\r\n", line.trim()),
        };
    }
}

#[test]
fn the_log_names_nobody() {
    let folder = scratch("logged");
    std::fs::create_dir_all(&folder).unwrap();
    let port = refusing_mail();
    let settings = format!(
        "schema = 1\n[mail]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"none\"\nfrom = \"ip@example.cn\"\n"
    );
    let data = folder.display().to_string();
    let words = ["demo", "--data", &data, "--listen", "127.0.0.1:0", "--log", "json"];
    Server::start(&words).stop();
    // As a county would be served, with letters that go out.
    std::fs::write(folder.join("qiangxian.toml"), settings).unwrap();
    let words = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    let mut server = Server::start_in(&words, &[("QIANGXIAN_LOG", "trace")]);
    let clerk = sign_in_of(&folder, "clerk");
    let mut browser = Browser::at(&server);
    let mut secrets = vec![clerk.password.clone(), clerk.secret.clone().unwrap()];

    browser.post("/sign-in", "name=mallory%40example.cn&password=wrong-horse");
    browser.post("/register", "mail=lisi%40example.cn");
    browser.get("/set-up?token=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    browser.ask("GET", "/api/v1/ledgers", "Authorization: Bearer key-that-is-none\r\n", "");
    browser.ask("POST", "/register?mail=wangwu%40example.cn", "Sec-Fetch-Site: cross-site\r\n", "");
    let code = browser.sign_in(&clerk);
    secrets.extend([browser.session.clone(), code]);
    browser.get("/ledgers/bodies?name=zhangsan");
    let made = browser.post(
        "/ledgers/ip-staff/new",
        "body=street-dongfeng-road&number=77&position=demo&person=zhangsan&phone=13800138000&employment=nonsense&holds-from=2026-03-01&said-because=zhaoliu",
    );
    assert!(made.starts_with("HTTP/1.1 4"), "{made}");
    browser.get("/ledgers/ip-staff/records/street-dongfeng-road~1");
    browser.get("/ledgers/ip-staff/records/zhangsan");
    let shown = browser
        .post("/ledgers/ip-staff/records/street-dongfeng-road~1/unmasking", "field=person&reason=zhaoliu");
    assert!(shown.contains("演示人员"), "{shown}");
    server.logs("a job failed");
    assert_eq!(server.stop(), Some(0));
    assert!(server.log.contains("unmasking") && server.log.contains("\"answered\""), "{}", server.log);
    let words = [
        "mallory",
        "wrong-horse",
        "lisi",
        "0123456789abcdef",
        "key-that-is-none",
        "wangwu",
        "zhangsan",
        "13800138000",
        "zhaoliu",
        "演示人员",
        "street-dongfeng-road",
        "example.cn",
    ];
    for word in words.into_iter().map(str::to_owned).chain(secrets) {
        let line = server.log.lines().find(|line| names(line, &word));
        assert_eq!(line, None, "{word}");
    }
}

/// Whether a line of the log has a word. The day and time in front are left out, and a number is that number only as a
/// whole: among the microseconds of a hundred thousand lines the six digits of a second factor turn up by accident.
fn names(line: &str, word: &str) -> bool {
    let said = line.split_once("\",").map_or(line, |(_, said)| said);
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return said.contains(word);
    }
    said.split(|letter: char| !letter.is_ascii_digit()).any(|number| number == word)
}
