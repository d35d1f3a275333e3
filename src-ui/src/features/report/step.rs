//! The steps from a concern to a report.

use ka_domain::ReportFault;
use ka_domain::views::DraftView;
use leptos_fluent::tr;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What it is about.
    Category,
    /// What the city wants to know of it. Only where the category asks something.
    Questions,
    /// Where it is.
    Place,
    /// Photos.
    Photos,
    /// What is the matter, and who reports.
    Words,
    /// All of it once more.
    Check,
}

impl Step {
    const ALL: [Step; 6] = [
        Step::Category,
        Step::Questions,
        Step::Place,
        Step::Photos,
        Step::Words,
        Step::Check,
    ];

    /// The word for the address and for tests.
    pub fn word(self) -> &'static str {
        match self {
            Step::Category => "category",
            Step::Questions => "questions",
            Step::Place => "place",
            Step::Photos => "photos",
            Step::Words => "words",
            Step::Check => "check",
        }
    }

    /// The step of that word.
    pub fn of(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == word)
    }

    fn place(self) -> usize {
        self as usize
    }

    /// The steps of a draft, in their order.
    pub fn of_draft(questions: bool) -> impl Iterator<Item = Step> + Clone {
        Step::ALL
            .into_iter()
            .filter(move |step| questions || *step != Step::Questions)
    }

    /// The step after this one.
    pub fn next(self, questions: bool) -> Option<Step> {
        Step::of_draft(questions).find(|step| step.place() > self.place())
    }

    /// The step before this one.
    pub fn before(self, questions: bool) -> Option<Step> {
        Step::of_draft(questions)
            .take_while(|step| step.place() < self.place())
            .last()
    }

    /// Where somebody who comes back to a draft goes on: at the first thing that must be mended.
    pub fn resumed(view: &DraftView) -> Step {
        view.faults
            .first()
            .map_or(Step::Check, |fault| match fault {
                // Neither words nor a photo: photos come first.
                ReportFault::Empty => Step::Photos,
                fault => Step::that_mends(fault),
            })
    }

    /// Where a fault is mended.
    pub fn that_mends(fault: &ReportFault) -> Step {
        match fault {
            ReportFault::Category => Step::Category,
            ReportFault::Answer { .. } => Step::Questions,
            ReportFault::Place | ReportFault::AddressTooLong => Step::Place,
            ReportFault::TooManyPhotos => Step::Photos,
            ReportFault::Empty
            | ReportFault::WordsTooLong
            | ReportFault::ContactNotReleased
            | ReportFault::NameTooLong
            | ReportFault::Email => Step::Words,
        }
    }

    /// What it asks.
    pub fn title(self) -> String {
        match self {
            Step::Category => tr!("report-category"),
            Step::Questions => tr!("report-questions"),
            Step::Place => tr!("report-place"),
            Step::Photos => tr!("report-photos"),
            Step::Words => tr!("report-words"),
            Step::Check => tr!("report-check"),
        }
    }

    /// What is to be done.
    pub fn lead(self) -> String {
        match self {
            Step::Category => tr!("report-category-lead"),
            Step::Questions => tr!("report-questions-lead"),
            Step::Place => tr!("report-place-lead"),
            Step::Photos => tr!("report-photos-lead"),
            Step::Words => tr!("report-words-lead"),
            Step::Check => tr!("report-check-lead"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_without_questions_has_no_step_for_them() {
        assert_eq!(Step::Category.next(false), Some(Step::Place));
        assert_eq!(Step::Category.next(true), Some(Step::Questions));
        assert_eq!(Step::Place.before(false), Some(Step::Category));
        assert_eq!(Step::Place.before(true), Some(Step::Questions));
    }

    #[test]
    fn whoever_stands_on_a_step_that_is_gone_goes_on_and_back_from_there() {
        assert_eq!(Step::Questions.next(false), Some(Step::Place));
        assert_eq!(Step::Questions.before(false), Some(Step::Category));
    }

    #[test]
    fn the_first_step_has_none_before_and_the_last_none_after_it() {
        assert_eq!(Step::Category.before(true), None);
        assert_eq!(Step::Check.next(true), None);
    }

    #[test]
    fn every_step_is_found_by_its_word() {
        for step in Step::ALL {
            assert_eq!(Step::of(step.word()), Some(step));
        }
        assert_eq!(Step::of("sent"), None);
    }
}
