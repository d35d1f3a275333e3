//! The app's window, as a person has it before them.

use crate::wait::{LOOK, PATIENCE, until};
use anyhow::{Context, Result, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

/// An open window.
#[derive(Debug, Clone)]
pub struct App {
    client: Client,
}

impl App {
    /// Takes over a session.
    pub fn new(client: Client) -> App {
        App { client }
    }

    /// WebDriver itself, for what is not here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Asks the app to end.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Waits for the screen `name` with its content.
    pub async fn screen(&self, name: &str) -> Result<()> {
        self.screen_in_state(name, "ready").await
    }

    /// Waits for the screen `name` in a state such as `empty`.
    pub async fn screen_in_state(&self, name: &str, state: &str) -> Result<()> {
        let main = format!("main[data-screen={name:?}][data-state={state:?}]");
        self.find(&main)
            .await
            .with_context(|| format!("the screen {name} ({state})"))?;
        Ok(())
    }

    /// The screen that there is now.
    pub async fn current_screen(&self) -> Result<String> {
        self.attribute("main", "data-screen").await
    }

    /// Waits for what `css` selects.
    pub async fn find(&self, css: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE).every(LOOK);
        Box::pin(wait.for_element(Locator::Css(css)))
            .await
            .with_context(|| format!("there is no {css}"))
    }

    /// Whether there is something that `css` selects, now.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(!self.client.find_all(Locator::Css(css)).await?.is_empty())
    }

    /// Waits for the element `id` and presses it. A radio button or a box is pressed at its label, which
    /// is what a person sees of it.
    pub async fn press(&self, id: &str) -> Result<()> {
        let element = format!("[id={id:?}]");
        self.find(&element).await?;
        let label = format!("label[for={id:?}]");
        let is_button = self.has(&format!("input{element}")).await? && self.has(&label).await?;
        self.press_css(if is_button { &label } else { &element })
            .await
    }

    /// Waits for what `css` selects and presses it, in the middle of the window, as soon as it can
    /// be pressed. What is rendered anew meanwhile is looked for once more.
    pub async fn press_css(&self, css: &str) -> Result<()> {
        until(&format!("{css} to be pressed"), PATIENCE, async || {
            let element = self.find(css).await?;
            if self.has(&format!("{css}[aria-disabled=true]")).await? {
                return Ok(None);
            }
            let script = "document.querySelector(arguments[0])\
                          ?.scrollIntoView({block: 'center', behavior: 'instant'})";
            self.run(script, vec![json!(css)]).await?;
            Ok(done(Box::pin(element.click()).await)?.then_some(()))
        })
        .await
    }

    /// Waits for a link or button with these words, and presses it.
    pub async fn press_words(&self, words: &str) -> Result<()> {
        let path = format!("//*[self::a or self::button][contains(normalize-space(.), '{words}')]");
        let wait = self.client.wait().at_most(PATIENCE).every(LOOK);
        let element = Box::pin(wait.for_element(Locator::XPath(&path)))
            .await
            .with_context(|| format!("nothing to press says {words}"))?;
        Ok(Box::pin(element.click()).await?)
    }

    /// Writes into the field `id`, in place of what was there.
    pub async fn write(&self, id: &str, text: &str) -> Result<()> {
        let css = format!("[id={id:?}]");
        let field = until(&format!("{id} to be cleared"), PATIENCE, async || {
            let field = self.find(&css).await?;
            Ok(done(field.clear().await)?.then_some(field))
        })
        .await?;
        Ok(field.send_keys(text).await?)
    }

    /// Presses keys, wherever the focus is.
    pub async fn type_keys(&self, keys: &str) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        Ok(Box::pin(self.client.perform_actions(actions)).await?)
    }

    /// Presses `key` while `with` is held down.
    pub async fn press_keys(&self, with: char, key: char) -> Result<()> {
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: with })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: with });
        Ok(Box::pin(self.client.perform_actions(actions)).await?)
    }

    /// Goes back, as the engine's own way does.
    pub async fn back(&self) -> Result<()> {
        Ok(Box::pin(self.client.back()).await?)
    }

    /// Waits until what `css` selects has the focus, and it is to be seen that it has.
    pub async fn has_focus(&self, css: &str) -> Result<()> {
        let script = "const has = document.activeElement; \
                      return has.matches(arguments[0]) && has.matches(':focus-visible')";
        until(&format!("the focus on {css}"), PATIENCE, async || {
            let there = self.run(script, vec![json!(css)]).await?;
            Ok((there == json!(true)).then_some(()))
        })
        .await
    }

    /// The words of what `css` selects, as they are to be seen.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Waits until `css` shows `words`.
    pub async fn shows(&self, css: &str, words: &str) -> Result<()> {
        until(&format!("{words:?} in {css}"), PATIENCE, async || {
            // What is rendered anew has no text for a moment.
            let text = self.words_of(css).await?;
            Ok(text.contains(words).then_some(()))
        })
        .await
    }

    async fn words_of(&self, css: &str) -> Result<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText).join('\\n')";
        let text = self.run(script, vec![json!(css)]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute of what `css` selects.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<String> {
        let value = self.find(css).await?.attr(name).await?;
        value.with_context(|| format!("{css} has no {name}"))
    }

    /// Waits until an attribute of what `css` selects has this value.
    pub async fn attribute_is(&self, css: &str, name: &str, wanted: &str) -> Result<()> {
        until(&format!("{name}={wanted:?} of {css}"), PATIENCE, async || {
            let script = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null";
            let value = self.run(script, vec![json!(css), json!(name)]).await?;
            Ok((value == json!(wanted)).then_some(()))
        })
        .await
    }

    /// Waits until an attribute of what `css` selects has `part` in it.
    pub async fn attribute_contains(&self, css: &str, name: &str, part: &str) -> Result<()> {
        until(
            &format!("{part:?} in {name} of {css}"),
            PATIENCE,
            async || {
                let value = self.find(css).await?.attr(name).await?;
                Ok(value
                    .is_some_and(|value| value.replace(' ', "").contains(part))
                    .then_some(()))
            },
        )
        .await
    }

    /// Waits until there is nothing that `css` selects.
    pub async fn gone(&self, css: &str) -> Result<()> {
        until(&format!("{css} to go"), PATIENCE, async || {
            Ok((!self.has(css).await?).then_some(()))
        })
        .await
    }

    /// Waits until `css` shows `words` no more.
    pub async fn gone_words(&self, css: &str, words: &str) -> Result<()> {
        until(
            &format!("{words:?} to go from {css}"),
            PATIENCE,
            async || {
                let text = self.words_of(css).await?;
                Ok((!text.contains(words)).then_some(()))
            },
        )
        .await
    }

    /// Chooses an option of the list `id`, by its value, and waits until it is what stands there.
    pub async fn choose(&self, id: &str, value: &str) -> Result<()> {
        self.find(&format!("[id={id:?}] option[value={value:?}]"))
            .await?;
        until(&format!("{id} to be {value:?}"), PATIENCE, async || {
            if self.value(id).await? == value {
                return Ok(Some(()));
            }
            let list = self.find(&format!("[id={id:?}]")).await?;
            // What is rendered anew meanwhile is looked for once more.
            done(Box::pin(list.select_by_value(value)).await)?;
            Ok(None)
        })
        .await
    }

    /// Whether the radio button or box `id` is chosen.
    pub async fn is_chosen(&self, id: &str) -> Result<bool> {
        Ok(self
            .find(&format!("[id={id:?}]"))
            .await?
            .is_selected()
            .await?)
    }

    /// What stands in the field or list `id`.
    pub async fn value(&self, id: &str) -> Result<String> {
        let value = self
            .find(&format!("[id={id:?}]"))
            .await?
            .prop("value")
            .await?;
        value.with_context(|| format!("{id} has no value"))
    }

    /// Goes to a path of the app by a link. A way past the router, by the history alone, would leave it
    /// with a wrong count of its steps, and it would then not write the next one down.
    pub async fn go(&self, path: &str) -> Result<()> {
        let script = "const link = document.createElement('a'); \
                      link.href = arguments[0]; \
                      document.body.append(link); \
                      link.click(); \
                      link.remove();";
        self.run(script, vec![json!(path)]).await?;
        Ok(())
    }

    /// Asks the shell what the screens ask it: a command without anything to say.
    async fn ask(&self, command: &str) -> Result<Value> {
        let script = "const done = arguments[arguments.length - 1]; \
             window.__TAURI_INTERNALS__.invoke(arguments[0], {}) \
                 .then(done, why => done({refused: why}));";
        let answer = Box::pin(self.client.execute_async(script, vec![json!(command)])).await?;
        ensure!(answer.get("refused").is_none(), "{command}: {answer}");
        Ok(answer)
    }

    /// Asks for a sync, as the settings do, and waits until it has ended. The screen stays.
    pub async fn sync(&self) -> Result<()> {
        let before = self.ask("sync_state").await?["revision"].as_u64();
        self.ask("sync_now").await?;
        until("a sync", PATIENCE, async || {
            let now = self.ask("sync_state").await?;
            let ended = now["running"] == false && now["revision"].as_u64() > before;
            Ok(ended.then_some(()))
        })
        .await
    }

    /// Syncs until `look` sees what is waited for: the gateway reads its sources in its own time.
    pub async fn sync_until(
        &self,
        what: &str,
        mut look: impl AsyncFnMut(&App) -> Result<bool>,
    ) -> Result<()> {
        until(what, PATIENCE, async || {
            self.sync().await?;
            Ok(look(self).await?.then_some(()))
        })
        .await
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(Box::pin(self.client.execute(script, arguments)).await?)
    }

    /// Makes the window so that the page has this size.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Box::pin(self.client.set_window_rect(0, 0, width, height)).await?;
        until(
            &format!("a page of {width}×{height}"),
            PATIENCE,
            async || {
                let size = self.run("return [innerWidth, innerHeight]", vec![]).await?;
                Ok((size == json!([width, height])).then_some(()))
            },
        )
        .await
    }

    /// Goes through the first start without saying anything, until home is there.
    pub async fn skip_the_welcome(&self) -> Result<()> {
        let skip = Locator::Css("#welcome-skip");
        until("home", PATIENCE, async || {
            if self.has("main[data-screen=home]").await? {
                return Ok(Some(()));
            }
            // The next step, or Home, may come between the two.
            if let Some(button) = self.client.find_all(skip).await?.first() {
                done(Box::pin(button.click()).await)?;
            }
            Ok(None)
        })
        .await?;
        self.screen("home").await
    }

    /// Waits until the fonts are there, every transition has ended and the page has been drawn.
    pub async fn settle(&self) -> Result<()> {
        let script = "const done = arguments[arguments.length - 1]; \
             const ends = a => a.effect && a.effect.getComputedTiming().endTime !== Infinity; \
             const frame = () => new Promise(requestAnimationFrame); \
             document.fonts.ready.then(frame) \
                 .then(() => Promise.allSettled( \
                     document.getAnimations().filter(ends).map(a => a.finished))) \
                 .then(frame).then(frame).then(() => done(null));";
        Box::pin(self.client.execute_async(script, vec![])).await?;
        Ok(())
    }

    /// Takes the pointer off whatever it points at.
    pub async fn point_at_nothing(&self) -> Result<()> {
        let to = |x, y| PointerAction::MoveTo {
            duration: None,
            x,
            y,
        };
        // Two steps: a pointer that the driver believes to be there already would not be moved.
        let pointer = MouseActions::new("pointer".to_owned())
            .then(to(1.0, 1.0))
            .then(to(0.0, 0.0));
        Ok(Box::pin(self.client.perform_actions(pointer)).await?)
    }

    /// A picture of the page, as PNG.
    pub async fn photograph(&self) -> Result<Vec<u8>> {
        Ok(Box::pin(self.client.screenshot()).await?)
    }
}

/// Whether it was done; not yet, where the page was just being rendered.
fn done(outcome: Result<(), CmdError>) -> Result<bool> {
    match outcome {
        Ok(()) => Ok(true),
        Err(CmdError::Standard(why)) if may_pass(&why.error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What keeps an element from being pressed while the page is being rendered.
fn may_pass(why: &ErrorStatus) -> bool {
    matches!(
        why,
        ErrorStatus::StaleElementReference
            | ErrorStatus::ElementNotInteractable
            | ErrorStatus::ElementClickIntercepted
    )
}
