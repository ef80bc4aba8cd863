using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>CommandType.StoredProcedure and CALL.</summary>
internal static class ProcedureActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("input, output and both", async s =>
        {
            var command = Doubles(s.Command(await s.Open(), "doubles"));
            var value = await s.Scalar(command);
            return new[] { value, command.Parameters["@twice"].Value, command.Parameters["@more"].Value };
        }),
        new("the same through a reader", async s =>
        {
            var command = Doubles(s.Command(await s.Open(), "doubles"));
            var rows = await s.Rows(await s.Reader(command));
            return new[] { rows, command.Parameters["@twice"].Value };
        }),
        new("the same by ExecuteNonQuery", async s =>
        {
            var command = Doubles(s.Command(await s.Open(), "doubles"));
            await s.NonQuery(command);
            return command.Parameters["@twice"].Value;
        }),
        new("the name in backticks and with its schema", async s =>
        {
            var command = Doubles(s.Command(await s.Open(), "`testdb`.`doubles`"));
            await s.NonQuery(command);
            return command.Parameters["@twice"].Value;
        }),
        new("in a transaction", async s =>
        {
            var connection = await s.Open();
            var command = Doubles(s.Command(connection, "doubles", await s.Begin(connection)));
            await s.NonQuery(command);
            return command.Parameters["@twice"].Value;
        }),
        new("a function's return value", async s =>
        {
            var command = s.Command(await s.Open(), "doubled", ("@n", 4));
            command.CommandType = CommandType.StoredProcedure;
            var result = Stage.Add(command, "@result", null);
            (result.Direction, result.DbType) = (ParameterDirection.ReturnValue, DbType.Int32);
            await s.NonQuery(command);
            return result.Value;
        }),
        new("one that does not exist", async s =>
        {
            var command = s.Command(await s.Open(), "nothing_like_it");
            command.CommandType = CommandType.StoredProcedure;
            await s.NonQuery(command);
        }),
        new("a parameter that is missing", async s =>
        {
            var command = s.Command(await s.Open(), "doubles", ("@n", 1));
            command.CommandType = CommandType.StoredProcedure;
            await s.NonQuery(command);
        }),
        new("CALL as text", async s => await s.Rows(await s.Reader(await s.Open(), "CALL doubles(3, @t, @m)"))),
        new("CALL as text, then its variable", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "SET @m = 1; CALL doubles(3, @t, @m)");
            return await s.Scalar(connection, "SELECT CONCAT(@t, '-', @m)");
        }),
        new("prepared", async s =>
        {
            var command = Doubles(s.Command(await s.Open(), "doubles"));
            await s.Prepare(command);
            await s.NonQuery(command);
            return command.Parameters["@twice"].Value;
        }),
        new("TableDirect", async s =>
        {
            var command = s.Command(await s.Open(), "notes");
            command.CommandType = CommandType.TableDirect;
            return await s.Rows(await s.Reader(command));
        }),
    ];

    private static DbCommand Doubles(DbCommand command)
    {
        command.CommandType = CommandType.StoredProcedure;
        Stage.Add(command, "@n", 21);
        var twice = Stage.Add(command, "@twice", null);
        (twice.Direction, twice.DbType) = (ParameterDirection.Output, DbType.Int32);
        Stage.Add(command, "@more", 1).Direction = ParameterDirection.InputOutput;
        return command;
    }
}
