//! The text of a web page.
//!
//! Works on the stream of tags, without a tree: text only needs to know where lines, cells and hidden parts begin and
//! end, and a stream is linear on every input, however it is nested or broken.

mod charset;
mod list;
mod page;
mod white;

pub(crate) use white::is_wide;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use kernel::Wording;

use crate::notes::Notes;
use crate::read::Extracted;
use crate::{Error, decode};

pub(crate) fn read(bytes: &[u8], notes: &mut Notes) -> Result<Extracted, Error> {
    let (text, encoding) = decode::decode(bytes, charset::declared(bytes), notes)?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = page::Page::default();
    for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.open(&tag)?,
            Ok(Token::EndTag(tag)) => page.close(&tag.name)?,
            Ok(Token::String(text)) => page.text(&String::from_utf8_lossy(&text))?,
            _ => {}
        }
    }
    let (lines, unclosed) = page.finish()?;
    if let Some(name) = unclosed {
        notes.warn(
            "html-part-not-closed",
            None,
            Wording::new(
                format!("网页里隐藏的 <{name}> 没有结束标记，其后的内容没有读取"),
                format!("a hidden <{name}> is never closed; what follows it was not read"),
            ),
            Wording::new(
                "请在浏览器中打开网页，复制正文另存为 .txt",
                "open the page in a browser and save its text as .txt",
            ),
        );
    }
    Ok(Extracted { encoding: Some(encoding), lines: lines.finish()? })
}
