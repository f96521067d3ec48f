using System.Diagnostics.Metrics;
using System.Net;
using Gateway.Doors;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using IPNetwork = System.Net.IPNetwork;

namespace Gateway.Tests.Doors;

public sealed class ConnectionTableTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly List<OpenConnection> _aborted = [];
    private readonly Meters _meters = new();
    private readonly List<ConnectionTable> _tables = [];

    public void Dispose()
    {
        foreach (var table in _tables)
            table.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void A_newcomer_gets_the_place_of_the_oldest_silent_one_of_who_holds_most()
    {
        var table = Table(most: 6, perAddress: 4);
        var visitor = Admit(table, "192.0.2.1");
        var flood = Enumerable.Range(0, 4).Select(_ => Admit(table, "192.0.2.66")).ToList();
        Admit(table, "192.0.2.67");

        var webhook = table.TryAdmit(IPAddress.Parse("192.0.2.3"));

        webhook.ShouldNotBeNull();
        _aborted.ShouldBe([flood[0]]);
        table.Count.ShouldBe(6);
        visitor.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void One_address_gets_no_more_than_its_share_and_displaces_only_its_own()
    {
        var table = Table(most: 100, perAddress: 3);
        var own = Enumerable.Range(0, 3).Select(_ => Admit(table, "2001:db8:1:2::1")).ToList();
        Admit(table, "192.0.2.1");

        // Another address of the same /64.
        Admit(table, "2001:db8:1:2:ffff::9").ShouldNotBeNull();

        _aborted.ShouldBe([own[0]]);
        own[1].Begin();
        own[2].Begin();
        Admit(table, "2001:db8:1:2::3").Begin();
        table.TryAdmit(IPAddress.Parse("2001:db8:1:2::4")).ShouldBeNull("nothing of its own is silent any more");
        table.TryAdmit(IPAddress.Parse("192.0.2.1")).ShouldNotBeNull();
    }

    [Fact]
    public void Who_is_served_keeps_the_place_and_who_idles_gives_it_up()
    {
        var table = Table(most: 4, perAddress: 4);
        var heavy = Enumerable.Range(0, 4).Select(_ => Admit(table, "192.0.2.66")).ToList();
        foreach (var connection in heavy)
            connection.Begin();

        table.TryAdmit(IPAddress.Parse("192.0.2.1")).ShouldBeNull("all are busy");
        heavy[2].End();
        var newcomer = table.TryAdmit(IPAddress.Parse("192.0.2.1"));

        newcomer.ShouldNotBeNull();
        _aborted.ShouldBe([heavy[2]]);
    }

    [Fact]
    public void A_silent_connection_is_closed_after_its_time_and_one_that_spoke_is_not()
    {
        var table = Table(most: 10, perAddress: 10);
        var silent = Admit(table, "192.0.2.1");
        var spoken = Admit(table, "192.0.2.1");
        spoken.Begin();
        spoken.End();

        _clock.Advance(TimeSpan.FromSeconds(14));
        _aborted.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(2));

        _aborted.ShouldBe([silent]);
        table.Count.ShouldBe(1);
    }

    [Fact]
    public void Sockets_that_are_still_being_closed_are_bounded_too()
    {
        var table = Table(most: 2, perAddress: 2);
        var admitted = 0;
        for (var i = 0; i < 1_000; i++)
            admitted += table.TryAdmit(IPAddress.Parse($"198.51.{i / 200}.{i % 200}")) is null ? 0 : 1;

        admitted.ShouldBe(2 + 16);
    }

    [Fact]
    public void New_connections_have_a_pace_for_each_address()
    {
        var table = Table(most: 100_000, perAddress: 100_000, new DoorOptions { ConnectionsPerSecond = 5 });

        Enumerable.Range(0, 60).Count(_ => table.TryAdmit(IPAddress.Parse("192.0.2.1")) is not null).ShouldBe(50);
        table.TryAdmit(IPAddress.Parse("192.0.2.2")).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 60).Count(_ => table.TryAdmit(IPAddress.Parse("192.0.2.1")) is not null).ShouldBe(5);
    }

    [Fact]
    public void A_known_proxy_speaks_for_many()
    {
        var table = Table(most: 20, perAddress: 2, proxies: IPNetwork.Parse("10.0.0.0/8"));

        for (var i = 0; i < 20; i++)
            Admit(table, "::ffff:10.1.2.3").Begin();

        table.Count.ShouldBe(20);
    }

    [Fact]
    public void Thousands_that_come_and_go_leave_the_table_empty()
    {
        var random = new Random(7);
        var table = Table(most: 50, perAddress: 20);
        var open = new List<OpenConnection>();
        for (var i = 0; i < 4_000; i++)
        {
            if (random.Next(3) > 0 && table.TryAdmit(IPAddress.Parse($"192.0.2.{random.Next(9)}")) is { } admitted)
            {
                admitted.OnDrop(() => _aborted.Add(admitted));
                open.Add(admitted);
            }
            else if (open.Count > 0)
            {
                var one = open[random.Next(open.Count)];
                if (random.Next(2) == 0)
                {
                    one.Begin();
                }
                else
                {
                    one.Close();
                    open.Remove(one);
                }
            }

            table.Count.ShouldBe(open.Count(one => !one.IsDropped));
            table.Count.ShouldBeLessThanOrEqualTo(50);
        }

        foreach (var one in open)
            one.Close();
        table.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(512, null, 16, 4)]
    [InlineData(1024, null, 468, 117)]
    [InlineData(20_000, null, 17_552, 4_388)]
    [InlineData(int.MaxValue, null, 65_536, 16_384)]
    [InlineData(1024, 100_000, 468, 117)]
    [InlineData(100, null, 16, 4)]
    public void Fewer_connections_are_taken_than_the_process_may_have_files(
        int files, int? configured, int most, int perAddress)
    {
        var limits = ConnectionLimits.Of(
            new DoorOptions { MaxConnections = configured }, files, inUse: 350, 16L * 1024 * 1024 * 1024);

        limits.ShouldBe(new ConnectionLimits(most, perAddress));
    }

    [Fact]
    public void Little_memory_bounds_them_as_well() =>
        ConnectionLimits.Of(new DoorOptions(), 1_048_576, inUse: 350, 512L * 1024 * 1024).Most.ShouldBe(2_048);

    [Theory]
    [InlineData(
        "Limit                     Soft Limit           Hard Limit           Units\nMax open files            1024                 524288               files     \n", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files\n", int.MaxValue)]
    [InlineData("Max open files            1048576              1048576              files     \n", 1_048_576)]
    [InlineData("", 4_096)]
    [InlineData("Max open files", 4_096)]
    public void The_file_limit_is_read_as_the_kernel_writes_it(string limits, int expected) =>
        FileLimit.Parse(limits).ShouldBe(expected);

    private ConnectionTable Table(int most, int perAddress, DoorOptions? options = null, params IPNetwork[] proxies)
    {
        var table = new ConnectionTable(
            new ConnectionLimits(most, perAddress), options ?? new DoorOptions { ConnectionsPerSecond = 100_000 },
            proxies,
            new DoorMetrics(_meters, _clock, NullLogger<DoorMetrics>.Instance), _clock);
        _tables.Add(table);
        return table;
    }

    private OpenConnection Admit(ConnectionTable table, string address)
    {
        var admitted = table.TryAdmit(IPAddress.Parse(address)).ShouldNotBeNull(address);
        admitted.OnDrop(() => _aborted.Add(admitted));
        return admitted;
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _made.Add(meter);
            return meter;
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }
}
