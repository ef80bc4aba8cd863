using System.Data.Common;

namespace RoutingData.HotPathTests;

/// <summary>Budgets of a command, in bytes beyond what the driver's own takes. A figure that rises is a regression.</summary>
public sealed class CommandTests(HotPath path) : IClassFixture<HotPath>
{
    // A task that the caller awaits: 72 bytes, and a reference to what completes it with a number to tell its uses apart.
    private const long Task = 88;

    // The router's own reader: the driver's, the session, the connection and the route.
    private const long Reader = 48;

    // The router's own command object; 8 bytes of it say how fresh its answer has to be.
    private const long Command = 112;

    public static TheoryData<string, long> Kinds => new()
    {
        { "scalar", 0 }, { "nonquery", 0 }, { "reader", Reader }, { "write", 0 }, { "scalar async", 72 }, { "waiting", Task },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_execution_costs_no_more_than_its_budget(string kind, long budget)
    {
        using var routed = path.Source.OpenConnection();
        using var bare = path.OpenBare();
        Assert.InRange(Executions(routed, kind) - Executions(bare, kind), 0, budget);
    }

    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("SELECT name FROM product WHERE id = @id", "@id")]
    [InlineData("UPDATE product SET name = 'x' WHERE id = @id", "@id")]
    public void A_new_command_costs_no_more_than_its_budget(string text, string? parameter)
    {
        using var routed = path.Source.OpenConnection();
        using var bare = path.OpenBare();
        Assert.InRange(NewCommands(routed) - NewCommands(bare), 0, Command);

        long NewCommands(DbConnection connection) => Allocations.Of(() =>
        {
            using var command = CommandOn(connection, text, parameter);
            command.ExecuteScalar();
        });
    }

    private long Executions(DbConnection connection, string kind)
    {
        var text = kind == "write" ? "DELETE FROM product WHERE id = @id" : "SELECT name FROM product WHERE id = @id";
        using var command = CommandOn(connection, text, "@id");
        return Allocations.Of(kind switch
        {
            "scalar" => () => command.ExecuteScalar(),
            "nonquery" or "write" => () => command.ExecuteNonQuery(),
            "reader" => () => command.ExecuteReader(),
            "scalar async" => () => command.ExecuteScalarAsync(),
            _ => () => Wait(command),
        });
    }

    // Waits as for a server: the answer comes after the call has returned.
    private void Wait(DbCommand command)
    {
        path.Driver.Waits = true;
        var running = command.ExecuteScalarAsync();
        path.Driver.Waits = false;
        Assert.False(running.IsCompleted);
        path.Driver.Answer();
        Assert.True(running.IsCompletedSuccessfully);
    }

    private static DbCommand CommandOn(DbConnection connection, string text, string? parameter)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        if (parameter is null) return command;
        var value = command.CreateParameter();
        value.ParameterName = parameter;
        command.Parameters.Add(value);
        return command;
    }
}
