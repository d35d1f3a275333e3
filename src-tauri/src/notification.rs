//! What the system tells of: news of what somebody follows, where they asked for it, and what became of what
//! they handed in.
//!
//! It is the shell's to find the words: the window may be closed or show something else. They are in
//! `locales/*/notification.ftl`. Whatever the city calls a paper is a text here as everywhere; systems
//! that read a little HTML in a notification are given none.

use crate::platform::Platform;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use ka_core::City;
use ka_core::city::{ReportNews, What};
use ka_domain::Lang;
use ka_domain::views::{Change, NewsRow};

/// How many news are named; the others are counted.
const NAMED: usize = 3;

/// Letters of a name at most.
const NAME: usize = 120;

/// Tells of `news` in one notification, in the language of the app. While the store is closed nothing
/// is told: who has to unlock it is not told of what is in it.
pub fn tell(city: &City, platform: &dyn Platform, news: &[NewsRow]) {
    tell_in_words(city, platform, news, words);
}

/// The same of what became of reports.
pub fn tell_of_reports(city: &City, platform: &dyn Platform, news: &[ReportNews]) {
    tell_in_words(city, platform, news, words_of_reports);
}

fn tell_in_words<T>(
    city: &City,
    platform: &dyn Platform,
    news: &[T],
    words: impl FnOnce(Lang, &[T]) -> Option<(String, String)>,
) {
    let Ok(preferences) = city.preferences() else {
        return;
    };
    let lang = preferences.lang.unwrap_or_else(|| {
        let system = sys_locale::get_locale().unwrap_or_default();
        Lang::for_system(&system)
    });
    if news.is_empty() {
        return;
    }
    match words(lang, news) {
        Some((title, body)) => platform.tell(&title, &body),
        None => tracing::error!("there are no words for a notification"),
    }
}

/// The title, and a line for each of the news; none if a text is missing.
fn words(lang: Lang, news: &[NewsRow]) -> Option<(String, String)> {
    let texts = Texts::of(lang)?;
    let lines = texts.lines(news, |news| {
        let id = match news.change {
            Change::New => "notification.new",
            Change::Changed => "notification.changed",
        };
        texts.say(id, &named(&news.name))
    })?;
    let title = texts.say("notification.title", &FluentArgs::new())?;
    Some((title, lines))
}

/// The same of reports, by their categories.
fn words_of_reports(lang: Lang, news: &[ReportNews]) -> Option<(String, String)> {
    let texts = Texts::of(lang)?;
    let lines = texts.lines(news, |news| {
        let id = match news.what {
            What::Accepted => "notification-reports.accepted",
            What::NeedsYou => "notification-reports.needs-you",
            What::Answered => "notification-reports.answered",
            What::Closed => "notification-reports.closed",
            What::Refused => "notification-reports.refused",
        };
        let name = match &news.category {
            Some(category) => category.get(lang).to_owned(),
            None => texts.say("notification-reports.unnamed", &FluentArgs::new())?,
        };
        texts.say(id, &named(&name))
    })?;
    let title = texts.say("notification-reports.title", &FluentArgs::new())?;
    Some((title, lines))
}

fn named(name: &str) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    arguments.set("name", plain(name));
    arguments
}

/// A name on one line, not too long, and without what could be read as a tag.
fn plain(name: &str) -> String {
    let letters: String = name
        .chars()
        .take(NAME * 4)
        .map(|letter| match letter {
            '<' => '‹',
            '>' => '›',
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= NAME {
        return whole;
    }
    let cut: String = whole.chars().take(NAME - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The texts in one language. They are read when they are needed, which is seldom.
struct Texts(FluentBundle<FluentResource>);

impl Texts {
    fn of(lang: Lang) -> Option<Texts> {
        let source = match lang {
            Lang::De => include_str!("../../locales/de/notification.ftl"),
            Lang::En => include_str!("../../locales/en/notification.ftl"),
        };
        let texts = FluentResource::try_new(source.to_owned()).ok()?;
        let mut bundle = FluentBundle::new(vec![lang.tag().parse().ok()?]);
        bundle.set_use_isolating(false);
        bundle.add_resource(texts).ok()?;
        Some(Texts(bundle))
    }

    /// A line for each of the first few, and one for how many others there are.
    fn lines<T>(&self, news: &[T], line: impl Fn(&T) -> Option<String>) -> Option<String> {
        let named = news.iter().take(NAMED).map(line);
        let mut lines: Vec<String> = named.collect::<Option<_>>()?;
        if news.len() > NAMED {
            let mut arguments = FluentArgs::new();
            arguments.set("count", news.len() - NAMED);
            lines.push(self.say("notification.more", &arguments)?);
        }
        Some(lines.join("\n"))
    }

    /// The text `message.attribute`.
    fn say(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let (message, attribute) = id.split_once('.')?;
        let text = self.0.get_message(message)?.get_attribute(attribute)?;
        let mut wrong = Vec::new();
        let said = self
            .0
            .format_pattern(text.value(), Some(arguments), &mut wrong);
        wrong.is_empty().then(|| said.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Asked, a_city};
    use ka_domain::{ItemId, Kind, Preferences};

    fn news(name: &str, change: Change) -> NewsRow {
        NewsRow {
            kind: Kind::Paper,
            id: ItemId::new("1").unwrap(),
            name: name.into(),
            start: None,
            date: None,
            change,
            at: Default::default(),
            because: vec![],
            read: false,
        }
    }

    fn many(count: usize) -> Vec<NewsRow> {
        let name = |n| news(&format!("Vorlage {n}"), Change::New);
        (1..=count).map(name).collect()
    }

    #[test]
    fn three_are_named_and_the_others_counted() {
        let body = |count| words(Lang::De, &many(count)).unwrap().1;
        assert_eq!(body(1), "Neu: Vorlage 1");
        assert_eq!(body(3).lines().count(), 3);
        assert_eq!(
            body(4).lines().last().unwrap(),
            "und eine weitere Neuigkeit"
        );
        assert_eq!(
            body(500).lines().last().unwrap(),
            "und 497 weitere Neuigkeiten"
        );
        assert_eq!(body(500).lines().count(), 4);
    }

    #[test]
    fn each_language_has_words_for_all_of_it() {
        let rows = [
            news("Haushalt", Change::New),
            news("Radweg", Change::Changed),
        ];
        assert_eq!(
            words(Lang::En, &rows).unwrap().1,
            "New: Haushalt\nChanged: Radweg"
        );
        for lang in Lang::ALL {
            let (title, body) = words(lang, &many(9)).unwrap();
            assert!(!title.is_empty() && body.lines().count() == 4);
        }
    }

    #[test]
    fn a_name_is_a_text_and_nothing_else() {
        assert_eq!(
            plain("<a href=\"x\">Rat</a>\r\n&amp;\u{7}{ $name }"),
            "‹a href=\"x\"›Rat‹/a› &amp; { $name }"
        );
        assert_eq!(plain(&"ä".repeat(10_000)).chars().count(), NAME);
        let rows = [news("{ $count }", Change::New)];
        assert_eq!(words(Lang::De, &rows).unwrap().1, "Neu: { $count }");
    }

    #[test]
    fn each_thing_that_becomes_of_a_report_has_words_of_its_own() {
        let category = ka_domain::Localized {
            de: "Beleuchtung <b>".into(),
            en: "Lighting".into(),
        };
        let all = [
            What::Accepted,
            What::NeedsYou,
            What::Answered,
            What::Closed,
            What::Refused,
        ];
        for lang in Lang::ALL {
            let mut told: Vec<String> = Vec::new();
            for category in [Some(category.clone()), None] {
                for what in all {
                    let news = [ReportNews {
                        what,
                        category: category.clone(),
                    }];
                    told.push(words_of_reports(lang, &news).unwrap().1);
                }
            }
            assert!(!told.concat().contains('<'), "{told:?}");
            told.sort_unstable();
            told.dedup();
            assert_eq!(told.len(), 2 * all.len(), "{told:?}");
        }
    }

    #[tokio::test]
    async fn what_is_told_is_told_once_in_the_language_of_the_app() {
        let home = a_city();
        let asked = Asked::default();
        tell(&home.city, &asked, &many(2));
        assert_eq!(asked.all(), Vec::<String>::new(), "the store is closed");
        home.open();
        let preferences = Preferences {
            lang: Some(Lang::En),
            ..Preferences::default()
        };
        home.city.set_preferences(&preferences).unwrap();
        tell(&home.city, &asked, &[]);
        tell(&home.city, &asked, &many(2));
        assert_eq!(
            asked.all(),
            ["tell News of what you follow: New: Vorlage 1\nNew: Vorlage 2"]
        );
    }
}
