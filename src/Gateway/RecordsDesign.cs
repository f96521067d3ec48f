using Gateway.Brain;
using Gateway.Brain.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Gateway;

/// <summary>
/// What <c>dotnet ef</c> makes migrations from: the model as it is, with the parts of all solutions, without a
/// database.
/// </summary>
internal sealed class RecordsDesign : IDesignTimeDbContextFactory<RecordsDbContext>
{
    public RecordsDbContext CreateDbContext(string[] args)
    {
        var parts = new ServiceCollection().AddBrain(new ConfigurationBuilder().Build()).AddSolutions()
            .BuildServiceProvider().GetServices<IRecordsPart>();
        var options = new DbContextOptionsBuilder<RecordsDbContext>();
        RecordsServices.Configure(options, NpgsqlDataSource.Create("Host=localhost"), parts);
        return new RecordsDbContext(options.Options);
    }
}
