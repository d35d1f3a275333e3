//! The app's TUF client on the command line of the TUF conformance suite.
//!
//! ```text
//! digital-ka-tuf-client --metadata-dir D init ROOT
//! digital-ka-tuf-client --metadata-dir D --metadata-url U refresh
//! digital-ka-tuf-client --metadata-dir D --metadata-url U --target-name P … --target-base-url T
//!     --target-dir X download
//! ```
//!
//! Exit 0 or 1; why is on the standard error. The trusted metadata lies in D as `root.json`,
//! `timestamp.json`, `snapshot.json` and `targets.json`.

use ka_core::feed::trust::{self, TrustedFolder};
use ka_core::net::Http;
use std::collections::VecDeque;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use url::Url;

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("{0}")]
    Usage(String),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error(transparent)]
    Net(#[from] ka_core::net::NetError),
    #[error(transparent)]
    Feed(#[from] ka_core::feed::FeedError),
}

#[derive(Default)]
struct Call {
    metadata_dir: Option<PathBuf>,
    metadata_url: Option<Url>,
    target_names: Vec<String>,
    target_base_url: Option<Url>,
    target_dir: Option<PathBuf>,
    verb: Option<Verb>,
}

enum Verb {
    Init(PathBuf),
    Refresh,
    Download,
}

impl Call {
    fn parse(words: impl Iterator<Item = String>) -> Result<Call, Failed> {
        let mut words: VecDeque<String> = words.collect();
        let mut call = Call::default();
        while let Some(word) = words.pop_front() {
            let mut value = || {
                words
                    .pop_front()
                    .ok_or_else(|| Failed::Usage(format!("{word} needs a value")))
            };
            match word.as_str() {
                "--metadata-dir" => call.metadata_dir = Some(value()?.into()),
                "--metadata-url" => call.metadata_url = Some(folder_url(&value()?)?),
                "--target-name" => call.target_names.push(value()?),
                "--target-base-url" => call.target_base_url = Some(folder_url(&value()?)?),
                "--target-dir" => call.target_dir = Some(value()?.into()),
                "init" => call.verb = Some(Verb::Init(value()?.into())),
                "refresh" => call.verb = Some(Verb::Refresh),
                "download" => call.verb = Some(Verb::Download),
                other => return Err(Failed::Usage(format!("{other} is not understood"))),
            }
        }
        Ok(call)
    }

    async fn run(self) -> Result<(), Failed> {
        let metadata_dir = needed(self.metadata_dir, "--metadata-dir")?;
        match needed(self.verb, "init, refresh or download")? {
            Verb::Init(root) => {
                let bytes = std::fs::read(&root).map_err(|why| Failed::File(root, why))?;
                Ok(trust::init(&metadata_dir, &bytes)?)
            }
            Verb::Refresh => {
                let metadata = needed(self.metadata_url, "--metadata-url")?;
                let targets = metadata.clone();
                let folder = TrustedFolder::new(Http::new()?, metadata, targets, metadata_dir);
                folder.refresh().await?;
                Ok(())
            }
            Verb::Download => {
                let metadata = needed(self.metadata_url, "--metadata-url")?;
                let targets = needed(self.target_base_url, "--target-base-url")?;
                let into = needed(self.target_dir, "--target-dir")?;
                let folder = TrustedFolder::new(Http::new()?, metadata, targets, metadata_dir);
                Ok(folder.download(&self.target_names, &into).await?)
            }
        }
    }
}

fn needed<T>(value: Option<T>, name: &str) -> Result<T, Failed> {
    value.ok_or_else(|| Failed::Usage(format!("{name} is missing")))
}

fn folder_url(text: &str) -> Result<Url, Failed> {
    let text = format!("{}/", text.trim_end_matches('/'));
    Url::parse(&text).map_err(|_| Failed::Usage(format!("{text} is no URL")))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let outcome = match Call::parse(std::env::args().skip(1)) {
        Ok(call) => call.run().await,
        Err(failed) => Err(failed),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            let _ = writeln!(std::io::stderr(), "digital-ka-tuf-client: {failed}");
            ExitCode::FAILURE
        }
    }
}
