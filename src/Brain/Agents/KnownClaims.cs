using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>
/// What a turn knows and may say: figures, and of which thing or topic each is known. A price of one thing supports
/// none of another, nor the opening hours a delivery.
/// </summary>
internal sealed partial class KnownClaims(ClaimRules rules)
{
    // How long goods last, or keep warm, is none of the topics, and supports none of them.
    private static readonly List<string> Goods = ["goods"];

    private readonly Grounds _grounds = new();
    private readonly HashSet<Claim> _ofContact = [];
    private string? _lastThing;

    /// <summary>What things are called.</summary>
    public ThingNames Names { get; } = new();

    /// <summary>Takes in a tool's result, or the turn's facts.</summary>
    public void Learn(JsonElement facts) => Learn(facts, new Place("", []), member: null);

    /// <summary>Takes in what the business itself says, in words.</summary>
    public void Learn(string text) => LearnText(text, new Place("", []), member: null);

    /// <summary>
    /// Takes in what the contact wrote: it supports no figure, but their own mail and telephone; no account and no
    /// address of the web, which are where somebody else is paid or read.
    /// </summary>
    public void LearnOfContact(string text)
    {
        foreach (var claim in ContactClaims.PersonalIn(AsRead.Of(text)))
            _ofContact.Add(claim);
    }

    /// <summary>
    /// The first thing that a sentence states and nothing supports; null when all of it may be said. Sentences are
    /// asked about in their order: "it" is what the one before spoke of.
    /// </summary>
    /// <param name="sentence">Without marks of notation.</param>
    public Claim? Unsupported(string sentence)
    {
        var read = AsRead.Of(sentence);
        var spoken = SpokenIn(read);
        Claim? unsupported = null;
        foreach (var (claim, at) in Claims.FindIn(read))
        {
            if (!rules.Kinds.Contains(claim.Kind) || IsSupported(claim, at, read, spoken))
                continue;
            unsupported = claim;
            break;
        }

        _lastThing = spoken.GoesOn ? _lastThing : spoken.OnlyThing;
        return unsupported;
    }

    private bool IsSupported(Claim claim, int at, string read, SpokenOf spoken)
    {
        switch (claim.Kind)
        {
            case ClaimKind.Contact:
                return _grounds.Hold(claim) || (_ofContact.Contains(claim) && !Ours().IsMatch(read));
            case ClaimKind.Count:
                return !Names.IsOfAny(claim.Words!) || claim.Figure <= Names.Count
                    || _grounds.Hold(new Claim(ClaimKind.Stock, claim.Figure));
            default:
                break;
        }

        var thing = rules.OfThings.Contains(claim.Kind)
            ? spoken.ThingAt(at) ?? (spoken.GoesOn ? _lastThing : null)
            : null;
        var topics = rules.OfTopics.Contains(claim.Kind) ? spoken.TopicsAt(at) : [];
        if (claim.Kind == ClaimKind.Free)
        {
            (thing, topics) = spoken.QualifiedAt(at);
            // "Je vous l'offre": whatever it is was named before.
            thing ??= topics.Count == 0 ? _lastThing : null;
        }

        var isElsewhere = claim.Kind == ClaimKind.Money && thing is null
            && (spoken.TopicBefore(at) is not null || (spoken.IsOfSeveral && Names.Count > 1));
        var isOfNoTopic = thing is not null || (!AreNamesKnown && rules.OfThings.Contains(claim.Kind));
        return _grounds.Support(claim, thing, topics, isElsewhere, isOfNoTopic)
            // A delivery that is free may be called "at our expense"; not the other way round, and nothing else.
            || (claim is { Kind: ClaimKind.Free, Words: not null } && topics.Count > 0
                && _grounds.Support(claim with { Words = null }, thing, topics, isElsewhere, isOfNoTopic));
    }

    private void Learn(JsonElement facts, Place place, string? member)
    {
        switch (facts.ValueKind)
        {
            case JsonValueKind.Object:
                var of = At(facts, place);
                var isAffirmed = IsAffirmed(facts);
                foreach (var inner in facts.EnumerateObject())
                {
                    // What is asked is not said, but where the answer says yes to it.
                    if (!isAffirmed && rules.TitleMembers.Contains(inner.Name))
                        continue;
                    var topics = rules.Topics.OfMember(inner.Name).ToList();
                    Learn(inner.Value, topics.Count > 0 ? of with { Topics = topics } : of, inner.Name);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in facts.EnumerateArray())
                    Learn(item, place, member);
                break;
            case JsonValueKind.Number when member is not null && rules.Members.TryGetValue(member, out var kind):
                LearnNumber(kind, facts.GetDecimal(), place, member);
                break;
            case JsonValueKind.True when member is not null && rules.FreeMembers.Contains(member):
                Add(new Claim(ClaimKind.Free, 0), place with { Thing = "" });
                break;
            // What a contact wrote supports nothing, not even a day in the form that code writes days in.
            case JsonValueKind.String when member is not null && rules.OfContact.Contains(member):
                LearnOfContact(facts.GetString()!);
                break;
            case JsonValueKind.String when Moments.TryReadIso(facts.GetString()!, out var moments):
                foreach (var moment in moments)
                    Add(moment, new Place("", []));
                break;
            case JsonValueKind.String when member is null || !rules.InWordsOnly.Contains(member):
                LearnText(facts.GetString()!, place, member);
                break;
            default:
                break;
        }
    }

    private void LearnNumber(ClaimKind kind, decimal figure, Place place, string member)
    {
        var unit = rules.Units.GetValueOrDefault(member, 1);
        Add(new Claim(kind, figure * unit), place);
        if (kind == ClaimKind.Discount)
            Add(new Claim(ClaimKind.Percent, figure), place);
        // What costs 0 is free; what is a number of days to try is free for so long.
        if ((kind == ClaimKind.Money && figure == 0 && place.Topics.Count > 0)
            || (figure > 0 && rules.FreeMembers.Contains(member)))
            Add(new Claim(ClaimKind.Free, 0), place with { Thing = "" });
    }

    // Of which thing what stands in an object is, and what it is about.
    private Place At(JsonElement facts, Place place)
    {
        if (NameOf(facts) is { } name)
            return new Place(name, place.Topics);
        if (rules.TitleMembers.Select(title => TextOf(facts, title)).OfType<string>().FirstOrDefault() is { } title)
            place = place with { Topics = [.. rules.Topics.In(Word.In(title)).Select(one => one.Topic)] };
        // What stands beside the one thing that an answer shows is of that thing: its quote, for one.
        List<string> inner = [.. facts.EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Object)
            .Select(one => NameOf(one.Value)).OfType<string>()];
        return inner is [var only] ? place with { Thing = only } : place;
    }

    private static bool IsAffirmed(JsonElement facts) => facts.EnumerateObject().Any(one =>
        one.Value.ValueKind == JsonValueKind.String
        && (one.Value.GetString()!.StartsWith("Oui", StringComparison.OrdinalIgnoreCase)
            || one.Value.GetString()!.StartsWith("Yes", StringComparison.OrdinalIgnoreCase)));

    private string? NameOf(JsonElement thing)
    {
        foreach (var member in rules.NameMembers)
        {
            if (TextOf(thing, member) is { } title && Names.Learn(title) is { } name)
                return name;
        }

        return null;
    }

    private static string? TextOf(JsonElement facts, string member) =>
        facts.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    // What a sentence of it says of no topic is said of what the one before was about, or of what was asked.
    private void LearnText(string text, Place place, string? member)
    {
        var isOfGoods = member is not null && rules.OfGoods.Contains(member);
        var topics = place.Topics;
        foreach (var sentence in SentencesIn(text))
        {
            var read = AsRead.Of(sentence);
            List<(Claim, int)> stated = [.. isOfGoods ? Claims.OfGoodsIn(read) : Claims.FindIn(read)];
            if (isOfGoods && stated.Count == 0)
                continue;
            var spoken = SpokenIn(read);
            foreach (var (claim, at) in stated)
            {
                // A number of an order is one that a member holds.
                if (claim.Kind is ClaimKind.Count or ClaimKind.Number)
                    continue;
                var own = spoken.TopicsAt(at);
                var thing = rules.OfThings.Contains(claim.Kind) ? spoken.ThingAt(at) : null;
                // What describes goods is no price of them and no term of delivery; a price of goods stands in no text
                // where the catalogue has them.
                if (isOfGoods && (!rules.OfGoodsTexts.Contains(claim.Kind)
                    || own.Any(topic => !rules.TopicsOfGoods.Contains(topic))))
                    continue;
                if (rules.ThingsArePriced && rules.OfThings.Contains(claim.Kind)
                    && (thing is not null || claim.Kind == ClaimKind.Stock || IsOfWhoKnows(own, topics)))
                    continue;
                Add(claim, new Place(
                    rules.ThingsArePriced ? "" : thing ?? place.Thing,
                    own.Count > 0 ? own : isOfGoods ? Goods : topics));
            }

            if (spoken.TopicsAt(0) is { Count: > 0 } said)
                topics = said;
        }
    }

    // While the names are still being read, a price of no topic may be one of a thing.
    private bool IsOfWhoKnows(List<string> own, List<string> topics) =>
        !AreNamesKnown && own.Count == 0 && topics.Count == 0;

    private bool AreNamesKnown => !rules.ThingsArePriced || Names.All().Count > 0;

    private static string[] SentencesIn(string text) =>
        text.Length == 0 ? [] : Ends().Split(text);

    private SpokenOf SpokenIn(string read)
    {
        var words = Word.In(read);
        return new SpokenOf(read, [.. Names.In(read, words)], [.. rules.Topics.In(words)]);
    }

    private void Add(Claim claim, Place place) => _grounds.Add(
        claim, rules.OfThings.Contains(claim.Kind) ? place.Thing : "",
        rules.OfTopics.Contains(claim.Kind) ? place.Topics : []);

    [GeneratedRegex(@"[.!?…][\s\u00A0]+|\n", RegexOptions.NonBacktracking)]
    private static partial Regex Ends();

    // How the business is reached or paid, and not the contact.
    [GeneratedRegex(
        @"\b(?:notre|nos|our|us|appelez|téléphonez|écrivez|joignez|contactez|call (?:this|the|0|\+)|pay"
            + @"|payez|payer|réglez|settle|wire|paypal|lydia|virement|versez|transfer|boutique|shop|support|hotline)\b"
            + @"|\bnous (?:contacter|appeler|écrire|joindre)\b"
            + @"|\b(?:le|du) (?:magasin|service)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Ours();

    /// <summary>Where something stands.</summary>
    private readonly record struct Place(string Thing, List<string> Topics);
}
