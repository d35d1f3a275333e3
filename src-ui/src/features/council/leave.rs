//! The word before the app is left: files stay at their source, and another program opens them. Who
//! agrees knows whom their device will ask.

use crate::ipc::Question;
use crate::kit::{Button, Dialog, FailureAlert, Glyph, Icon, Weight};
use crate::text::format::bytes;
use ka_domain::CouncilFile;
use ka_domain::views::FileOwner;
use ka_ipc::{Failure, OpenFile};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_fluent::{move_tr, tr};

/// The file that somebody wants to open.
#[derive(Clone, Copy)]
pub struct Leaving {
    file: RwSignal<Option<(FileOwner, CouncilFile)>>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Failure>>,
}

impl Leaving {
    /// Nobody wants to leave.
    pub fn new() -> Self {
        Self {
            file: RwSignal::new(None),
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// Somebody wants to open `file` of `owner`.
    fn ask(&self, owner: FileOwner, file: CouncilFile) {
        self.trouble.set(None);
        self.file.set(Some((owner, file)));
        self.open.set(true);
    }

    /// They do.
    fn leave(&self) {
        let leaving = *self;
        let Some((owner, file)) = leaving.file.get_untracked() else {
            return;
        };
        let file = file.id;
        leaving.busy.set(true);
        leaving.trouble.set(None);
        let question = Question::of(&OpenFile { owner, file });
        spawn_local(async move {
            let answer = question.ask().await;
            // The screen may be gone in the meantime.
            leaving.busy.try_set(false);
            match answer {
                Ok(_) => leaving.open.try_set(false).is_some(),
                Err(failure) => leaving.trouble.try_set(Some(failure)).is_some(),
            };
        });
    }
}

/// The word. One a screen.
#[component]
pub fn LeaveDialog(
    /// The file that somebody wants to open.
    leaving: Leaving,
) -> impl IntoView {
    let Leaving {
        file,
        open,
        busy,
        trouble,
    } = leaving;
    let footer = move || {
        view! {
            <Button id="leave-stay" on_press=move || open.set(false)>
                {move || tr!("leave-stay")}
            </Button>
            <Button
                id="leave-open"
                weight=Weight::Primary
                icon=Icon::External
                off=busy
                on_press=move || leaving.leave()
            >
                {move || tr!("leave-open")}
            </Button>
        }
    };
    view! {
        <Dialog id="leave-dialog" title=move_tr!("leave-title") open footer>
            {move || {
                let (_, file) = file.get()?;
                let size = match file.bytes {
                    Some(size) => tr!("leave-size", { "size" => bytes(size) }),
                    None => tr!("leave-size-unknown"),
                };
                let host = host(&file.url).to_owned();
                Some(
                    view! {
                        <p class="ka-leave__name" lang="de">{file.name}</p>
                        <p class="kern-body" id="leave-where">{tr!("leave-where", { "host" => host })}</p>
                        <p class="kern-body" id="leave-size">{size}</p>
                    },
                )
            }}
            {move || trouble.get().map(|failure| view! { <FailureAlert failure /> })}
        </Dialog>
    }
}

/// Files, each the way to the word. It speaks the language of the moment.
pub fn files(
    owner: &FileOwner,
    files: Vec<CouncilFile>,
    leaving: Leaving,
) -> impl IntoView + use<> {
    let rows = files
        .into_iter()
        .map(|file| {
            let id = file.id.as_str().to_owned();
            let name = file.name.clone();
            let facts: Vec<String> = [Some(kind(&file)), file.bytes.map(bytes)]
                .into_iter()
                .flatten()
                .collect();
            let owner = owner.clone();
            let ask = move |_| leaving.ask(owner.clone(), file.clone());
            view! {
                <li>
                    <button class="ka-file" type="button" data-item=id on:click=ask>
                        <Glyph icon=Icon::File />
                        <span class="ka-file__text">
                            <span class="ka-file__name" lang="de">{name}</span>
                            <span class="ka-file__facts">{facts.join(" · ")}</span>
                        </span>
                        <Glyph icon=Icon::External />
                    </button>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ka-files">{rows}</ul> }
}

/// What a file is, in a word: the ending of its address where it is no PDF and has one.
fn kind(file: &CouncilFile) -> String {
    let Some(media_type) = &file.media_type else {
        return "PDF".to_owned();
    };
    let path = file.url.split(['?', '#']).next().unwrap_or_default();
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| {
            (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    ending.map_or_else(|| media_type.clone(), str::to_ascii_uppercase)
}

/// The host that an address leads to, as an engine reads it; the whole address where that is not sure.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or(rest);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let is_plain = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    if is_plain { host } else { url }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ka_domain::ItemId;

    #[test]
    fn the_host_is_the_one_that_will_be_asked() {
        for (url, wanted) in [
            ("https://ris.example/files/1.pdf", "ris.example"),
            ("https://ris.example:8443?x", "ris.example:8443"),
            ("https://ris.example@evil.example/1.pdf", "evil.example"),
            ("https://evil.example\\@ris.example/1.pdf", "evil.example"),
        ] {
            assert_eq!(host(url), wanted);
        }
    }

    #[test]
    fn an_address_that_is_not_plain_is_shown_whole() {
        for url in ["https://r\u{456}s.example/", "https:///files", "files"] {
            assert!(url.contains(host(url)));
        }
        assert_eq!(
            host("https://r\u{456}s.example/"),
            "https://r\u{456}s.example/"
        );
        assert_eq!(host("https:///files"), "https:///files");
    }

    #[test]
    fn a_file_says_what_it_is() {
        let file = |media_type: Option<&str>, url: &str| CouncilFile {
            id: ItemId::new("f.1").unwrap(),
            name: "Protokoll".to_owned(),
            url: url.to_owned(),
            bytes: None,
            media_type: media_type.map(str::to_owned),
        };
        assert_eq!(kind(&file(None, "https://ris.example/1")), "PDF");
        let sheet = Some("application/vnd.ms-excel");
        assert_eq!(kind(&file(sheet, "https://ris.example/1.xls?v=2")), "XLS");
        assert_eq!(
            kind(&file(sheet, "https://ris.example/1")),
            "application/vnd.ms-excel"
        );
    }
}
