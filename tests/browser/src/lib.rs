//! The product in a real browser. What is here are tests only: begin in `tests/it/main.rs`.
//!
//! They need `chromium`, `chromedriver` and a Chinese font; where these are missing, they say so and pass. `.ci/run`
//! installs them. With `QIANGXIAN_AXE` naming the file `axe.min.js` of the npm package axe-core, every page that is
//! opened is also checked by it. With `QIANGXIAN_SCREENSHOTS` naming a folder, pictures of every page are kept there.
