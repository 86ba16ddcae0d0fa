//! The bodies of errors: each API has its own format.

use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::{Content, OpenApi, PathItem, Ref, RefOr, Response};
use utoipa_axum::router::OpenApiRouter;

/// Describes `T` as the body of every error of these routes that names no body of its own.
pub fn refuse_with<T: ToSchema, S>(mut routes: OpenApiRouter<S>, media_type: &str) -> OpenApiRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    describe::<T>(routes.get_openapi_mut(), media_type);
    routes
}

/// The same for a whole description; bodies that are described already are kept.
pub fn describe<T: ToSchema>(api: &mut OpenApi, media_type: &str) {
    let body = || Content::new(Some(Ref::from_schema_name(T::name())));
    for (is_change, operation) in api.paths.paths.values_mut().flat_map(operations) {
        let takes_query = |parameter: &Parameter| matches!(parameter.parameter_in, ParameterIn::Query);
        let reads =
            operation.request_body.is_some() || operation.parameters.iter().flatten().any(takes_query);
        let responses = &mut operation.responses.responses;
        if reads {
            responses.entry("400".to_owned()).or_insert_with(|| Response::new("").into());
        }
        if is_change && responses.contains_key("401") {
            let other = || Response::new("With Tocsin-User: somebody else is signed in by now").into();
            responses.entry("409".to_owned()).or_insert_with(other);
        }
        responses.entry("default".to_owned()).or_insert_with(|| {
            Response::new(
                "Another refusal: the body arrived too slowly (408) or is too large (413), too many requests (429, with \
                 Retry-After), a fault (500), or a busy server (503, with Retry-After)",
            )
            .into()
        });
        for (status, response) in responses {
            if let RefOr::T(response) = response
                && (status.starts_with(['4', '5']) || status == "default")
                && response.content.is_empty()
            {
                response.content.insert(media_type.to_owned(), body());
            }
        }
    }
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    api.components.get_or_insert_default().schemas.extend(schemas);
}

/// Every operation of a path, and whether it changes anything.
pub fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let reads = item.get.iter_mut().map(|operation| (false, operation));
    let changes = [&mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
    reads.chain(changes.into_iter().flatten().map(|operation| (true, operation)))
}
