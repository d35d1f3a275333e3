//! Services and offices.

use super::{all, one};
use crate::store::{Store, StoreError};
use ka_domain::views::{OfficeView, ServiceView, ServicesView};
use ka_domain::{District, ItemId, Office, Service};

/// Every service and every office.
pub fn services(store: &Store) -> Result<ServicesView, StoreError> {
    store.read(|reader| {
        Ok(ServicesView {
            services: all(reader)?,
            offices: all(reader)?,
        })
    })
}

/// One service with its office.
pub fn service(store: &Store, id: &ItemId) -> Result<Option<ServiceView>, StoreError> {
    store.read(|reader| {
        let Some(service) = one::<Service>(reader, id)? else {
            return Ok(None);
        };
        let office = one(reader, &service.item.office)?;
        Ok(Some(ServiceView { service, office }))
    })
}

/// One office with its services.
pub fn office(store: &Store, id: &ItemId) -> Result<Option<OfficeView>, StoreError> {
    store.read(|reader| {
        let Some(office) = one::<Office>(reader, id)? else {
            return Ok(None);
        };
        let mut services = all::<Service>(reader)?;
        services.retain(|service| service.item.office == office.item.id);
        let districts = all::<District>(reader)?
            .into_iter()
            .map(|sourced| sourced.item)
            .filter(|district| office.item.districts.contains(&district.id))
            .collect();
        Ok(Some(OfficeView {
            office,
            districts,
            services,
        }))
    })
}
