namespace Gateway.StandIns.Telegram;

/// <summary>A message of the bot's, as Telegram keeps it.</summary>
/// <param name="Chat">Where to: a person's id, or a group's, which is negative.</param>
/// <param name="Id">Its number.</param>
/// <param name="Text">What is read now; below a picture, its caption.</param>
/// <param name="At">When it was taken.</param>
public sealed record BotMessage(long Chat, int Id, string Text, DateTimeOffset At)
{
    /// <summary>The topic, or null.</summary>
    public long? Thread { get; init; }

    /// <summary>What in the text looks or does something.</summary>
    public IReadOnlyList<BotEntity> Entities { get; init; } = [];

    /// <summary>The buttons below it, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<BotButton>> Keyboard { get; init; } = [];

    /// <summary>The picture, or null.</summary>
    public string? Photo { get; init; }

    /// <summary>The first picture of its album; null when it is of none.</summary>
    public int? Album { get; init; }

    /// <summary>How often its text was changed.</summary>
    public int Edits { get; init; }

    /// <summary>When it was last; null: never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The buttons below it.</summary>
    public IReadOnlyList<BotButton> Buttons => [.. Keyboard.SelectMany(row => row)];

    /// <summary>Whether both look alike.</summary>
    public bool Shows(BotMessage other) =>
        Text == other.Text && Entities.SequenceEqual(other.Entities) && Keyboard.Count == other.Keyboard.Count &&
        Keyboard.Zip(other.Keyboard).All(rows => rows.First.SequenceEqual(rows.Second));
}

/// <summary>A button below a message.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Data">What comes back, or null.</param>
/// <param name="Url">What it opens, or null.</param>
public sealed record BotButton(string Text, string? Data, string? Url);
