using System.Data.Common;

namespace RoutingData.HotPathTests;

/// <summary>Budgets of a session, in bytes beyond what the driver's own connection takes. A figure that rises is a regression.</summary>
public sealed class ConnectionTests(HotPath path) : IClassFixture<HotPath>
{
    // The connection and its session: what a session takes that has run nothing. 16 of them say since when it must be shown what, and what its
    // scope has written.
    private const long OpenAndClose = 280;

    [Fact]
    public void Open_and_close_cost_no_more_than_their_budget() =>
        Assert.InRange(Allocations.Of(() => path.Source.OpenConnection().Dispose()), 1, OpenAndClose);

    [Theory]
    // 8 bytes of each count what the connection has answered.
    [InlineData(false, 544)]
    [InlineData(true, 768)]
    public void Open_a_command_and_close_cost_no_more_than_their_budget(bool waits, long budget)
    {
        var routed = Allocations.Of(() => Use(path.Source, waits));
        using var source = path.Driver.CreateDataSource("server=r");
        var bare = Allocations.Of(() => Use(source, waits));
        Assert.InRange(routed - bare, 1, budget);
    }

    // The driver waits for its server as it resets the connection.
    private void Use(DbDataSource source, bool waits)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        if (!waits)
        {
            command.ExecuteScalar();
            return;
        }

        path.Driver.Waits = true;
        var running = command.ExecuteScalarAsync();
        path.Driver.Waits = false;
        path.Driver.Answer();
        if (!running.IsCompleted) path.Driver.Answer();
        Assert.True(running.IsCompletedSuccessfully);
    }
}
