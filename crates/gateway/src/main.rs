//! The gateway's command line.

use anyhow::Context;
use chrono::TimeDelta;
use clap::{Args, Parser, Subcommand, ValueEnum};
use ka_domain::Progress;
use ka_gateway::clock::{Clock, SystemClock};
use ka_gateway::config::Config;
use ka_gateway::embedded::{self, EmbeddedOptions};
use ka_gateway::keys::rotate::{Rotated, rotate};
use ka_gateway::keys::{self, Keys, ROOT_DAYS, signing};
use ka_gateway::reports::staff::{self, Work};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use tracing_subscriber::EnvFilter;

/// Reads the city's own data and publishes it as a signed feed.
#[derive(Parser)]
#[command(name = "digital-ka-gateway", version)]
enum Command {
    /// Reads the sources, publishes, and answers until it is told to stop.
    Serve(Serve),
    /// Makes or replaces keys.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The desk: reads reports and answers them, also while the gateway runs.
    Reports(Desk),
}

#[derive(Args)]
struct Desk {
    /// The settings that the gateway runs with.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// The gateway's state directory.
    #[arg(long, global = true)]
    state: Option<PathBuf>,
    #[command(subcommand)]
    command: DeskCommand,
}

#[derive(Subcommand)]
enum DeskCommand {
    /// Shows the reports, the oldest first.
    List {
        /// Only those that the desk is not done with.
        #[arg(long)]
        open: bool,
    },
    /// Writes a report's photos into a folder, as they came.
    Photos {
        /// The report, such as KA-17.
        report: String,
        /// The folder, made if there is none.
        folder: PathBuf,
    },
    /// Says something of a report. Everybody may read it.
    Answer {
        /// The report, such as KA-17.
        report: String,
        /// What is said.
        words: String,
    },
    /// Is done with a report.
    Close {
        /// The report, such as KA-17.
        report: String,
        /// What is said.
        words: Option<String>,
    },
    /// Does not take a report, which is public no more then.
    Refuse {
        /// The report, such as KA-17.
        report: String,
        /// Why.
        words: String,
    },
}

impl From<DeskCommand> for Work {
    fn from(command: DeskCommand) -> Work {
        let say = |report, progress, words| Work::Say {
            report,
            progress,
            words,
        };
        match command {
            DeskCommand::List { open } => Work::List { open },
            DeskCommand::Photos { report, folder } => Work::Photos { report, folder },
            DeskCommand::Answer { report, words } => say(report, None, Some(words)),
            DeskCommand::Close { report, words } => say(report, Some(Progress::Closed), words),
            DeskCommand::Refuse { report, words } => {
                say(report, Some(Progress::Refused), Some(words))
            }
        }
    }
}

#[derive(Args)]
struct Serve {
    /// Settings, as in gateway.example.toml.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The state directory.
    #[arg(long)]
    state: Option<PathBuf>,
    /// A folder to read the sources from instead of the network.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Makes the first keys and the first root.
    Init {
        /// A folder for the root key. Take it off the machine afterwards.
        #[arg(long)]
        root: PathBuf,
        /// A folder for the online keys.
        #[arg(long)]
        online: PathBuf,
        /// Where to write the first root, which ships with the app.
        #[arg(long)]
        out: PathBuf,
    },
    /// Makes a new key for a role. The gateway takes it up within minutes.
    Rotate {
        /// Whose key.
        #[arg(long)]
        role: Role,
        /// The settings that the gateway runs with.
        #[arg(long)]
        config: Option<PathBuf>,
        /// The gateway's state directory.
        #[arg(long)]
        state: Option<PathBuf>,
        /// The folder of the root key, where the settings do not name it.
        #[arg(long)]
        root: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Role {
    Root,
    Targets,
    Snapshot,
    Timestamp,
    Collections,
}

impl From<Role> for Rotated {
    fn from(role: Role) -> Rotated {
        match role {
            Role::Root => Rotated::Root,
            Role::Targets => Rotated::Targets,
            Role::Snapshot => Rotated::Snapshot,
            Role::Timestamp => Rotated::Timestamp,
            Role::Collections => Rotated::Collections,
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .init();
    match Command::parse() {
        Command::Serve(options) => serve(options).await,
        Command::Keys(KeysCommand::Init { root, online, out }) => {
            let expires = SystemClock.now() + TimeDelta::days(ROOT_DAYS);
            let first = keys::init(&root, &online, signing::moment(expires)).await?;
            Ok(keys::write_new(&out, &first)?)
        }
        Command::Keys(KeysCommand::Rotate {
            role,
            config,
            state,
            root,
        }) => {
            let config = read(config)?;
            let state = state.or(config.state).map_or_else(default_state, Ok)?;
            let mut keys = match config.keys {
                Some(keys) => keys.into(),
                None => Keys::in_state(&state),
            };
            keys.root = root.or(keys.root);
            let now = signing::moment(SystemClock.now());
            Ok(rotate(&state, &keys, role.into(), now)?)
        }
        Command::Reports(desk) => {
            let state = desk.state.or(read(desk.config)?.state);
            let state = state.map_or_else(default_state, Ok)?;
            let told = staff::work(&state, desk.command.into(), SystemClock.now()).await?;
            Ok(write!(std::io::stdout().lock(), "{told}")?)
        }
    }
}

async fn serve(options: Serve) -> anyhow::Result<()> {
    let config = read(options.config)?;
    let state = options
        .state
        .or(config.state)
        .map_or_else(default_state, Ok)?;
    let defaults = EmbeddedOptions::new(state);
    // The signals are listened to before anybody is told that the gateway is there.
    let stop = stop_signal()?;
    let running = embedded::start(EmbeddedOptions {
        data: options.data,
        listen: options.listen.or(config.listen).unwrap_or(defaults.listen),
        keys: config.keys.map(Keys::from),
        sources: config.sources,
        reports: config.reports,
        ..defaults
    })
    .await?;
    let ready = serde_json::json!({
        "url": running.url.as_str().trim_end_matches('/'),
        "root": running.root,
    });
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{ready}").and_then(|()| stdout.flush())?;
    drop(stdout);
    stop.await;
    running.stop().await;
    Ok(())
}

fn read(config: Option<PathBuf>) -> anyhow::Result<Config> {
    Ok(match config {
        Some(path) => Config::read(&path)?,
        None => Config::default(),
    })
}

/// `$XDG_STATE_HOME/digital-ka-gateway`, or the same in `~/.local/state`.
fn default_state() -> anyhow::Result<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = match set("XDG_STATE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(set("HOME").context("no --state is given and HOME is not set")?)
            .join(".local/state"),
    };
    Ok(folder.join("digital-ka-gateway"))
}

/// Comes back when the process is asked to end.
#[cfg(unix)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Comes back when the process is asked to end.
#[cfg(not(unix))]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
