using System.Security.Claims;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Records;
using Gateway.Inspection.Planning;
using Gateway.Operators;
using Gateway.Sessions.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Inspection.People;

/// <summary>What is held of somebody at a centre: <c>/api/centers/{id}/personal-data</c>.</summary>
internal static class PersonalDataEndpoints
{
    /// <summary>
    /// Maps <c>centers/{id}/personal-data</c> under <paramref name="api"/>, which checks the API key. A key of one
    /// workspace is told that other centres do not exist.
    /// </summary>
    public static RouteGroupBuilder MapPersonalData(this RouteGroupBuilder api)
    {
        api.MapGet("/centers/{id}/personal-data", ExportAsync)
            .WithSummary("What is held of somebody: appointments, places in the line, slots kept, notices and mails")
            .WithDescription("They are known by phone, email or contact_id: whatever has one of these is theirs.");
        api.MapDelete("/centers/{id}/personal-data", EraseAsync)
            .WithSummary("Forgets who somebody is; times that are taken and figures stay, with nobody in them");
        return api;
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> ExportAsync(
        string id, ClaimsPrincipal user, CentreLookup centres, IEnumerable<IPersonalData> parts,
        IDbContextFactory<RecordsDbContext> records, TimeProvider time, CancellationToken cancellationToken,
        string? phone = null, string? email = null, [FromQuery(Name = "contact_id")] string? contactId = null)
    {
        if (PersonOf(id, user, centres, phone, email, contactId, out var problem) is not { } person)
            return problem!;
        var answer = new JsonObject();
        foreach (var part in parts)
            answer[part.Name] = await part.ExportAsync(person, cancellationToken);
        await NoteAsync(records, person, "person.exported", user, time, cancellationToken);
        return TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> EraseAsync(
        string id, ClaimsPrincipal user, CentreLookup centres, IEnumerable<IPersonalData> parts,
        IDbContextFactory<RecordsDbContext> records, TimeProvider time, CancellationToken cancellationToken,
        string? phone = null, string? email = null, [FromQuery(Name = "contact_id")] string? contactId = null)
    {
        if (PersonOf(id, user, centres, phone, email, contactId, out var problem) is not { } person)
            return problem!;
        var answer = new JsonObject();
        foreach (var part in parts)
            answer[part.Name] = await part.EraseAsync(person, cancellationToken);
        await NoteAsync(records, person, "person.erased", user, time, cancellationToken);
        return TypedResults.Ok(answer);
    }

    private static Person? PersonOf(
        string id, ClaimsPrincipal user, CentreLookup centres, string? phone, string? email, string? contactId,
        out ProblemHttpResult? problem)
    {
        problem = null;
        if (centres.Find(id, user) is not { } centre)
        {
            problem = PlanningProblems.UnknownCentre();
            return null;
        }

        var number = ClientInfo.PhoneOf(centre, phone);
        var contact = Guid.Empty;
        problem = phone is null && email is null && contactId is null
            ? PlanningProblems.Invalid("phone, email, contact_id", "expected one of them at the least.")
            : phone is not null && number is null
                ? PlanningProblems.Invalid("phone", "expected a telephone number.", "phone_malformed")
                : email is not null && !ClientInfo.IsEmail(email)
                    ? PlanningProblems.Invalid("email", "expected an e-mail address.", "email_malformed")
                    : contactId is not null && !Guid.TryParse(contactId, out contact)
                        ? PlanningProblems.Invalid("contact_id", "expected the contact_id of an appointment.")
                        : null;
        return problem is not null ? null : new Person(centre.Id)
        {
            Contacts = contactId is null ? [] : [contact],
            Phones = number is null ? [] : [number],
            Emails = email is null ? [] : [email],
        };
    }

    // Who it was about is not written down: it would be held of them, again.
    private static async Task NoteAsync(
        IDbContextFactory<RecordsDbContext> records, Person person, string action, ClaimsPrincipal user,
        TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        db.AuditEvents.Add(new AuditEvent
        {
            Workspace = person.Workspace,
            At = time.GetUtcNow(),
            Actor = $"key:{user.KeyId()}",
            Action = action,
            Subject = $"centre:{person.Workspace}",
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
