using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>What a command says of itself and lets be set.</summary>
internal static class CommandPropertyActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("CommandText of a new command", s => s.Factory.CreateCommand()!.CommandText),
        new("CommandText set to null", s =>
        {
            var command = s.Command(null, "SELECT 1");
            command.CommandText = null;
            return command.CommandText;
        }),
        new("CommandTimeout by default", s => s.Factory.CreateCommand()!.CommandTimeout),
        new("CommandTimeout as the connection string says", s => s.New(";Default Command Timeout=12").CreateCommand().CommandTimeout),
        new("the same after Open", async s => (await s.Open(";Default Command Timeout=12")).CreateCommand().CommandTimeout),
        new("CommandTimeout set", s => With(s, command => command.CommandTimeout = 5).CommandTimeout),
        new("CommandTimeout set to 0", s => With(s, command => command.CommandTimeout = 0).CommandTimeout),
        new("CommandTimeout set below 0", s => With(s, command => command.CommandTimeout = -1).CommandTimeout),
        new("CommandType by default", s => s.Factory.CreateCommand()!.CommandType),
        new("CommandType set", s => With(s, command => command.CommandType = CommandType.StoredProcedure).CommandType),
        new("CommandType set to TableDirect", s => With(s, command => command.CommandType = CommandType.TableDirect).CommandType),
        new("CommandType set to nothing known", s => With(s, command => command.CommandType = (CommandType)7).CommandType),
        new("UpdatedRowSource by default", s => s.Factory.CreateCommand()!.UpdatedRowSource),
        new("UpdatedRowSource set", s => With(s, command => command.UpdatedRowSource = UpdateRowSource.OutputParameters).UpdatedRowSource),
        new("DesignTimeVisible by default", s => s.Factory.CreateCommand()!.DesignTimeVisible),
        new("DesignTimeVisible set", s => With(s, command => command.DesignTimeVisible = true).DesignTimeVisible),
        new("Connection of a new command", s => s.Factory.CreateCommand()!.Connection),
        new("Connection of a command of a connection", s =>
        {
            var connection = s.New();
            return ReferenceEquals(connection, connection.CreateCommand().Connection);
        }),
        new("Connection set to null", s =>
        {
            var command = s.New().CreateCommand();
            command.Connection = null;
            return command.Connection;
        }),
        new("Connection set to a stranger's", s => With(s, command => command.Connection = new StrangeConnection())),
        new ConformanceAction("Connection set while a reader is open", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Reader(command);
            command.Connection = await s.Open();
        })
        .DiffersOnMySqlData("an InvalidOperationException, as with MySqlConnector"),
        new ConformanceAction("Connection set to null while a reader is open", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Reader(command);
            command.Connection = null;
        })
        .DiffersOnMySqlData("an InvalidOperationException, as with MySqlConnector"),
        new("CommandText set while a reader is open", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Reader(command);
            command.CommandText = "SELECT 2";
        }),
        new("CommandText set after the reader was closed", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Close(await s.Reader(command));
            command.CommandText = "SELECT 2";
            return await s.Scalar(command);
        }),
        new("Transaction of a new command", s => s.Factory.CreateCommand()!.Transaction),
        new("Transaction of a command made in a transaction", async s =>
        {
            var connection = await s.Open();
            await s.Begin(connection);
            return connection.CreateCommand().Transaction is null;
        }),
        new("Transaction set", async s =>
        {
            var connection = await s.Open();
            var transaction = await s.Begin(connection);
            var command = s.Command(connection, "SELECT 1", transaction);
            return ReferenceEquals(transaction, command.Transaction);
        }),
        new("Clone", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a", ("@a", 3));
            command.CommandTimeout = 9;
            var clone = (DbCommand)((ICloneable)command).Clone();
            command.Parameters[0].Value = 4;
            return new[]
            {
                clone.CommandText, clone.CommandTimeout, ReferenceEquals(clone.Connection, command.Connection), await s.Scalar(clone),
            };
        }),
        new("Parameters of a new command", s => s.Factory.CreateCommand()!.Parameters.Count),
        new("Parameters are the same collection", s =>
        {
            var command = s.Factory.CreateCommand()!;
            return ReferenceEquals(command.Parameters, command.Parameters);
        }),
        new("Parameters are the same collection after execution", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            var before = command.Parameters;
            await s.Scalar(command);
            return ReferenceEquals(before, command.Parameters);
        }),
        new("Site", s => s.Factory.CreateCommand()!.Site),
    ];

    private static DbCommand With(Stage s, Action<DbCommand> change)
    {
        var command = s.Factory.CreateCommand()!;
        change(command);
        return command;
    }
}
