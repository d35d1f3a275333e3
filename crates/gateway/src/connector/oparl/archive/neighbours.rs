//! What is to be published, with what its shaping needs to know of others.

use super::super::list::List;
use super::super::object::{Meeting, Object, Paper};
use super::super::shape::{Held, Neighbours};
use super::{Archive, BASIS, GivenOut, REPLACED, time};
use crate::connector::ConnectorError;
use chrono::DateTime;
use ka_domain::{ItemId, Kind};
use rusqlite::{OptionalExtension, Row};

/// What is to be published.
#[derive(Debug, Default)]
pub struct Due {
    /// Whether this is everything, not only what changed.
    pub everything: bool,
    /// Whether what is published and not here is gone.
    pub replaces: bool,
    /// What names the published items once this is published too; none if they are not remembered.
    pub basis: Option<String>,
    /// The objects.
    pub objects: Vec<Held>,
    /// What they need to know of others.
    pub neighbours: Neighbours,
    /// What is gone.
    pub removed: Vec<(Kind, ItemId)>,
    /// How many objects there are in all.
    pub held: u64,
    /// How many of them could be read in part only.
    pub incomplete: u64,
    /// How many beside them could not be read.
    pub rejected: u64,
}

const COLUMNS: &str =
    "object.address, object.item, object.as_of, object.incomplete OR object.cut, object.object";

impl Archive {
    /// What is not published yet. Everything if what is was not shaped in the way that `shaping` names,
    /// or has another `basis` than this archive gave it, or may hold more than this archive knows.
    pub fn due(&mut self, shaping: &str, basis: Option<&str>) -> Result<Due, ConnectorError> {
        let ours = self.setting(BASIS)?;
        let replaced = self.setting(REPLACED)?.is_some();
        let complete = replaced || self.is_complete()?;
        let everything = self.shaping()?.as_deref() != Some(shaping)
            || ours.as_deref() != basis
            || replaced != complete;
        let sql = match everything {
            true => format!("SELECT {COLUMNS} FROM object ORDER BY number"),
            false => format!(
                "SELECT {COLUMNS} FROM changed JOIN object ON number = changed.object ORDER BY number"
            ),
        };
        let mut due = Due {
            everything,
            replaces: everything && complete,
            objects: self.held(&sql, [])?,
            ..Due::default()
        };
        let sql = "SELECT list, item FROM removed ORDER BY list, item";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (list, item): (String, String) = (row.get(0)?, row.get(1)?);
            if let Some(list) = List::of_name(&list) {
                due.removed.push((list.kind(), ItemId::new(item)?));
            }
        }
        let sql = "SELECT (SELECT count(*) FROM object),
                          (SELECT coalesce(sum(incomplete OR cut), 0) FROM object),
                          (SELECT coalesce(sum(rejected), 0) FROM list)";
        (due.held, due.incomplete, due.rejected) = self
            .connection
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if !due.objects.is_empty() {
            due.neighbours = self.neighbours(&due.objects)?;
        }
        drop(rows);
        drop(statement);
        let same = !everything && due.objects.is_empty() && due.removed.is_empty();
        let basis = match ours.filter(|_| same) {
            Some(basis) => basis,
            None => new_basis()?,
        };
        due.basis = Some(basis.clone());
        self.given_out = Some(GivenOut {
            shaping: shaping.to_owned(),
            basis,
            replaces: due.replaces,
        });
        Ok(due)
    }

    /// Whether the last walk through each list met as much as its source promised.
    fn is_complete(&self) -> Result<bool, rusqlite::Error> {
        let sql = "SELECT coalesce(sum(complete), 0) FROM list";
        let complete: usize = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok(complete == List::ALL.len())
    }

    /// Notes that these items could be published in part only.
    pub fn cut(&mut self, items: &[(List, ItemId)]) -> Result<(), ConnectorError> {
        let transaction = self.transaction()?;
        for (list, item) in items {
            let sql = "UPDATE object SET cut = 1 WHERE list = ?1 AND item = ?2";
            transaction.execute(sql, [list.name(), item.as_str()])?;
        }
        Ok(transaction.commit()?)
    }

    fn held<P: rusqlite::Params>(&self, sql: &str, params: P) -> Result<Vec<Held>, ConnectorError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut held = Vec::new();
        while let Some(row) = rows.next()? {
            held.push(read(row)?);
        }
        Ok(held)
    }

    fn neighbours(&self, objects: &[Held]) -> Result<Neighbours, ConnectorError> {
        let mut neighbours = Neighbours::default();
        let sql = format!("SELECT {COLUMNS} FROM object WHERE list = 'organization'");
        for organization in self.held(&sql, [])? {
            neighbours.know(&organization);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT address FROM object WHERE list = 'organization' AND EXISTS
             (SELECT 1 FROM link WHERE target = address AND list = 'meeting')",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            neighbours.meets(row.get(0)?);
        }
        for held in objects {
            neighbours.know(held);
        }
        for held in objects {
            match &held.object {
                Object::Organization(_) => {}
                Object::Meeting(meeting) => self.papers_of(meeting, &mut neighbours)?,
                Object::Paper(paper) => self.meetings_of(paper, &mut neighbours)?,
            }
        }
        Ok(neighbours)
    }

    /// Lets `neighbours` know which papers a meeting treats.
    fn papers_of(
        &self,
        meeting: &Meeting,
        neighbours: &mut Neighbours,
    ) -> Result<(), ConnectorError> {
        let by_part = "SELECT item FROM part JOIN object ON number = part.object
                       WHERE part.address = ?1 AND list = 'paper' ORDER BY number LIMIT 1";
        let by_link = "SELECT item FROM link JOIN object ON number = link.object
                       WHERE target = ?1 AND link.list = 'paper' ORDER BY number LIMIT 1";
        for item in &meeting.agenda {
            for (address, sql) in [(&item.consultation, by_part), (&item.address, by_link)] {
                let Some(address) = address.as_deref() else {
                    continue;
                };
                if neighbours.treated(address).is_some() {
                    break;
                }
                if let Some(paper) = self.item(sql, address)? {
                    neighbours.treats(address.to_owned(), paper);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Lets `neighbours` know the meetings that treat a paper, and the papers that it names.
    fn meetings_of(
        &self,
        paper: &Paper,
        neighbours: &mut Neighbours,
    ) -> Result<(), ConnectorError> {
        let by_address =
            format!("SELECT {COLUMNS} FROM object WHERE address = ?1 AND list = 'meeting'");
        let by_part = format!(
            "SELECT {COLUMNS} FROM part JOIN object ON number = part.object
             WHERE part.address = ?1 AND list = 'meeting' LIMIT 1"
        );
        for station in &paper.consultations {
            for (address, sql) in [
                (&station.meeting, &by_address),
                (&station.agenda_item, &by_part),
            ] {
                let Some(address) = address.as_deref() else {
                    continue;
                };
                if neighbours.knows_meeting(address) {
                    break;
                }
                if let Some(meeting) = self.held(sql, [address])?.pop() {
                    neighbours.know(&meeting);
                    break;
                }
            }
        }
        let sql = "SELECT item FROM object WHERE address = ?1 AND list = 'paper'";
        for address in paper.superordinated.iter().chain(&paper.subordinated) {
            if let Some(item) = self.item(sql, address)? {
                neighbours.there(address.clone(), item);
            }
        }
        Ok(())
    }

    fn item(&self, sql: &str, address: &str) -> Result<Option<ItemId>, ConnectorError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let item: Option<String> = statement
            .query_row([address], |row| row.get(0))
            .optional()?;
        Ok(item.map(ItemId::new).transpose()?)
    }
}

/// A word that no other publication has.
fn new_basis() -> Result<String, ConnectorError> {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| ConnectorError::Broken)?;
    Ok(hex::encode(bytes))
}

fn read(row: &Row<'_>) -> Result<Held, ConnectorError> {
    let as_of: String = row.get(2)?;
    let object = row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Held {
        address: row.get(0)?,
        item: ItemId::new(row.get::<_, String>(1)?)?,
        as_of: time(&as_of).unwrap_or(DateTime::UNIX_EPOCH),
        incomplete: row.get(3)?,
        object: serde_json::from_str(object)?,
    })
}
