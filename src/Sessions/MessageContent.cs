namespace Gateway.Sessions;

/// <summary>What a contact can send besides text. Everything here is data from outside and is never trusted.</summary>
/// <param name="Text">What was written; empty when the message is only an attachment, a button or a key press.</param>
public sealed record MessageContent(string Text)
{
    /// <summary>Files, in the order they were sent.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>A place the contact shared.</summary>
    public GeoLocation? Location { get; init; }

    /// <summary>Address-book cards the contact shared.</summary>
    public IReadOnlyList<SharedContact>? Contacts { get; init; }

    /// <summary>The developer's payload of the button, quick reply or card action that was pressed.</summary>
    public string? Payload { get; init; }

    /// <summary>Telephone keys, <c>0-9 * # A-D</c>.</summary>
    public string? Dtmf { get; init; }
}

/// <summary>A file that came with a message or goes out with one.</summary>
/// <param name="Url">Where we keep it: never a provider's own address.</param>
/// <param name="ContentType">MIME type as verified by us.</param>
/// <param name="Name">File name to show, or null.</param>
/// <param name="SizeBytes">Size, or null when unknown.</param>
public sealed record Attachment(string Url, string ContentType, string? Name = null, long? SizeBytes = null);

/// <summary>A place.</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Label">Name of the place, or null.</param>
/// <param name="Address">Postal address, or null.</param>
public sealed record GeoLocation(double Latitude, double Longitude, string? Label = null, string? Address = null);

/// <summary>An address-book card.</summary>
/// <param name="Name">As the contact's telephone shows it.</param>
/// <param name="Phone">As it was sent, or null.</param>
/// <param name="Email">As it was sent, or null.</param>
public sealed record SharedContact(string Name, string? Phone = null, string? Email = null);
