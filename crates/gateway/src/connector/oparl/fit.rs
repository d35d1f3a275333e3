//! Making content fit into a line of the feed.

use ka_domain::Content;
use ka_protocol::limits;
use std::io::{self, Write};

/// What a line may hold beside the content: the item's id, its source and its date.
const AROUND: usize = 2_048;

/// Shortens the lists in `content` until a line of the feed holds it, and says whether it had to.
pub fn fit(content: &mut Content) -> Result<bool, serde_json::Error> {
    let mut cut = false;
    while size(content)? > limits::LINE_BYTES - AROUND && shorten(content) {
        cut = true;
    }
    Ok(cut)
}

fn size(content: &Content) -> Result<usize, serde_json::Error> {
    struct Count(usize);
    impl Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    serde_json::to_writer(&mut count, content)?;
    Ok(count.0)
}

/// Takes the second half off the longest list; false if there is none left. Files go before what people
/// read.
fn shorten(content: &mut Content) -> bool {
    match content {
        Content::Paper(paper) => {
            let stations = &mut paper.consultations;
            let committees = stations.iter().map(|one| one.committees.len());
            let committees = committees.max().unwrap_or(0);
            let longest = committees
                .max(stations.len())
                .max(paper.files.len())
                .max(paper.offices.len())
                .max(paper.superordinated.len())
                .max(paper.subordinated.len());
            let half = longest / 2;
            if paper.files.len() == longest {
                paper.files.truncate(half);
            } else if paper.subordinated.len() == longest {
                paper.subordinated.truncate(half);
            } else if paper.superordinated.len() == longest {
                paper.superordinated.truncate(half);
            } else if paper.offices.len() == longest {
                paper.offices.truncate(half);
            } else if committees == longest {
                for one in stations {
                    one.committees.truncate(half);
                }
            } else {
                stations.truncate(half);
            }
            longest > 0
        }
        Content::Meeting(meeting) => {
            let mut with_files = meeting.agenda.iter_mut();
            if let Some(item) = with_files.find(|item| !item.files.is_empty()) {
                item.files.clear();
                with_files.for_each(|item| item.files.clear());
                true
            } else if meeting.files.len() >= meeting.agenda.len().max(meeting.committees.len()) {
                halve(&mut meeting.files)
            } else if meeting.committees.len() >= meeting.agenda.len() {
                halve(&mut meeting.committees)
            } else {
                halve(&mut meeting.agenda)
            }
        }
        _ => false,
    }
}

fn halve<T>(list: &mut Vec<T>) -> bool {
    let any = !list.is_empty();
    list.truncate(list.len() / 2);
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use ka_domain::{
        AgendaItem, Consultation, CouncilFile, ItemId, Meeting, OrganizationRef, Paper,
    };

    fn file(n: usize) -> CouncilFile {
        CouncilFile {
            id: ItemId::new(format!("f{n}")).unwrap(),
            name: "x".repeat(2_000),
            url: "https://a.example/1.pdf".to_owned(),
            bytes: None,
            media_type: None,
        }
    }

    fn meeting(items: usize, files: usize) -> Content {
        let item = |n: usize| AgendaItem {
            number: Some(n.to_string()),
            name: "ä".repeat(2_000),
            public: None,
            result: None,
            paper: None,
            files: vec![file(n)],
        };
        Content::Meeting(Meeting {
            id: ItemId::new("m").unwrap(),
            name: "Gemeinderat".to_owned(),
            committees: vec![],
            start: None,
            end: None,
            place: None,
            cancelled: false,
            agenda: (0..items).map(item).collect(),
            files: (0..files).map(file).collect(),
            districts: vec![],
        })
    }

    #[test]
    fn what_fits_is_left_alone() {
        let mut content = meeting(10, 10);
        let before = content.clone();
        assert!(!fit(&mut content).unwrap());
        assert_eq!(content, before);
    }

    #[test]
    fn what_is_too_long_loses_files_first_and_keeps_its_beginning() {
        let mut content = meeting(50, 2);
        assert!(fit(&mut content).unwrap());
        let Content::Meeting(kept) = &content else {
            panic!("{content:?}");
        };
        assert_eq!((kept.agenda.len(), kept.files.len()), (50, 2));
        let mut content = meeting(500, 500);
        assert!(fit(&mut content).unwrap());
        assert!(size(&content).unwrap() <= limits::LINE_BYTES - AROUND);
        let Content::Meeting(kept) = &content else {
            panic!("{content:?}");
        };
        assert_eq!(kept.agenda[0].number.as_deref(), Some("0"));
    }

    #[test]
    fn whatever_list_is_long_is_shortened() {
        let committee = |n: usize| OrganizationRef {
            id: ItemId::new(format!("o{n}")).unwrap(),
            name: "x".repeat(2_000),
        };
        let committees: Vec<_> = (0..500).map(committee).collect();
        let papers: Vec<_> = (0..20_000)
            .map(|n| ItemId::new(format!("p{n:030}")).unwrap())
            .collect();
        let station = Consultation {
            committees: committees.clone(),
            meeting: None,
            start: None,
            number: None,
            role: None,
            authoritative: false,
            result: None,
        };
        let mut paper = Content::Paper(Paper {
            id: ItemId::new("p").unwrap(),
            name: "Antrag".to_owned(),
            paper_type: None,
            reference: None,
            date: None,
            consultations: vec![station],
            files: vec![],
            offices: committees.clone(),
            superordinated: papers.clone(),
            subordinated: papers,
            districts: vec![],
        });
        let mut met = meeting(1, 1);
        if let Content::Meeting(meeting) = &mut met {
            meeting.committees = committees;
        }
        for content in [&mut paper, &mut met] {
            assert!(fit(content).unwrap());
            assert!(size(content).unwrap() <= limits::LINE_BYTES - AROUND);
        }
        let Content::Paper(kept) = &paper else {
            panic!("{paper:?}");
        };
        assert!(!kept.consultations[0].committees.is_empty() && !kept.offices.is_empty());
    }
}
