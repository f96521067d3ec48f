using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Workspaces;
using Npgsql;

namespace Gateway.Inspection.Hosted;

/// <inheritdoc cref="IHostedAppointments"/>
internal sealed class HostedAppointments(HostedDatabase database, ServedWorkspaces served) : IHostedAppointments
{
    private const int MostMinutes = 240;

    // Columns may be uuid or text, and timestamptz or text: what is compared and written is cast to what stands there.
    private const string Taken =
        """
        SELECT slot_datetime::timestamptz, vehicle_type::text FROM appointments
        WHERE center_id::text = $1 AND slot_datetime::timestamptz > $2 AND slot_datetime::timestamptz < $3
        AND coalesce(status::text, '') NOT IN ('cancelled', 'canceled', 'annule', 'annulé')
        AND NOT (id::text = ANY($4))
        ORDER BY slot_datetime::timestamptz, id
        """;

    // jsonb_populate_record turns each value into its column's own type, and leaves other columns to their defaults.
    private const string Written =
        """
        INSERT INTO appointments (id, center_id, slot_datetime, client_first_name, client_last_name, client_phone,
          client_email, vehicle_brand, vehicle_model, license_plate, vehicle_type, status, created_at)
        SELECT id, center_id, slot_datetime, client_first_name, client_last_name, client_phone, client_email,
          vehicle_brand, vehicle_model, license_plate, vehicle_type, status, created_at
        FROM jsonb_populate_record(NULL::appointments, $1)
        ON CONFLICT (id) DO UPDATE SET slot_datetime = excluded.slot_datetime,
          client_first_name = excluded.client_first_name, client_last_name = excluded.client_last_name,
          client_phone = excluded.client_phone, client_email = excluded.client_email,
          vehicle_brand = excluded.vehicle_brand, vehicle_model = excluded.vehicle_model,
          license_plate = excluded.license_plate, vehicle_type = excluded.vehicle_type, status = excluded.status
        """;

    /// <inheritdoc/>
    public bool Hosts(string centre) => database.Source is not null && served.IsHosted(centre);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TakenTime>> ReadTakenAsync(
        Centre centre, DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<Guid> known,
        CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(Taken);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = centre.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>
        {
            // Whatever began before and lasts into the time that is asked about.
            TypedValue = from.AddMinutes(-MostMinutes).ToUniversalTime(),
        });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = to.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. known.Select(id => id.ToString())],
        });
        var taken = new List<TakenTime>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var start = rows.GetFieldValue<DateTimeOffset>(0);
            var kind = CentreWords.VehicleOf(rows.IsDBNull(1) ? null : rows.GetString(1)) ?? VehicleType.Car;
            var end = start.AddMinutes(centre.MinutesFor(kind, VisitKind.Periodic));
            taken.Add(new TakenTime(FreeBay(centre, kind, start, end, taken), start, end));
        }

        return [.. taken.Where(time => time.To > from)];
    }

    /// <inheritdoc/>
    public async Task WriteAsync(Appointment appointment, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(Written);
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb,
            Value = System.Text.Json.JsonSerializer.Serialize(new
            {
                id = appointment.Id,
                center_id = appointment.CenterId,
                slot_datetime = appointment.SlotDatetime,
                client_first_name = appointment.ClientFirstName,
                client_last_name = appointment.ClientLastName,
                client_phone = appointment.ClientPhone,
                client_email = appointment.ClientEmail,
                vehicle_brand = appointment.VehicleBrand,
                vehicle_model = appointment.VehicleModel,
                license_plate = appointment.LicensePlate,
                vehicle_type = appointment.Vehicle.InWire(),
                status = appointment.Status,
                created_at = appointment.CreatedAt,
            }),
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlDataSource Source => database.Source
        ?? throw new InvalidOperationException("ConnectionStrings:Centres names no database.");

    private static string FreeBay(
        Centre centre, VehicleType kind, DateTimeOffset start, DateTimeOffset end, List<TakenTime> taken)
    {
        var bays = centre.Bays.Where(bay => bay.Takes(kind)).DefaultIfEmpty(centre.Bays[0]).ToList();
        return (bays.Find(bay => !taken.Exists(time => time.Bay == bay.Id && time.From < end && start < time.To))
            ?? bays[0]).Id;
    }
}
