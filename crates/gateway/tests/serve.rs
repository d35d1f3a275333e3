//! The binary, as `cargo xtask run` and an operator start it.
#![allow(clippy::unwrap_used)] // Clippy knows only the functions with `#[test]` for tests.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_digital-ka-gateway");

struct Gateway {
    child: Child,
    url: String,
    root: String,
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Gateway {
    fn serve(arguments: &[&str]) -> Gateway {
        let mut child = Command::new(BINARY)
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
        let text = |key: &str| ready[key].as_str().unwrap().to_owned();
        Gateway {
            child,
            url: text("url"),
            root: text("root"),
        }
    }

    async fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("{}{path}", self.url);
        let response = client.get(url).send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.bytes().await.unwrap().to_vec())
    }

    /// Asks it to end, and waits until it has.
    fn terminate(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder of data with one car park, one bicycle place, and a council of one paper.
fn data(folder: &Path) {
    let parking = folder.join("parking");
    std::fs::create_dir_all(&parking).unwrap();
    let car_park = r#"{"features":[{"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":7,"gemeinde":"Karlsruhe","parkhaus_name":"Zoo","stand_stammdaten":"2023-12-31T23:00:00Z"}}]}"#;
    let place = r#"{"features":[{"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":1,"gemeinde":"Karlsruhe","standort":"Marktplatz","stand":"2024-02-25T23:00:00Z"}}]}"#;
    std::fs::write(parking.join("karlsruhe.json"), car_park).unwrap();
    std::fs::write(parking.join("karlsruhe_bike.json"), place).unwrap();
    let council = folder.join("oparl");
    std::fs::create_dir_all(&council).unwrap();
    for (list, kind) in [
        ("papers", "Paper"),
        ("meetings", "Meeting"),
        ("organizations", "Organization"),
    ] {
        let line = format!(
            r#"{{"id":"https://a.example/{list}/1","type":"https://schema.oparl.org/1.1/{kind}","name":"x"}}"#
        );
        std::fs::write(council.join(format!("{list}.ndjson")), line).unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_says_where_it_is_serves_and_ends_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    data(folder.path());
    let state = folder.path().join("state");
    let arguments = ["--state", text(&state), "--data", text(folder.path())];
    let gateway = Gateway::serve(&arguments);
    let root = Path::new(&gateway.root).to_path_buf();
    assert!(
        root.is_absolute() && root.ends_with("root.json"),
        "{root:?}"
    );
    assert_eq!(gateway.get("/healthz").await.0, 200);
    let (status, served) = gateway.get("/feed/metadata/1.root.json").await;
    assert_eq!((status, served), (200, std::fs::read(root).unwrap()));
    let (_, before) = gateway.get("/feed/metadata/timestamp.json").await;
    assert_eq!(gateway.terminate(), Some(0));

    let gateway = Gateway::serve(&arguments);
    let (_, after) = gateway.get("/feed/metadata/timestamp.json").await;
    assert_eq!(before, after);
}

#[tokio::test]
async fn an_operator_makes_keys_and_writes_settings() {
    let folder = tempfile::tempdir().unwrap();
    data(folder.path());
    let at = |name: &str| folder.path().join(name);
    let (safe, online, first) = (at("safe"), at("online"), at("first/root.json"));
    let init = || {
        let arguments = ["--root", text(&safe), "--online", text(&online)];
        let mut command = Command::new(BINARY);
        command.args(["keys", "init"]).args(arguments);
        command.args(["--out", text(&first)]).stderr(Stdio::null());
        command.status().unwrap().success()
    };
    assert!(init());
    assert!(!init(), "keys that are there are not written over");
    let settings = format!(
        "state = {:?}\nlisten = \"127.0.0.1:0\"\n[keys]\nonline = {online:?}\nfirst_root = {first:?}\n\
         [sources.car_parks]\nfile = {:?}\n[sources.bicycle_parking]\nfile = {:?}\n\
         [sources.council]\nfile = {:?}\n",
        at("state"),
        at("parking/karlsruhe.json"),
        at("parking/karlsruhe_bike.json"),
        at("oparl"),
    );
    std::fs::write(at("gateway.toml"), settings).unwrap();
    let config = at("gateway.toml");
    let gateway = Gateway::serve(&["--config", text(&config)]);
    let (_, sources) = gateway.get("/v1/sources").await;
    let sources: serde_json::Value = serde_json::from_slice(&sources).unwrap();
    let sources = sources["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 5);
    for source in sources {
        assert!(source["last_success"].is_string(), "{source}");
    }
    drop(gateway);

    // A new timestamp key, with the root key brought along.
    let mut rotate = Command::new(BINARY);
    rotate.args(["keys", "rotate", "--role", "timestamp"]);
    rotate.args(["--config", text(&config), "--root", text(&safe)]);
    assert!(rotate.status().unwrap().success());
    let gateway = Gateway::serve(&["--config", text(&config)]);
    assert_eq!(gateway.get("/feed/metadata/2.root.json").await.0, 200);
}

/// A hole in the road, as JSON.
const HOLE: &str = r#"{"category":"road-damage","answers":{"where":["road"]},"place":{"address":"Marktplatz"},"words":"Ein Loch.","written_at":"2026-01-01T00:00:00Z"}"#;

impl Gateway {
    async fn post(&self, path: &str, key: &str, body: String) -> (u16, serde_json::Value) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.post(format!("{}{path}", self.url));
        let request = request.header("idempotency-key", key);
        let request = request.header("content-type", "application/json");
        let response = request.body(body).send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.bytes().await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }
}

#[tokio::test]
async fn the_staff_answer_on_the_command_line_while_the_gateway_runs() {
    let folder = tempfile::tempdir().unwrap();
    data(folder.path());
    let state = folder.path().join("state");
    let desk = |arguments: &[&str]| {
        let mut command = Command::new(BINARY);
        command.arg("reports").args(arguments);
        let output = command.args(["--state", text(&state)]).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), said)
    };
    assert!(!desk(&["list"]).0, "nobody has reported anything there");

    let gateway = Gateway::serve(&["--state", text(&state), "--data", text(folder.path())]);
    let key = "0190163d-8694-739b-aea5-966c26f8ad91";
    let (status, receipt) = gateway.post("/v1/reports", key, HOLE.to_owned()).await;
    assert_eq!((status, &receipt["id"]), (201, &"KA-1".into()));
    let (listed, open) = desk(&["list", "--open"]);
    assert!(listed && open.contains("KA-1") && open.contains("words: Ein Loch."));

    let question = format!(r#"{{"ids":["{key}"]}}"#);
    let words = "Wir schauen es uns an.";
    assert!(desk(&["answer", "KA-1", words]).0);
    let (_, status) = gateway
        .post("/v1/reports/status", key, question.clone())
        .await;
    assert_eq!(status[0]["progress"], "open");
    assert_eq!(status[0]["steps"][1]["words"], words);
    assert!(desk(&["close", "KA-1"]).0);
    let (_, status) = gateway.post("/v1/reports/status", key, question).await;
    assert_eq!(status[0]["progress"], "closed");
    assert_eq!(desk(&["list", "--open"]), (true, String::new()));
    assert!(!desk(&["refuse", "KA-2", "No."]).0);
    assert!(!desk(&["answer", "KA-1", " "]).0);
}
