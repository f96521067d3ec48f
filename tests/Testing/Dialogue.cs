using System.Text.Json;

namespace Gateway.Testing;

/// <summary>
/// A conversation the brain must hold, as a file under <c>tests/Brain.Tests/Shop/Dialogues</c> tells it.
/// </summary>
public sealed record Dialogue
{
    public required string Name { get; init; }

    /// <summary>Language the session starts in.</summary>
    public required string Locale { get; init; }

    public string? Style { get; init; }

    public required IReadOnlyList<DialogueTurn> Turns { get; init; }

    /// <summary>What must have been recorded at the end; null: nothing at all.</summary>
    public DialogueProspect? Prospect { get; init; }

    /// <summary>The dialogue of a file.</summary>
    public static Dialogue Load(string path) =>
        JsonSerializer.Deserialize<Dialogue>(File.ReadAllText(path), JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException($"{path} holds no dialogue.");
}

/// <summary>What the contact says, and what the answer must be like.</summary>
public sealed record DialogueTurn
{
    public required string Say { get; init; }

    public string? Payload { get; init; }

    public DialogueExpectation? Expect { get; init; }
}

/// <summary>What an answer must be like. Texts are compared without accents and capitals.</summary>
public sealed record DialogueExpectation
{
    /// <summary>All of these stand in it.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>At least one of these stands in it.</summary>
    public IReadOnlyList<string> ContainsAny { get; init; } = [];

    /// <summary>None of these stands in it.</summary>
    public IReadOnlyList<string> NotContains { get; init; } = [];

    /// <summary>Kinds of parts it has.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>
    /// Fields it asks for: <c>lastName</c>, <c>firstName</c>, <c>phone</c>, <c>address</c>; and none of the others.
    /// </summary>
    public IReadOnlyList<string> AsksFor { get; init; } = [];
}

/// <summary>A prospect as a dialogue expects it.</summary>
/// <param name="LastName">Family name, compared without accents.</param>
/// <param name="FirstName">Given name, compared without accents.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Address">A piece of the address.</param>
/// <param name="Product">Handle.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="FreeDelivery">Whether delivery was promised free of charge, or null when it does not matter.</param>
public sealed record DialogueProspect(
    string LastName, string FirstName, string Phone, string Address, string Product, int Quantity,
    bool? FreeDelivery = null);
