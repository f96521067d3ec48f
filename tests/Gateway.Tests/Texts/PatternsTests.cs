using System.Reflection;
using System.Text.RegularExpressions;
using Gateway.Api;
using Gateway.Brain;
using Gateway.Channels;
using Gateway.Sessions.Engine;
using Gateway.StandIns;

namespace Gateway.Tests.Texts;

/// <summary>All patterns of the product, wherever they stand.</summary>
public sealed class PatternsTests
{
    // They look around in the text, which a pattern without backtracking cannot. What they read is bounded before, and
    // tests/Brain.Tests/House/WorkTests.cs measures it; the archive's reads what a lookbehind keeps linear, those of
    // elision the end of a phrase of ours and the beginning of a value; that of an address looks ahead sixteen signs at
    // the most.
    private static readonly string[] OnBoundedText =
    [
        "Budget.Limit", "ContactDetails.LastNameLabel", "ContactDetails.FirstNameLabel", "ContactDetails.AddressLabel",
        "ContactDetails.StrongIntroduction",
        "ContactDetails.WeakIntroduction", "ContactDetails.Recipient", "ContactDetails.Piece", "PhoneNumber.Written",
        "PhoneNumber.LetterForZero", "PostalAddress.AnyPostcode", "ArchiveWriter.EscapedNul", "Elision.Joined",
        "Elision.Article", "Elision.ElevenOrEighteen",
        "BareAddresses.Address",
    ];

    private static readonly Assembly[] Product =
    [
        typeof(SessionEngine).Assembly, typeof(PublicAddress).Assembly, typeof(BrainServices).Assembly,
        typeof(WellFormedRequests).Assembly,
        typeof(Forms).Assembly,
    ];

    [Fact]
    public void No_pattern_goes_back_over_a_text_of_any_length() =>
        Patterns()
            .Where(pattern => !pattern.Regex.Options.HasFlag(RegexOptions.NonBacktracking))
            .Select(pattern => pattern.Name)
            .ShouldBe(OnBoundedText, ignoreOrder: true);

    [Fact]
    public void No_pattern_takes_digits_of_other_scripts_for_figures() =>
        Patterns()
            .Where(pattern => pattern.Regex.ToString().Contains(@"\d", StringComparison.Ordinal))
            .Select(pattern => pattern.Name)
            .ShouldBeEmpty();

    private static List<(string Name, Regex Regex)> Patterns() =>
    [
        .. from type in Product.SelectMany(assembly => assembly.GetTypes())
           from member in type.GetMembers(
               BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where member.GetCustomAttribute<GeneratedRegexAttribute>() is not null
           select ($"{type.Name}.{member.Name}",
               (Regex)(
               member is PropertyInfo property ? property.GetValue(null) : ((MethodInfo)member).Invoke(null, null))!),
    ];
}
