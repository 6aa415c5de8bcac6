namespace SmartCamera.Cloud.Rights;

/// <summary>The rights as the app calls them; the policy "owner" lets only the account's owner in.</summary>
internal static class RightsEndpoints
{
    internal static void MapRights(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/accounts/{id:guid}").RequireAuthorization("owner");
        mine.MapGet("/copy", (Guid id, PersonRights rights) => rights.CopyAsync(id));
        mine.MapPost("/deactivation", (Guid id, PersonRights rights) => rights.DeactivateAsync(id));
        mine.MapDelete("/", (Guid id, PersonRights rights) => rights.EraseAsync(id));
    }
}
