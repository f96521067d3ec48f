using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gateway.Brain.Records;

/// <summary>
/// Whether PostgreSQL answers, as the host's watch last found it. While it does not, no one waits for it: whoever wants
/// a connection for records is refused at once with <see cref="RecordsUnavailableException"/>, and what needs no
/// records keeps its pace.
/// </summary>
public sealed class RecordsGate : DbConnectionInterceptor, IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _outages;
    private readonly Counter<long> _refused;
    private volatile bool _isShut;

    /// <summary>Open, until someone finds otherwise.</summary>
    public RecordsGate(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Records");
        _outages = _meter.CreateCounter<long>(
            "gateway.records.outages", "{outage}", "Times that PostgreSQL stopped answering");
        _refused = _meter.CreateCounter<long>(
            "gateway.records.refused", "{request}", "Requests for records refused while PostgreSQL did not answer");
        _meter.CreateObservableGauge("gateway.records.up", () => _isShut ? 0 : 1, null, "1 while PostgreSQL answers");
    }

    /// <summary>Whether PostgreSQL is known not to answer.</summary>
    public bool IsShut => _isShut;

    /// <summary>PostgreSQL does not answer. Called by one watcher alone.</summary>
    /// <returns>False when that was known.</returns>
    public bool Shut()
    {
        if (_isShut)
            return false;
        _isShut = true;
        _outages.Add(1);
        return true;
    }

    /// <summary>PostgreSQL answers again. Called by one watcher alone.</summary>
    /// <returns>False when that was known.</returns>
    public bool Open()
    {
        var wasShut = _isShut;
        _isShut = false;
        return wasShut;
    }

    /// <inheritdoc/>
    public override InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        RefuseWhenShut();
        return result;
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        RefuseWhenShut();
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void RefuseWhenShut()
    {
        if (!_isShut)
            return;
        _refused.Add(1);
        throw new RecordsUnavailableException();
    }
}
