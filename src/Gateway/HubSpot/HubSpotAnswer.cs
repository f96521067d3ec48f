using System.Net;
using System.Text.Json;
using Gateway.Webhooks;

namespace Gateway.HubSpot;

/// <summary>What HubSpot answered, or why it did not.</summary>
/// <param name="Status">HTTP status; null when there was no answer.</param>
/// <param name="Json">What it says; undefined where it says nothing.</param>
/// <param name="Error">What went wrong, in a word without contents; null when nothing did, or the status says
/// it.</param>
internal sealed record HubSpotAnswer(HttpStatusCode? Status, JsonElement Json, string? Error)
{
    /// <summary>How long it wants to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it did what it was asked to.</summary>
    public bool IsDone => Error is null && Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <summary>
    /// Its <c>message</c>, for who looks for something in it; people's data may stand there, so it is neither kept nor
    /// logged.
    /// </summary>
    public string Message => Text("message") ?? "";

    /// <summary>A property of the answer that is a text; null for none.</summary>
    public string? Text(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>
    /// What is made of it where it was not expected. What HubSpot finds wrong with a value it will find wrong again;
    /// that a token or a right is missing somebody may mend.
    /// </summary>
    public DeliveryAnswer ToDelivery() => new((int?)Status, Error ?? Category())
    {
        RetryAfter = RetryAfter,
        IsRefused = Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity,
    };

    // VALIDATION_ERROR, MISSING_SCOPES: one of HubSpot's own words, and nothing that people wrote.
    private string Category() => Text("category") is { Length: <= 60 } category
        && category.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_')
            ? category
            : "Refused";
}
