using System.Globalization;
using System.Text.Json;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Prospects;
using Gateway.Brain.Tests.Records;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Sales.House;

/// <summary>
/// Conversations that hands wrote which had situation cards and the firm's public data, and had seen neither code nor
/// tests. A conversation is good when its records are: outcome, lead, objections, offer and tasks.
/// </summary>
public sealed class SalesRoundTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(
        GatewayProcess.Root, "tests", "Brain.Tests", "Sales", "Rounds");

    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("1", 72)]
    [InlineData("2", 78)]
    [InlineData("3", 70)]
    public async Task A_round_is_held_as_well_as_before(string round, int least)
    {
        var good = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, round), "*.json").Order(StringComparer.Ordinal))
        {
            var written = JsonSerializer.Deserialize<List<Written>>(
                await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
            foreach (var one in written)
            {
                await using var talk = new SalesTalk(_database, one.Locale);
                foreach (var text in one.Turns)
                    await talk.SayAsync(text);
                var wrong = await DifferencesAsync(one.Expect, talk);
                good += wrong.Count == 0 ? 1 : 0;
                TestContext.Current.TestOutputHelper?.WriteLine(
                    $"{(wrong.Count == 0 ? "good" : "bad")} {one.Id}{talk.Transcript}\n"
                    + $"^^ {string.Join("; ", wrong)}\n");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{good} good");
        good.ShouldBeGreaterThanOrEqualTo(least);
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(Expected expected, SalesTalk talk)
    {
        var (sales, lead) = (talk.Sales, talk.Sales.Lead);
        List<string> wrong = [];
        var outcome = sales.Converted ? "converted" : sales.Escalated ? "escalated"
            : sales.MayWriteLater is not null || sales.Asked.Contains("mayWrite") ? "later" : "open";
        Check("outcome", expected.Outcome, outcome);
        if (expected.People is { } people)
            Check("people", people.ToString(CultureInfo.InvariantCulture), $"{lead.Seats ?? lead.People}");
        if (expected.Sector is { } sector && !Shares(sector, lead.Sector ?? ""))
            wrong.Add($"sector {lead.Sector} for {sector}");
        if (expected.Decides is { } decides && lead.IsDecisionMaker != decides)
            wrong.Add($"decides {lead.IsDecisionMaker}");
        Check("last name", expected.LastName, lead.LastName);
        Check("first name", expected.FirstName, lead.FirstName);
        Check("e-mail", expected.Email, lead.Email);
        Check("phone", expected.Phone, lead.Phone);
        var objections = sales.Objections.Select(one => one.Category.ToString().ToUpperInvariant()).Distinct().ToList();
        if (!objections.Order(StringComparer.Ordinal).SequenceEqual(expected.Objections.Order(StringComparer.Ordinal)))
            wrong.Add($"objections {string.Join(',', objections)} for {string.Join(',', expected.Objections)}");
        if (expected.Offer != sales.Offers.Any(
            offer => expected.People is null || offer.Seats == expected.People) && expected.Offer)
            wrong.Add("no such offer");
        if (expected.Type is { } type && !type.Equals(sales.Type?.ToString(), StringComparison.OrdinalIgnoreCase))
            wrong.Add($"type {sales.Type} for {type}");
        await using var db = _database.CreateDbContext();
        var tasks = await db.Set<CrmTask>().Where(task => task.SessionId == talk.Conversation.Id.Value)
            .Select(task => task.Type).ToListAsync();
        foreach (var missing in expected.Tasks.Where(
            task => !tasks.Exists(one => one.ToString().Equals(task, StringComparison.OrdinalIgnoreCase))))
            wrong.Add($"no task {missing}");
        return wrong;

        void Check(string what, string? wanted, string? got)
        {
            if (wanted is not null && Word.Fold(wanted) != Word.Fold(got ?? ""))
                wrong.Add($"{what} {got} for {wanted}");
        }
    }

    private static bool Shares(string expected, string got) =>
        got.Length > 0 && (Word.Fold(got).Contains(Word.Fold(expected), StringComparison.Ordinal)
            || Word.Fold(expected).Contains(Word.Fold(got), StringComparison.Ordinal));

    private sealed record Written(string Id, string Locale, IReadOnlyList<string> Turns, Expected Expect);

    private sealed record Expected(
        string Outcome, int? People, string? Sector, bool? Decides, string? LastName, string? FirstName, string? Email,
        string? Phone, IReadOnlyList<string> Objections, bool Offer, string? Type, IReadOnlyList<string> Tasks);
}
