using Gateway.Brain.Inspection.Planning;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Benchmarks;

/// <summary>
/// The least that could be done for the same: the one query that reads what is taken in a week, and the two rows of an
/// appointment, written under the same constraint by SQL alone.
/// </summary>
internal sealed class BarePlanning(NpgsqlDataSource source, string workspace, int bays)
{
    private const string Taken =
        "SELECT bay, lower(during), upper(during) FROM bay_times WHERE workspace = $1 AND during && $2";

    private const string Place =
        """
        INSERT INTO bay_times (workspace, bay, during, kind, appointment) VALUES ($1, $2, $3, 'appointment', $4)
        ON CONFLICT ON CONSTRAINT bay_times_once DO NOTHING
        """;

    private const string Row =
        """
        INSERT INTO appointments (id, center_id, slot_datetime, client_first_name, client_last_name, client_phone,
            vehicle_brand, license_plate, vehicle_type, status, created_at, bay, minutes, visit, price, currency, channel,
            key, changed_at)
        VALUES ($1, $2, $3, 'Camille', 'Durand', '+33612345678', 'Renault', 'AB-123-CD', 'voiture_particuliere',
            'confirmed', now(), $4, 30, 'periodique', 79, 'EUR', 'api', $5, now())
        """;

    /// <summary>Reads what is taken in some days; how many rows there are.</summary>
    public async Task<int> ReadAsync(DateOnly from, DateOnly to)
    {
        await using var command = source.CreateCommand(Taken);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = workspace });
        command.Parameters.Add(RangeOf(
            from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), to.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc)));
        await using var rows = await command.ExecuteReaderAsync();
        var read = 0;
        while (await rows.ReadAsync())
        {
            _ = (rows.GetString(0), rows.GetDateTime(1), rows.GetDateTime(2));
            read++;
        }

        return read;
    }

    /// <summary>Takes a slot in whichever bay is free; false when all are taken.</summary>
    public async Task<bool> BookAsync(Slot slot, string key)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        for (var bay = 1; bay <= bays; bay++)
        {
            var name = bay.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await using var place = new NpgsqlCommand(Place, connection);
            place.Parameters.Add(new NpgsqlParameter<string> { TypedValue = workspace });
            place.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            place.Parameters.Add(RangeOf(slot.Start.UtcDateTime, slot.End.UtcDateTime));
            place.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            if (await place.ExecuteNonQueryAsync() == 0)
                continue;
            await using var row = new NpgsqlCommand(Row, connection);
            row.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            row.Parameters.Add(new NpgsqlParameter<string> { TypedValue = workspace });
            row.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = slot.Start.ToUniversalTime() });
            row.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            row.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
            await row.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            return true;
        }

        return false;
    }

    private static NpgsqlParameter RangeOf(DateTime from, DateTime to) => new()
    {
        NpgsqlDbType = NpgsqlDbType.TimestampTzRange,
        Value = new NpgsqlRange<DateTime>(from, lowerBoundIsInclusive: true, to, upperBoundIsInclusive: false),
    };
}
