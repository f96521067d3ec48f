using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Gateway.Brain.Records;

/// <summary>What <c>dotnet ef</c> makes migrations from: the model as it is, without a database.</summary>
internal sealed class RecordsDesign : IDesignTimeDbContextFactory<RecordsDbContext>
{
    public RecordsDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<RecordsDbContext>();
        RecordsServices.Configure(options, NpgsqlDataSource.Create("Host=localhost"));
        return new RecordsDbContext(options.Options);
    }
}
