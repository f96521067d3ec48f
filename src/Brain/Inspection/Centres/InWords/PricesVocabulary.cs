namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>What a word of a price list means.</summary>
internal abstract record PriceWord
{
    /// <summary>A kind of vehicle; null: any.</summary>
    public sealed record Vehicle(VehicleType? Type) : PriceWord;

    /// <summary>What drives it.</summary>
    public sealed record Drive(Energy Energy) : PriceWord;

    /// <summary>A kind of visit.</summary>
    public sealed record Visit(VisitKind Kind) : PriceWord;

    /// <summary>Vehicles that the price grid has no place for.</summary>
    public sealed record Other : PriceWord;

    /// <summary>Costs nothing.</summary>
    public sealed record Free : PriceWord;

    /// <summary>A currency.</summary>
    public sealed record Money(string Code) : PriceWord;

    /// <summary>This and that.</summary>
    public sealed record And : PriceWord;

    /// <summary>Has a meaning, but not one and the same to everybody.</summary>
    public sealed record Unclear : PriceWord;

    /// <summary>Says nothing that matters.</summary>
    public sealed record Nothing : PriceWord;
}

/// <summary>The words of price lists, in French and in English.</summary>
internal static class PricesVocabulary
{
    /// <summary>All of them.</summary>
    public static Vocabulary<PriceWord> All { get; } = new Vocabulary<PriceWord>()
        .Add(
            new PriceWord.Vehicle(VehicleType.Car), "vl", "vp", "voiture", "voitures", "voiture particuliere",
            "voitures particulieres", "vehicule leger", "vehicules legers", "vehicule particulier",
            "vehicules particuliers", "vehicule de tourisme", "vehicules de tourisme", "tourisme", "berline",
            "citadine", "auto", "autos", "car", "cars", "passenger car", "passenger cars")
        .Add(
            new PriceWord.Vehicle(VehicleType.Van), "utilitaire", "utilitaires", "vehicule utilitaire",
            "vehicules utilitaires", "utilitaire leger", "utilitaires legers", "vul", "camionnette", "camionnettes",
            "fourgon", "fourgons", "fourgonnette", "fourgonnettes", "van", "vans", "light commercial vehicle",
            "light commercial vehicles", "commercial vehicle", "commercial vehicles", "lcv")
        .Add(
            new PriceWord.Vehicle(VehicleType.Motorcycle), "moto", "motos", "scooter", "scooters", "deux roues",
            "2 roues", "2 rm", "deux roues motorises", "cyclomoteur", "cyclomoteurs", "cyclo", "cyclos", "quad",
            "quads", "motorcycle", "motorcycles", "motorbike", "motorbikes", "bike", "bikes", "moped", "mopeds",
            "two wheelers", "categorie l")
        .Add(
            new PriceWord.Vehicle(VehicleType.Motorhome), "camping car", "camping cars", "campingcar", "motorhome",
            "motorhomes", "motor home", "motor homes", "camper", "campers", "campervan", "campervans", "camper van",
            "camper vans")
        .Add(
            new PriceWord.Vehicle(null), "tous vehicules", "tous les vehicules", "tout vehicule", "vehicule",
            "vehicules", "all vehicles", "any vehicle", "vehicle", "vehicles", "tarif unique", "prix unique",
            "single price", "one price")
        .Add(new PriceWord.Drive(Energy.Petrol), "essence", "petrol", "gasoline")
        .Add(new PriceWord.Drive(Energy.Diesel), "diesel", "gazole", "gasoil", "gas oil")
        .Add(
            new PriceWord.Drive(Energy.Electric), "electrique", "electriques", "electric", "ev", "evs")
        .Add(new PriceWord.Drive(Energy.Hybrid), "hybride", "hybrides", "hybrid", "hybrids")
        .Add(new PriceWord.Drive(Energy.Lpg), "gpl", "lpg")
        .Add(new PriceWord.Drive(Energy.NaturalGas), "gnv", "gaz naturel", "natural gas", "cng")
        .Add(
            new PriceWord.Visit(VisitKind.Revisit), "contre visite", "contre visites", "contrevisite", "re visit",
            "re visits", "revisit", "revisits", "retest", "re test", "re tests", "retests")
        .Add(
            new PriceWord.Visit(VisitKind.Complementary), "complementaire", "complementaires",
            "visite complementaire", "controle complementaire", "pollution", "controle pollution",
            "visite pollution", "complementary", "complementary visit", "complementary inspection",
            "pollution check", "emissions check")
        .Add(
            new PriceWord.Visit(VisitKind.Voluntary), "volontaire", "volontaires", "visite volontaire",
            "controle volontaire", "voluntary", "voluntary visit", "voluntary inspection", "voluntary check")
        .Add(
            new PriceWord.Visit(VisitKind.Periodic), "visite periodique", "periodique", "controle technique",
            "controle periodique", "ct", "periodic", "periodic visit", "periodic inspection", "inspection",
            "vehicle inspection")
        .Add(
            new PriceWord.Other(), "4 x 4", "4 * 4", "suv", "suvs", "vehicule de collection",
            "vehicules de collection", "voiture de collection", "voitures de collection", "collection",
            "classic car", "classic cars", "collector s car", "collector s vehicle", "vintage car")
        .Add(
            new PriceWord.Free(), "gratuit", "gratuite", "gratuits", "gratuites", "offert", "offerte", "offertes",
            "inclus", "incluse", "free", "free of charge", "included", "no charge")
        .Add(new PriceWord.Money("EUR"), "€", "euro", "euros", "eur")
        .Add(new PriceWord.Money("GBP"), "£", "gbp", "pound", "pounds", "livre", "livres")
        .Add(new PriceWord.Money("USD"), "$", "usd", "dollar", "dollars")
        .Add(new PriceWord.Money("CHF"), "chf", "francs suisses", "swiss francs")
        .Add(new PriceWord.And(), "et", "ou", "and", "or", "/", "&", "+")
        .Add(new PriceWord.Unclear(), "gaz", "gas")
        .Add(
            new PriceWord.Nothing(), "le", "la", "les", "l", "un", "une", "du", "de", "des", "d", "en", "a", "pour",
            "nos", "tarif", "tarifs", "prix", "coute", "coutent", "celui", "celle", "est", "sont", "ttc", "the", "an",
            "of", "for", "costs", "cost", "is", "are", "our", "price", "prices", "rate", "rates", "inc vat",
            "(", ")", "*", "•", "·", "|", "=", "'", "’", "-", "\"", "«", "»", "“", "”", ".");
}
