namespace Gateway.Simulator.Chats;

/// <summary>What the person with a simulated phone does.</summary>
/// <param name="Text">The words, or what the pressed button says; null when there are none.</param>
/// <param name="Name">What the person calls themselves, or null.</param>
/// <param name="BubbleId">The message whose button was pressed, or null.</param>
/// <param name="Data">What that button sends, or null.</param>
/// <param name="Location">A place that is shared, or null.</param>
/// <param name="SharesNumber">telegram: whether the own number is shared.</param>
/// <param name="PhotoId">A picture that was put up under <c>/simulator/files</c>, or null.</param>
/// <param name="Locale">telegram: the language of the person's app, <c>fr</c> or <c>en</c>; null: <c>fr</c>.</param>
internal sealed record PhoneMessage(
    string? Text, string? Name = null, string? BubbleId = null, string? Data = null, SharedPlace? Location = null,
    bool SharesNumber = false,
    string? PhotoId = null, string? Locale = null);

/// <summary>A place.</summary>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Label">Its name, or null.</param>
internal sealed record SharedPlace(double Latitude, double Longitude, string? Label);
