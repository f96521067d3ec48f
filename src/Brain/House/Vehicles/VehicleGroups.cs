using Gateway.Brain.House.Entities;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Tells which pieces of a message speak of the same vehicle.</summary>
internal static class VehicleGroups
{
    // Nobody says more of one vehicle; each piece is held against all others of its vehicle.
    private const int MostPieces = 24;

    /// <summary>The vehicles, in the order in which they are spoken of.</summary>
    public static IReadOnlyList<VehicleMention> Of(
        IReadOnlyList<VehiclePiece> pieces, List<VehicleToken> tokens, string locale)
    {
        List<List<VehiclePiece>> groups = [];
        List<VehiclePiece> group = [];
        foreach (var piece in pieces)
        {
            if (group.Count == MostPieces || !Belongs(piece, group))
            {
                groups.Add(group);
                group = [];
            }

            group.Add(piece);
        }

        if (group.Count > 0)
            groups.Add(group);
        return [.. groups.Select(one => Mention(one, tokens, locale))];
    }

    private static bool Belongs(VehiclePiece piece, List<VehiclePiece> group)
    {
        var names = group.Where(other => other.Name is not null).ToList();
        if (piece.Name is { } name)
        {
            return names.TrueForAll(other => other.Name!.Make == name.Make
                && (other.Name.Model is null || name.Model is null || other.Name.Model == name.Model))
                || (names.Count > 0 && IsSame(names[^1], piece));
        }

        if (piece.Kind is { } kind && group.Find(other => other.Kind is not null)?.Kind is { } told)
            return kind == told || kind is VehicleKind.Motorhome || told is VehicleKind.Motorhome;
        return true;
    }

    // "Van Hymer sur Fiat Ducato": a motorhome bears the name of its builder and of what it is built on.
    private static bool IsSame(VehiclePiece last, VehiclePiece piece) =>
        piece.First - last.End <= 3
        && (last.Name!.Kind is VehicleKind.Motorhome) != (piece.Name!.Kind is VehicleKind.Motorhome)
        && (last.Name.Kind is null or VehicleKind.Van or VehicleKind.Motorhome)
        && (piece.Name.Kind is null or VehicleKind.Van or VehicleKind.Motorhome);

    private static VehicleMention Mention(List<VehiclePiece> group, List<VehicleToken> tokens, string locale)
    {
        var make = group.Find(piece => piece.Name is { Model: null });
        var model = group.Find(piece => piece.Name is { Model: not null }
            && (make is null || piece.Name.Make == make.Name!.Make));
        var told = group.Find(piece => piece.Kind is VehicleKind.Motorhome) ?? group.Find(piece => piece.Kind
            is not null);
        var energy = EnergyOf(group, tokens);
        var name = model?.Name;
        // An Astra is sold by Opel in France, and by Vauxhall to those who write English.
        var isOpen = make is null && model is not null && !locale.StartsWith("fr", StringComparison.Ordinal)
            && model.Names.Any(other => other.IsCopy && other.Model == name!.Model);
        return new VehicleMention
        {
            Make = isOpen ? null : (make?.Name ?? name)?.Make,
            Model = name?.Model,
            Kind = KindOf(told?.Kind, make?.Name, name),
            Energy = energy?.Energy ?? name?.Energy ?? (name is null ? make?.Name!.Energy : null),
            MakeSpan = SpanOf(make, tokens),
            ModelSpan = SpanOf(model, tokens),
            KindSpan = SpanOf(told, tokens),
            EnergySpan = SpanOf(energy, tokens),
        };
    }

    // "Voiture" is said of anything, a van of a car that was made one.
    private static VehicleKind? KindOf(VehicleKind? told, VehicleName? make, VehicleName? model)
    {
        var named = model is null ? make?.Kind : model.Kind;
        if (told is null || named is null)
            return told ?? named;
        if (named is VehicleKind.Motorhome || make?.Kind is VehicleKind.Motorhome)
            return VehicleKind.Motorhome;
        return told is VehicleKind.Car && model is not null ? named : told;
    }

    private static VehiclePiece? EnergyOf(List<VehiclePiece> group, List<VehicleToken> tokens)
    {
        var told = group.Where(piece => piece.Energy is not null).ToList();
        var kinds = told.Select(piece => piece.Energy!.Value).Distinct().ToList();
        if (kinds.Count <= 1)
            return told.FirstOrDefault();
        // "Essence et GPL", "hybride essence": the rarer tells what it is.
        var rarest = kinds.Find(kind => kind is VehicleEnergy.Lpg or VehicleEnergy.NaturalGas
            or VehicleEnergy.Hybrid);
        if (rarest is VehicleEnergy.Lpg or VehicleEnergy.NaturalGas or VehicleEnergy.Hybrid)
            return told.Find(piece => piece.Energy == rarest);
        for (var at = told[0].End; at < told[^1].First; at++)
        {
            if (tokens[at].Text is "ou" or "or")
                return null;
        }

        return told[^1];
    }

    private static TextSpan? SpanOf(VehiclePiece? piece, List<VehicleToken> tokens) =>
        piece is null ? null : new TextSpan(tokens[piece.First].Start, tokens[piece.End - 1].End);
}
