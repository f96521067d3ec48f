using System.Globalization;
using System.Text.Json;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Settings;

/// <summary>What the readers of solutions' settings have in common.</summary>
internal static class SettingsParts
{
    private const int MostLetters = 1000;

    extension(FileObject json)
    {
        /// <summary>A text of so many letters that must be there.</summary>
        public string ShortText(string name, int most) =>
            json.Text(name, text => IsText(text, most), Expected(most));

        /// <summary>A text of so many letters that may be left out.</summary>
        public string? OptionalShortText(string name, int most) =>
            json.OptionalText(name, text => IsText(text, most), Expected(most));

        /// <summary>The same text in both languages, which must be there.</summary>
        public LocalText BothLanguages(string name, int most = MostLetters)
        {
            if (json.OptionalObject(name) is not { } both)
            {
                json.Refuse(name, "is missing, expected an object with fr and en");
                return new LocalText("", "");
            }

            var text = new LocalText(both.ShortText("fr", most), both.ShortText("en", most));
            both.RefuseRest();
            return text;
        }

        /// <summary>An id that must be there and may be once among its like.</summary>
        public string Id(string name, HashSet<string> taken)
        {
            var id = json.Text(
                name, text => text.Length <= 40 && IsId(text), "1 to 40 lower-case letters, digits and hyphens");
            if (id.Length > 0 && !taken.Add(id))
                json.Refuse(name, $"\"{id}\" is there twice");
            return id;
        }

        /// <summary>A name that must be there and may be once among its like, whatever its capitals.</summary>
        public string Name(string name, HashSet<string> taken)
        {
            var text = json.ShortText(name, 80);
            if (text.Length > 0 && !taken.Add(text.ToUpperInvariant()))
                json.Refuse(name, $"\"{text}\" is there twice");
            return text;
        }

        /// <summary>A part of 100, 0 to <paramref name="most"/>; 0 after an error.</summary>
        public decimal Percent(string name, decimal most) => json.Amount(name, most);

        /// <summary>An amount over 0.</summary>
        public decimal Price(string name)
        {
            var price = json.Amount(name, max: 100_000);
            if (price == 0)
                json.Refuse(name, "must be more than 0");
            return price;
        }

        /// <summary>An object that must be there; null after an error.</summary>
        public FileObject? Part(string name)
        {
            var part = json.OptionalObject(name);
            if (part is null)
                json.Refuse(name, "is missing, expected an object");
            return part;
        }

        /// <summary>Ids of a list that must all be known.</summary>
        public IReadOnlyList<string> Ids(string name, IReadOnlyCollection<string> known, string what)
        {
            var ids = json.Texts(name, text => IsText(text, 40), Expected(40), 0, 100);
            foreach (var id in ids.Where(id => !known.Contains(id)).Distinct())
                json.Refuse(name, $"\"{id}\" is no {what} of this file");
            if (ids.Distinct().Count() < ids.Count)
                json.Refuse(name, "names one twice");
            return ids;
        }
    }

    /// <summary>The names of an enum as files write them: with a small first letter.</summary>
    public static T? OneOf<T>(this FileObject json, string name) where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(ToCamel).ToList();
        var text = json.OptionalText(name, names.Contains, $"one of {string.Join(", ", names)}");
        return text is null ? null : Enum.Parse<T>(text, ignoreCase: true);
    }

    /// <summary>What stands under <c>settings</c>, without what is null: that is left out.</summary>
    public static JsonElement WithoutNulls(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => JsonSerializer.SerializeToElement(
            json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .DistinctBy(member => member.Name)
                .ToDictionary(member => member.Name, member => WithoutNulls(member.Value))),
        JsonValueKind.Array => JsonSerializer.SerializeToElement(json.EnumerateArray().Select(WithoutNulls)),
        _ => json,
    };

    /// <summary>As files write an enum's name.</summary>
    public static string ToCamel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static bool IsText(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most;

    private static string Expected(int most) =>
        string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {most} letters");

    private static bool IsId(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)
            || letter == '-');
}
