using System.Diagnostics.Metrics;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.Tests.Shop.Catalogue;

/// <summary>What is kept of catalogues in memory, each time anew.</summary>
internal static class Caches
{
    public static IMeterFactory Meters { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider()
        .GetRequiredService<IMeterFactory>();

    public static ProductIndexCache Products(IDbContextFactory<RecordsDbContext> records, int megabytes = 256) =>
        new(records, Options.Create(new CatalogueOptions { ProductMegabytes = megabytes }), Meters);

    public static AnswerCache Answers(IDbContextFactory<RecordsDbContext> records) =>
        new(records, Options.Create(new CatalogueOptions()), Meters);

    public static CatalogueSearch Search(IDbContextFactory<RecordsDbContext> records) =>
        new(records, Products(records), Answers(records), WordsAlone(records));

    /// <summary>What searches by meaning where no model is configured.</summary>
    public static ProductMeaning WordsAlone(IDbContextFactory<RecordsDbContext> records) => new(
        records, Options.Create(new CatalogueOptions()), Meters, TimeProvider.System,
        NullLogger<ProductMeaning>.Instance);
}
