using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Parameters: of the driver's own type, in the driver's own collection.</summary>
internal static class ParameterActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("the type of a parameter", s => s.Factory.CreateCommand()!.CreateParameter().GetType()),
        new("the type of the factory's parameter", s => s.Factory.CreateParameter()!.GetType()),
        new("the type of the collection", s => s.Factory.CreateCommand()!.Parameters.GetType()),
        .. Bound("an int", 5),
        .. Bound("a long", long.MinValue),
        .. Bound("an unsigned long", ulong.MaxValue),
        .. Bound("a byte", (byte)255),
        .. Bound("a bool", true),
        .. Bound("a decimal", 12345678.9012m),
        .. Bound("a double", 2.5e-300),
        .. Bound("a float", 1.25f),
        .. Bound("a text", "it's \\ \"quoted\" ünïcode 😀"),
        .. Bound("an empty text", ""),
        .. Bound("a char", 'x'),
        .. Bound("bytes", new byte[] { 0, 255, 39, 92 }),
        .. Bound("a date and time", new DateTime(2026, 11, 26, 1, 2, 3, 456)),
        .. Bound("a date", new DateOnly(2026, 11, 26)),
        .. Bound("a time of day", new TimeOnly(1, 2, 3)),
        .. Bound("a span", new TimeSpan(-1, 2, 3, 4)),
        .. Bound("a guid", new Guid("00112233-4455-6677-8899-aabbccddeeff")),
        .. Bound("an enum", DayOfWeek.Friday),
        .. Bound("null", null),
        .. Bound("DBNull", DBNull.Value),
        .. Bound("an object of no known type", new object()),
        new("a name without @", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @a + 1", ("a", 2)))),
        new("a name with ?", async s => await s.Scalar(s.Command(await s.Open(), "SELECT ?a + 1", ("?a", 2)))),
        new("a name in another case", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @A", ("@a", 2)))),
        new("the same name twice in the text", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @a * @a", ("@a", 3)))),
        new("a name that is missing", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @a, @b", ("@a", 3)))),
        new("one parameter too many", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @a", ("@a", 3), ("@b", 4)))),
        new("the same name added twice", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @a", ("@a", 3), ("@a", 4)))),
        new("a name in a string and in a comment", async s =>
            await s.Scalar(s.Command(await s.Open(), "SELECT '@a' /* @a */", ("@a", 3)))),
        new("a value changed between executions", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a", ("@a", 3));
            var first = await s.Scalar(command);
            command.Parameters["@a"].Value = "four";
            return new[] { first, await s.Scalar(command) };
        }),
        new("a parameter of another command", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT @a", ("@a", 3));
            var other = s.Command(connection, "SELECT @a + 1");
            other.Parameters.Add(command.Parameters[0]);
            return new[] { await s.Scalar(command), await s.Scalar(other) };
        }),
        new("a parameter of the factory", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a");
            var parameter = s.Factory.CreateParameter()!;
            (parameter.ParameterName, parameter.Value) = ("@a", 3);
            command.Parameters.Add(parameter);
            return await s.Scalar(command);
        }),
        new("the DbType set", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a", ("@a", "12"));
            command.Parameters[0].DbType = DbType.Int32;
            return await s.Scalar(command);
        }),
        new("the size set", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a", ("@a", "twelve"));
            command.Parameters[0].Size = 3;
            return await s.Scalar(command);
        }),
        new("a bound value and a user variable", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "SET @v = 5");
            return await s.Scalar(s.Command(connection, "SELECT @v + @a", ("@a", 3)));
        }),
        new("LIMIT and IN", async s => await s.Rows(await s.Reader(s.Command(
            await s.Open(), "SELECT id FROM kinds WHERE id IN (@a, @b) ORDER BY id LIMIT @n", ("@a", 1), ("@b", 2), ("@n", 1))))),
        new("an INSERT", async s => await s.NonQuery(s.Command(
            await s.Open(), "INSERT INTO notes (v, w) VALUES (@v, @w)", ("@v", 5), ("@w", "it's")))),
        new("an object that is no parameter added", s => s.Factory.CreateCommand()!.Parameters.Add("text")),
        new("null added", s => s.Factory.CreateCommand()!.Parameters.Add(null!)),
        new("looked up by a name that is missing", s => s.Factory.CreateCommand()!.Parameters["@a"]),
        new("looked up by a number too high", s => s.Factory.CreateCommand()!.Parameters[0]),
        new("added, removed, counted", s =>
        {
            var command = s.Factory.CreateCommand()!;
            Stage.Add(command, "@a", 1);
            Stage.Add(command, "@b", 2);
            command.Parameters.RemoveAt("@a");
            return new object?[] { command.Parameters.Count, command.Parameters.IndexOf("@b"), command.Parameters.Contains("@a") };
        }),
        new("cleared", s =>
        {
            var command = s.Factory.CreateCommand()!;
            Stage.Add(command, "@a", 1);
            command.Parameters.Clear();
            return command.Parameters.Count;
        }),
        new("defaults of a new parameter", s =>
        {
            var parameter = s.Factory.CreateParameter()!;
            return new object?[]
            {
                parameter.ParameterName, parameter.Value, parameter.DbType, parameter.Direction, parameter.Size, parameter.IsNullable,
                parameter.SourceColumn, parameter.SourceVersion, parameter.Precision, parameter.Scale,
            };
        }),
    ];

    private static IEnumerable<ConformanceAction> Bound(string what, object? value) =>
    [
        new($"{what}, bound", async s => await s.Scalar(s.Command(await s.Open(), "SELECT @a", ("@a", value)))),
        new($"{what}, bound and prepared", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a", ("@a", value));
            await s.Prepare(command);
            return await s.Scalar(command);
        }),
    ];
}
