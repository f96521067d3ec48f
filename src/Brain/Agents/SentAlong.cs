using System.Globalization;
using System.Text.Json;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Gateway.Sessions.Media;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Agents;

/// <summary>
/// What a contact sent besides words, as a model is told of it: that it came, and for models that see, pictures
/// themselves.
/// </summary>
internal static class SentAlong
{
    // What a model is shown at once; the rest it is only told of.
    private const int MostPictures = 4;

    private static readonly string[] Shown = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    /// <summary>In words (<c>an image "photo.jpg", a place "Lyon"</c>), or null when there were words only.</summary>
    public static string? Describe(MessageContent? content)
    {
        if (content is null)
            return null;
        List<string> things =
        [
            .. (content.Attachments ?? []).Select(file => KindOf(file.ContentType) + Named(file.Name)),
            .. content.Location is { } place ? [DescribePlace(place)] : Array.Empty<string>(),
            .. (content.Things ?? [])
                .Select(thing => $"something that cannot be read here ({thing.Kind}){Named(thing.Words)}"),
            .. (content.Contacts ?? [])
                .Select(
                    card =>
                    $"a contact card{Named(string.Join(", ", new[] { card.Name, card.Phone, card.Email }.OfType<string>()))}"),
        ];
        return things.Count == 0 ? null : string.Join(", ", things);
    }

    /// <summary>The pictures of these messages, under addresses that the model's service can reach.</summary>
    public static IEnumerable<AIContent> Pictures(IEnumerable<Entry> messages, string workspace, IMediaLinks links) =>
        messages
        .SelectMany(message => message.Content?.Attachments ?? [])
        .Where(file => Shown.Contains(file.ContentType))
        .Take(MostPictures)
        .Select(file => links.Sign(workspace, file))
        .Where(
            file => Uri.TryCreate(file.Url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
        .Select(file => new UriContent(file.Url, file.ContentType));

    private static string KindOf(string contentType) => contentType.Split('/')[0] switch
    {
        "image" => "an image",
        "audio" => "a voice message or sound (not heard)",
        "video" => "a film (not seen)",
        _ => "a file (not opened)",
    };

    private static string DescribePlace(GeoLocation place) => string.Create(
        CultureInfo.InvariantCulture,
        $"a place{Named(string.Join(", ", new[] { place.Label, place.Address }.OfType<string>()))} at {place.Latitude}, {place.Longitude}");

    private static string Named(string? name) =>
        string.IsNullOrEmpty(name) ? "" : " " + JsonSerializer.Serialize(name, BrainJson.Options);
}
