//! A real S3 server for the tests, over a folder.

use std::path::Path;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use store::FileSettings;
use tokio::net::TcpListener;

const ACCESS_KEY: &str = "test-key";
const SECRET_KEY: &str = "test-secret";
const BUCKET: &str = "county";

/// Serves a folder until the test ends, and gives the settings that reach it.
pub(crate) async fn serve(root: &Path) -> FileSettings {
    std::fs::create_dir_all(root.join(BUCKET)).unwrap();
    let service = {
        let mut builder = S3ServiceBuilder::new(FileSystem::new(root).unwrap());
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        builder.build()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let builder = Builder::new(TokioExecutor::new());
                drop(builder.serve_connection(TokioIo::new(socket), service).await);
            });
        }
    });
    FileSettings::S3 {
        endpoint: format!("http://{address}"),
        region: "cn-test".to_owned(),
        bucket: BUCKET.to_owned(),
        access_key: ACCESS_KEY.to_owned(),
        secret_key: SECRET_KEY.to_owned(),
    }
}
