//! Signing in: by the pages, as everybody does, or at once where a story is about something else.

use app::accounts::second_factor;
use app::secrets::Password;
use app::sessions::{self, Visitor};

use crate::browser::Browser;
use crate::world::World;

/// The cookie of the session.
const SESSION: &str = "session";

impl Browser {
    /// Signs in by the pages.
    pub(crate) async fn sign_in(&self, world: &World, name: &str) {
        self.open(&world.url("/sign-in")).await;
        self.fill("登录名或邮箱", name).await;
        self.fill("密码", &world.sign_in(name).password).await;
        self.press("登录").await;
        if world.sign_in(name).secret.is_some() {
            self.fill("验证码", &world.code(name)).await;
            self.press("继续").await;
        }
    }

    /// Goes on as the one whose session this is.
    pub(crate) async fn be(&self, world: &World, session: &str) {
        self.open(&world.url("/about")).await;
        self.client.delete_all_cookies().await.unwrap();
        // The command for cookies wants a domain, and an address of numbers is none.
        let cookie = format!("document.cookie = '{SESSION}={session}; path=/'");
        self.client.execute(&cookie, vec![]).await.unwrap();
    }
}

impl World {
    /// A session of somebody who has signed in and given what else is asked.
    pub(crate) async fn session(&self, name: &str) -> String {
        let (visitor, sign_in) = (Visitor::default(), self.sign_in(name));
        let password = Password::new(sign_in.password.clone());
        let entered = sessions::sign_in(&self.app, &visitor, name, password).await.unwrap();
        let token = entered.token.text().to_owned();
        if sign_in.secret.is_none() {
            return token;
        }
        let visitor = Visitor { session: Some(token), ..visitor };
        let who = sessions::who(&self.app, &visitor).await.unwrap();
        second_factor::give(&self.app, &who, &self.code(name)).await.unwrap().token.text().to_owned()
    }
}
