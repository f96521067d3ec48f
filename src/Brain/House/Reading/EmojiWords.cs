using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gateway.Brain.House.Reading;

/// <summary>Pictures that people write for things, as words; those that only show a mood stay as they are.</summary>
internal static class EmojiWords
{
    private static readonly FrozenDictionary<string, (string French, string English)> Words = """
        🎁 cadeau/present; 🏠 maison/house; 🏡 maison/house; 💡 lampe/lamp; 🔦 lampe/torch; 🔪 couteau/knife; 🎀 emballage cadeau/gift wrap
        📦 colis/parcel; 🚲 vélo/bicycle; 💶 euros/euros; 💰 prix/price; 🕯 bougie/candle; 🍵 thé/tea; ☕ café/coffee; 🫖 théière/teapot
        🧀 fromage/cheese; 🍞 pain/bread; 🌲 cèdre/cedar; 🌹 rose/rose; 🌷 fleurs/flowers; 🌸 fleurs/flowers; 🌻 fleurs/flowers; 🐦 oiseaux/birds
        🪴 plante/plant; 🌱 graines/seeds; 🥛 verre/glass; 🍷 vin/wine; 🛏 lit/bed; 🛁 bain/bath; 🪑 chaise/chair; 🕰 horloge/clock; ⏰ réveil/clock
        📞 téléphone/phone; 📱 téléphone/phone; ☎ téléphone/phone; 📧 e-mail/e-mail; 📍 adresse/address; 💳 carte/card; 🚚 livraison/delivery
        ❌ annuler/cancel; 🏝 île/island; 🧺 panier/basket; 🍳 poêle/pan; 🍲 cocotte/casserole; 🍽 assiettes/plates; 🥣 bol/bowl; 🪞 miroir/mirror
        ❓ ?/?; ❔ ?/?; ⁉ ?/?; 🎉 fête/party; 🎂 anniversaire/birthday; 🎄 Noël/Christmas; 🧸 peluche/soft toy; 📏 taille/size; ⚖ poids/weight
        """.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(entry => entry.Split([' ', '/'], 3))
        .ToFrozenDictionary(entry => entry[0], entry => (entry[1], entry[2]), StringComparer.Ordinal);

    /// <summary>The text with these pictures spelled out, with blanks around them.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static string Spell(string text, string locale)
    {
        if (text.All(letter => letter < 0x2000))
            return text;
        var spelled = new StringBuilder(text.Length);
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (Words.TryGetValue(element.TrimEnd('\uFE0F'), out var word))
                spelled.Append(' ').Append(locale == "fr" ? word.French : word.English).Append(' ');
            else
                spelled.Append(element);
        }

        return spelled.ToString();
    }
}
