using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>DbConnectionStringBuilder.</summary>
internal static class BuilderActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("of the factory is empty", s => s.Factory.CreateConnectionStringBuilder()!.ConnectionString),
        With("a keyword in another case", builder => builder["sErVeR"] = "a", "server"),
        With("a keyword by a synonym", builder => builder["Host"] = "a", "Server"),
        With("the user by a synonym", builder => builder["Uid"] = "me", "User ID")
            .Differs("the driver's keywords are kept as they are written and looked at by Open: another driver may be chosen until then"),
        With("the database by a synonym", builder => builder["Initial Catalog"] = "shop", "Database")
            .Differs("the driver's keywords are kept as they are written and looked at by Open: another driver may be chosen until then"),
        With("a number", builder => builder["Port"] = 3307, "Port"),
        With("a number as text", builder => builder["Port"] = "3307", "Port"),
        With("a value with blanks, quotes and semicolons", builder => builder["Password"] = "a ;'\"=b", "Password"),
        new("a connection string read back", s =>
        {
            var builder = s.Factory.CreateConnectionStringBuilder()!;
            builder.ConnectionString = "Server=a;User ID=b;Password='c;d';Database=e";
            return new[] { builder["Server"], builder["User ID"], builder["Password"], builder["Database"] };
        }),
        new ConformanceAction("an unknown keyword set", s => s.Factory.CreateConnectionStringBuilder()!["No Such Keyword"] = 1)
            .Differs("the driver's keywords are kept as they are written and looked at by Open: another driver may be chosen until then"),
        new("an unknown keyword read", s => s.Factory.CreateConnectionStringBuilder()!["No Such Keyword"]),
        new("a number that is none", s => s.Factory.CreateConnectionStringBuilder()!["Port"] = "many"),
        new("a connection string that is none", s => s.Factory.CreateConnectionStringBuilder()!.ConnectionString = "no equals sign"),
        new("null as keyword", s => s.Factory.CreateConnectionStringBuilder()![null!]),
        new("Remove", s =>
        {
            var builder = s.Factory.CreateConnectionStringBuilder()!;
            builder["Server"] = "a";
            return new object?[] { builder.Remove("server"), builder.ConnectionString };
        }),
        new("Clear", s =>
        {
            var builder = s.Factory.CreateConnectionStringBuilder()!;
            builder["Server"] = "a";
            builder.Clear();
            return builder.ConnectionString;
        }),
        new("a value set to null is removed", s =>
        {
            var builder = s.Factory.CreateConnectionStringBuilder()!;
            builder["Server"] = "a";
            builder["Server"] = null;
            return builder.ConnectionString;
        }),
        new("EquivalentTo", s =>
        {
            var (one, two) = (s.Factory.CreateConnectionStringBuilder()!, s.Factory.CreateConnectionStringBuilder()!);
            (one.ConnectionString, two.ConnectionString) = ("Server=a;Port=3307", "port=3307;server=a");
            return one.EquivalentTo(two);
        }),
        new("the connection string opens", s =>
        {
            var builder = s.Factory.CreateConnectionStringBuilder()!;
            builder.ConnectionString = s.ConnectionString;
            var connection = s.Factory.CreateConnection()!;
            connection.ConnectionString = builder.ConnectionString;
            s.Watched(connection).Open();
            return connection.State;
        }),
    ];

    private static ConformanceAction With(string name, Action<DbConnectionStringBuilder> set, string keyword) => new(name, s =>
    {
        var builder = s.Factory.CreateConnectionStringBuilder()!;
        set(builder);
        return $"{builder[keyword]}";
    });
}
