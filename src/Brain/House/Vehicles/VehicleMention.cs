using Gateway.Brain.House.Entities;

namespace Gateway.Brain.House.Vehicles;

/// <summary>What a message says of a vehicle, as far as it says it.</summary>
internal sealed record VehicleMention
{
    /// <summary>The make, as it writes itself; null when none is named, or several makes have the model.</summary>
    public string? Make { get; init; }

    /// <summary>The model, without its generation; null when none is named.</summary>
    public string? Model { get; init; }

    /// <summary>The kind: the one that is said, or else what make and model are always
    /// null when that is open.</summary>
    public VehicleKind? Kind { get; init; }

    /// <summary>What drives it: what is said, or else the only one that there is of the model
    /// null when that is open.</summary>
    public VehicleEnergy? Energy { get; init; }

    /// <summary>Where the make is named; null when it is not, or known by the model alone.</summary>
    public TextSpan? MakeSpan { get; init; }

    /// <summary>Where the model is named, with its generation; null when it is not.</summary>
    public TextSpan? ModelSpan { get; init; }

    /// <summary>Where the kind is said; null when it is not.</summary>
    public TextSpan? KindSpan { get; init; }

    /// <summary>Where the energy is said; null when it is not.</summary>
    public TextSpan? EnergySpan { get; init; }

    /// <summary>What a message says of the vehicle that it is about: the first one with a name, or else the
    /// first.</summary>
    /// <param name="text">The message as it is read (<c>Readable</c>).</param>
    /// <param name="locale">Its language, "fr" or "en", with or without a country.</param>
    /// <param name="isAsked">Whether the vehicle was just asked for: then bare names and numbers count as
    /// well.</param>
    /// <returns>Null when it speaks of none.</returns>
    public static VehicleMention? Find(string text, string locale, bool isAsked)
    {
        var all = FindAll(text, locale, isAsked);
        return all.FirstOrDefault(mention => mention.Make is not null || mention.Model is not null)
            ?? (all.Count > 0 ? all[0] : null);
    }

    /// <summary>What a message says of each vehicle that it speaks of, in order.</summary>
    /// <param name="text">The message as it is read (<c>Readable</c>).</param>
    /// <param name="locale">Its language, "fr" or "en", with or without a country.</param>
    /// <param name="isAsked">Whether the vehicle was just asked for: then bare names and numbers count as
    /// well.</param>
    public static IReadOnlyList<VehicleMention> FindAll(string text, string locale, bool isAsked)
    {
        var tokens = VehicleToken.In(text);
        if (tokens.Count == 0)
            return [];
        var pieces = VehiclePieces.In(tokens, locale, isAsked);
        return VehicleGroups.Of(pieces, tokens, locale);
    }
}
